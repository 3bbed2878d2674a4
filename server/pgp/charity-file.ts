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
import { fingerprintOf, requireUsable } from './charity-key.ts';
import { fileRefused } from './exchange-errors.ts';

/** As received, and again once decompressed: 14,300 donors × 40 columns are 3 MB. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Compressed data inside compressed data is refused by openpgp.js itself: the limit holds once. */
const LIMITS = { maxDecompressedMessageSize: MAX_FILE_BYTES };
const ARMOUR = '-----BEGIN PGP MESSAGE-----';

type BinaryMessage = Message<Uint8Array>;

function looksArmoured(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4096)).toString('latin1').includes(ARMOUR);
}

/** An encrypted message begins with a session key for somebody: packet tag 1 (public key) or 3 (passphrase). */
function looksEncrypted(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  if ((first & 0x80) === 0) return false;
  const tag = (first & 0x40) === 0 ? (first & 0x3c) >> 2 : first & 0x3f;
  return tag === 1 || tag === 3;
}

async function messageOf(bytes: Uint8Array): Promise<BinaryMessage> {
  if (looksArmoured(bytes)) {
    const armoredMessage = Buffer.from(bytes).toString('latin1');
    return (await readMessage({ armoredMessage, config: LIMITS })) as unknown as BinaryMessage;
  }
  if (!looksEncrypted(bytes)) throw fileRefused('file-not-pgp');
  return readMessage({ binaryMessage: bytes, config: LIMITS });
}

async function parse(bytes: Uint8Array): Promise<BinaryMessage> {
  if (bytes.length > MAX_FILE_BYTES) throw fileRefused('file-too-large');
  const message = await messageOf(bytes).catch((error: unknown) => {
    throw isAppError(error) ? error : fileRefused('file-altered', error);
  });
  // Armour may hold a message that is only signed.
  const { publicKeyEncryptedSessionKey, symEncryptedSessionKey } = enums.packet;
  const locks = message.packets.filterByTag(publicKeyEncryptedSessionKey, symEncryptedSessionKey);
  if (locks.length === 0) throw fileRefused('file-not-pgp');
  return message;
}

/** Recipients may be hidden (`gpg --throw-keyids`): then only trying tells. */
function recipients(message: BinaryMessage, key: PrivateKey): 'named' | 'hidden' | 'others' {
  const ids = message.getEncryptionKeyIDs();
  const own = key.getKeyIDs();
  if (ids.some((id) => own.some((mine) => mine.equals(id)))) return 'named';
  return ids.some((id) => own.some((mine) => mine.equals(id, true))) ? 'hidden' : 'others';
}

type Decrypted = Awaited<ReturnType<typeof decrypt>>;

/** openpgp.js tells it from other failures by this sentence only. */
function isTooLarge(error: unknown): boolean {
  const text = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : '';
  return /maximum decompressed message size/i.test(text);
}

async function sessionKeysOf(message: BinaryMessage, key: PrivateKey): Promise<SessionKey[]> {
  const recipient = recipients(message, key);
  if (recipient === 'others') throw fileRefused('file-wrong-key');
  try {
    return (await decryptSessionKeys({ message, decryptionKeys: key })) as SessionKey[];
  } catch (error) {
    throw fileRefused(recipient === 'hidden' ? 'file-wrong-key' : 'file-altered', error);
  }
}

async function opened(message: BinaryMessage, key: PrivateKey, charityKey: Key): Promise<Decrypted> {
  const sessionKeys = await sessionKeysOf(message, key);
  try {
    return await decrypt({
      message,
      sessionKeys,
      verificationKeys: charityKey,
      format: 'binary',
      config: LIMITS,
    });
  } catch (error) {
    throw fileRefused(isTooLarge(error) ? 'file-too-large' : 'file-altered', error);
  }
}

/** At least one signature of the charity's key must hold. `decrypt` alone verifies nothing (stack.md §5). */
async function requireSignature(file: Decrypted, charityKey: Key): Promise<void> {
  if (file.signatures.length === 0) throw fileRefused('file-unsigned');
  const verdicts = await Promise.allSettled(file.signatures.map((signature) => signature.verified));
  if (verdicts.some((verdict) => verdict.status === 'fulfilled')) return;
  await requireUsable(charityKey).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'charity-key-expired') throw error;
  });
  const [first] = verdicts;
  throw fileRefused('file-bad-signature', first?.status === 'rejected' ? first.reason : undefined);
}

/** Decrypts with the campaign's key, verifies with the charity's. The clear text leaves only after both. */
export async function openCharityFile(
  bytes: Uint8Array,
  campaignKey: PrivateKey,
  charityKey: Key,
): Promise<OpenedFile> {
  const file = await opened(await parse(bytes), campaignKey, charityKey);
  await requireSignature(file, charityKey);
  const clear = file.data as Uint8Array;
  if (clear.length > MAX_FILE_BYTES) throw fileRefused('file-too-large');
  return { clear, signedBy: fingerprintOf(charityKey) };
}
