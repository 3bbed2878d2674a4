import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import {
  createMessage,
  encrypt,
  enums,
  type Key,
  type PartialConfig,
  type PrivateKey,
  readKeys,
  readMessage,
} from 'openpgp';
import { isAppError } from '../../shared/errors.ts';
import { byteStream, OwnBytes } from './byte-streams.ts';
import { keyRefused } from './exchange-errors.ts';

/** An export of one key with photographs and many certifications stays below this. */
const MAX_KEY_CHARACTERS = 256 * 1024;

/** No AEAD, whatever the charity's key prefers: GnuPG 2.2 must read what we send. */
export const SEND_PROFILE: PartialConfig = {
  aeadProtect: false,
  v6Keys: false,
  preferredSymmetricAlgorithm: enums.symmetric.aes256,
  preferredCompressionAlgorithm: enums.compression.uncompressed,
};

export function fingerprintOf(key: Key): string {
  return key.getFingerprint().toUpperCase();
}

/** One armoured public key. AppErrors `charity-key-private`, `charity-key-unusable`. */
export async function parseCharityKey(armoured: string): Promise<Key> {
  if (armoured.length > MAX_KEY_CHARACTERS) throw keyRefused('charity-key-unusable');
  if (armoured.includes('PRIVATE KEY BLOCK')) throw keyRefused('charity-key-private');
  let keys: Key[];
  try {
    keys = await readKeys({ armoredKeys: armoured });
  } catch (error) {
    throw keyRefused('charity-key-unusable', error);
  }
  const [key, ...others] = keys;
  if (!key || others.length > 0) throw keyRefused('charity-key-unusable');
  if (key.isPrivate()) throw keyRefused('charity-key-private');
  return key;
}

/** Valid now, able to encrypt and to sign. AppErrors `charity-key-expired`, `charity-key-unusable`. */
export async function requireUsable(key: Key): Promise<void> {
  try {
    await key.verifyPrimaryKey();
    await key.getEncryptionKey();
    await key.getSigningKey();
  } catch (error) {
    throw keyRefused((await hasExpired(key)) ? 'charity-key-expired' : 'charity-key-unusable', error);
  }
}

/** The primary key has expired, or the last subkey that could encrypt has. */
async function hasExpired(key: Key): Promise<boolean> {
  const now = new Date();
  const past = (end: Date | typeof Infinity | null) => end instanceof Date && end <= now;
  try {
    if (past(await key.getExpirationTime())) return true;
    const ends = await Promise.all(key.subkeys.map((subkey) => subkey.getExpirationTime().catch(() => null)));
    return ends.length > 0 && ends.every(past);
  } catch {
    // The key has no valid self-certification at all: it is unusable, not expired.
    return false;
  }
}

/** How far the clock of whoever signs may be ahead of ours: ordinary for an office computer that asks no time server. */
const CLOCK_TOLERANCE_MINUTES = 5;

/** The latest instant at which a signature may say that it was made. openpgp.js takes the machine's time where none is given. */
export function latestSigning(): Date {
  const latest = new Date();
  latest.setMinutes(latest.getMinutes() + CLOCK_TOLERANCE_MINUTES);
  return latest;
}

/** Locks, signature and lengths around the clear bytes: a kilobyte each key, and one byte in some hundred thousand. */
const SEAL_MARGIN_BYTES = 64 * 1024;

/** Signs (when a key is given) and encrypts to one key: version 3 PKESK, version 1 SEIPD, empty file name. */
export async function sealTo(key: Key, bytes: Uint8Array, signer?: PrivateKey): Promise<Uint8Array> {
  // A session key of our own choice keeps openpgp.js from following AEAD preferences of the recipient's key.
  const sessionKey = { data: new Uint8Array(randomBytes(32)), algorithm: 'aes256' as const };
  try {
    // openpgp.js types its streams as those of the web without naming them.
    const sealed = (await encrypt({
      message: await createMessage({ binary: byteStream(bytes) as unknown as Uint8Array, filename: '' }),
      encryptionKeys: key,
      ...(signer && { signingKeys: signer }),
      sessionKey,
      format: 'binary',
      config: SEND_PROFILE,
    })) as unknown as AsyncIterable<Uint8Array>;
    const gathered = new OwnBytes(bytes.length + SEAL_MARGIN_BYTES);
    for await (const piece of sealed) gathered.add(piece);
    return gathered.view();
  } catch (error) {
    if (isAppError(error)) throw error;
    throw keyRefused('charity-key-unusable', error);
  } finally {
    sessionKey.data.fill(0);
  }
}

/** Encrypts a trial message and reads it back as far as one can without the private key. */
export async function tryEncryption(key: Key): Promise<void> {
  const trial = await sealTo(key, Buffer.from('essai'));
  const message = await readMessage({ binaryMessage: trial });
  const recipient = (await key.getEncryptionKey()).getKeyID();
  assert(message.getEncryptionKeyIDs().some((id) => id.equals(recipient)));
}
