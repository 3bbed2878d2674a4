import {
  decrypt,
  decryptSessionKeys,
  enums,
  type Key,
  type Message,
  type PrivateKey,
  readMessage,
  type SessionKey,
} from 'openpgp';
import { isAppError } from '../../shared/errors.ts';
import type { OpenedFile } from '../ports/exchange.ts';
import { looksArmoured, withoutTextMark } from './armoured-text.ts';
import { byteStream, SharedBytes, textStream } from './byte-streams.ts';
import { fingerprintOf, latestSigning, requireUsable } from './charity-key.ts';
import { fileRefused } from './exchange-errors.ts';
import { type FileSignature, signatureRefused, signsText } from './signature-verdict.ts';
import { type ReadingPulse, unlessStalled } from './stalled-reading.ts';

/**
 * As received, and again once decompressed: a million donors × 40 columns are some 250 MB.
 *
 * @internal for tests
 */
export const MAX_FILE_BYTES = 512 * 2 ** 20;
/** A workbook is compressed already: what grows more than that while it is opened is no workbook. Small files may be anything. */
const MAX_RATIO = 20;
/** @internal for tests */
export const FREE_BYTES = 64 * 2 ** 20;

/** Nothing of a stream leaves `openCharityFile` before its integrity and its signature hold: the clear text is gathered first. */
const STREAMED = { allowUnauthenticatedStream: true, maxDecompressedMessageSize: MAX_FILE_BYTES };

type StreamedMessage = Message<ReadableStream<Uint8Array>>;

/** An encrypted message begins with a session key for somebody: packet tag 1 (public key) or 3 (passphrase). */
function looksEncrypted(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  if ((first & 0x80) === 0) return false;
  const tag = (first & 0x40) === 0 ? (first & 0x3c) >> 2 : first & 0x3f;
  return tag === 1 || tag === 3;
}

/** openpgp.js types its streams as those of the web without naming them: one cast each way. */
async function messageOf(bytes: Uint8Array, pulse: ReadingPulse): Promise<StreamedMessage> {
  if (looksArmoured(bytes)) {
    const armoredMessage = textStream(bytes, pulse) as unknown as string;
    return (await readMessage({ armoredMessage, config: STREAMED })) as unknown as StreamedMessage;
  }
  if (!looksEncrypted(bytes)) throw fileRefused('file-not-pgp');
  const binaryMessage = byteStream(bytes, pulse) as unknown as Uint8Array;
  return (await readMessage({ binaryMessage, config: STREAMED })) as unknown as StreamedMessage;
}

async function parse(bytes: Uint8Array, pulse: ReadingPulse): Promise<StreamedMessage> {
  if (bytes.length > MAX_FILE_BYTES) throw fileRefused('file-too-large');
  const message = await messageOf(withoutTextMark(bytes), pulse).catch((error: unknown) => {
    throw isAppError(error) ? error : fileRefused('file-altered', error);
  });
  // Armour may hold a message that is only signed.
  const { publicKeyEncryptedSessionKey, symEncryptedSessionKey } = enums.packet;
  const locks = message.packets.filterByTag(publicKeyEncryptedSessionKey, symEncryptedSessionKey);
  if (locks.length === 0) throw fileRefused('file-not-pgp');
  return message;
}

/** Recipients may be hidden (`gpg --throw-keyids`): then only trying tells. */
function recipients(message: StreamedMessage, key: PrivateKey): 'named' | 'hidden' | 'others' {
  const ids = message.getEncryptionKeyIDs();
  const own = key.getKeyIDs();
  if (ids.some((id) => own.some((mine) => mine.equals(id)))) return 'named';
  return ids.some((id) => own.some((mine) => mine.equals(id, true))) ? 'hidden' : 'others';
}

interface Decrypted {
  readonly data: AsyncIterable<Uint8Array>;
  readonly signatures: readonly FileSignature[];
}

/** openpgp.js tells it from other failures by this sentence only. */
function isTooLarge(error: unknown): boolean {
  const text = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : '';
  return /maximum decompressed message size/i.test(text);
}

/** Twofish, Blowfish, Camellia, IDEA…: the session key came out, for a cipher that we do not read. */
function isOtherCipher(error: unknown): boolean {
  const text = error instanceof Error ? error.message : '';
  return /non-preferred symmetric algorithm|invalid enum value|unsupported cipher/i.test(text);
}

async function sessionKeysOf(message: StreamedMessage, key: PrivateKey): Promise<SessionKey[]> {
  const recipient = recipients(message, key);
  if (recipient === 'others') throw fileRefused('file-wrong-key');
  try {
    return (await decryptSessionKeys({ message, decryptionKeys: key })) as SessionKey[];
  } catch (error) {
    if (isOtherCipher(error)) throw fileRefused('file-other-cipher', error);
    throw fileRefused(recipient === 'hidden' ? 'file-wrong-key' : 'file-altered', error);
  }
}

const altered = (error: unknown) => fileRefused(isTooLarge(error) ? 'file-too-large' : 'file-altered', error);

async function opened(message: StreamedMessage, key: PrivateKey, charityKey: Key): Promise<Decrypted> {
  const sessionKeys = await sessionKeysOf(message, key);
  try {
    const file = await decrypt({
      message: message as unknown as Message<Uint8Array>,
      sessionKeys,
      verificationKeys: charityKey,
      format: 'binary',
      date: latestSigning(),
      config: STREAMED,
    });
    return file as unknown as Decrypted;
  } catch (error) {
    throw altered(error);
  }
}

/** All of the clear text: the end of the stream comes only once the message's integrity code holds. */
async function gathered(
  data: AsyncIterable<Uint8Array>,
  sealedBytes: number,
  pulse: ReadingPulse,
): Promise<Uint8Array> {
  const most = Math.min(MAX_FILE_BYTES, Math.max(FREE_BYTES, MAX_RATIO * sealedBytes));
  const clear = new SharedBytes(Math.min(sealedBytes, most));
  try {
    for await (const chunk of data) {
      if (clear.length + chunk.length > most) throw fileRefused('file-too-large');
      clear.add(chunk);
      pulse.beats += 1;
    }
    return clear.view();
  } catch (error) {
    clear.erase();
    throw isAppError(error) ? error : altered(error);
  }
}

/** Whose signatures are looked for: the registered key's, and those of everybody known, to tell a stranger from a neighbour. */
export interface Signers {
  readonly charityKey: Key;
  readonly everybody: () => Promise<readonly string[]>;
}

/** At least one signature of the charity's key must hold. `decrypt` alone verifies nothing. */
async function requireSignature({ signatures }: Decrypted, signers: Signers): Promise<void> {
  if (signatures.length === 0) throw fileRefused('file-unsigned');
  if (await signsText(signatures)) throw fileRefused('file-text-mode');
  const verdicts = await Promise.allSettled(signatures.map((signature) => signature.verified));
  if (verdicts.some((verdict) => verdict.status === 'fulfilled')) return;
  await requireUsable(signers.charityKey).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'charity-key-expired') throw error;
  });
  throw await signatureRefused(signatures, signers.everybody);
}

/**
 * Decrypts with the campaign's key, verifies with the charity's. The clear text leaves only after both; it stands in shared
 * memory, so that the thread that reads it needs no copy of its own.
 */
export async function openCharityFile(
  bytes: Uint8Array,
  campaignKey: PrivateKey,
  signers: Signers,
): Promise<OpenedFile> {
  const { charityKey } = signers;
  const pulse: ReadingPulse = { beats: 0 };
  const moving = <T>(work: Promise<T>) => unlessStalled(pulse, work, () => fileRefused('file-altered'));
  const message = await moving(parse(bytes, pulse));
  const file = await moving(opened(message, campaignKey, charityKey));
  const clear = await moving(gathered(file.data, bytes.length, pulse));
  try {
    await moving(requireSignature(file, signers));
  } catch (error) {
    clear.fill(0);
    throw error;
  }
  return { clear, signedBy: fingerprintOf(charityKey) };
}
