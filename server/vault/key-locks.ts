import { randomBytes } from 'node:crypto';
import {
  createMessage,
  decrypt,
  decryptKey,
  decryptSessionKeys,
  encrypt,
  encryptSessionKey,
  enums,
  generateKey,
  type PartialConfig,
  type PrivateKey,
  readKey,
  readMessage,
  readPrivateKey,
} from 'openpgp';

/** What GnuPG 2.2 reads: no AEAD, no version 6, no argon2. */
export const GNUPG_PROFILE: PartialConfig = {
  aeadProtect: false,
  v6Keys: false,
  s2kType: enums.s2k.iterated,
  preferredSymmetricAlgorithm: enums.symmetric.aes256,
  preferredCompressionAlgorithm: enums.compression.uncompressed,
};

/** A 256-bit random passphrase gains nothing from stretching, and unlocking stays cheap. */
const RANDOM_LOCK: PartialConfig = { ...GNUPG_PROFILE, s2kIterationCountByte: 0 };

export const RECORD_CIPHER = 'aes256';

/** OpenPGP symmetric message under a passphrase, binary; plain `gpg --decrypt` opens it. */
export async function lockBytes(clear: Uint8Array, passphrase: string): Promise<Uint8Array> {
  return encrypt({
    message: await createMessage({ binary: clear }),
    passwords: passphrase,
    format: 'binary',
    config: GNUPG_PROFILE,
  });
}

/** Rejects when the passphrase is wrong or a byte has changed: the caller finds out which. */
export async function unlockBytes(locked: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const message = await readMessage({ binaryMessage: locked });
  const { data } = await decrypt({ message, passwords: passphrase, format: 'binary' });
  return data as Uint8Array;
}

export interface LockedKeyPair {
  /** Armoured, locked by the passphrase. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** Ed25519 and Curve25519 in version 4 packets (`type: 'ecc'`): the only modern kind that GnuPG 2.2 reads. */
export async function makeKeyPair(lock: {
  readonly userName: string;
  readonly passphrase: string;
  /** true when the passphrase is 256 random bits. */
  readonly random: boolean;
}): Promise<LockedKeyPair> {
  const { privateKey, publicKey } = await generateKey({
    type: 'ecc',
    userIDs: { name: lock.userName },
    passphrase: lock.passphrase,
    format: 'armored',
    config: lock.random ? RANDOM_LOCK : GNUPG_PROFILE,
  });
  return { privateKey, publicKey, fingerprint: await fingerprintOf(publicKey) };
}

/** Upper case, as GnuPG prints it. */
export async function fingerprintOf(armouredKey: string): Promise<string> {
  return (await readKey({ armoredKey: armouredKey })).getFingerprint().toUpperCase();
}

export async function unlockKey(armoured: string, passphrase: string): Promise<PrivateKey> {
  return decryptKey({ privateKey: await readPrivateKey({ armoredKey: armoured }), passphrase });
}

/** A new AES-256 session key as PKESK version 3 to the campaign's encryption subkey; the clear key is dropped. */
export async function makeSessionPacket(armouredPublicKey: string): Promise<Uint8Array> {
  const data = new Uint8Array(randomBytes(32));
  try {
    return await encryptSessionKey({
      data,
      algorithm: RECORD_CIPHER,
      encryptionKeys: await readKey({ armoredKey: armouredPublicKey }),
      format: 'binary',
      config: GNUPG_PROFILE,
    });
  } finally {
    data.fill(0);
  }
}

/** The clear session key, 32 bytes, in a buffer that the caller zeroes. */
export async function openSessionPacket(packet: Uint8Array, key: PrivateKey): Promise<Uint8Array> {
  const message = await readMessage({ binaryMessage: packet });
  const [session] = await decryptSessionKeys({ message, decryptionKeys: key });
  if (session?.algorithm !== RECORD_CIPHER) throw new Error('session packet holds another cipher');
  return session.data;
}

/** Hands the key of those clear bytes to `work`, and forgets it afterwards; the caller zeroes the bytes. */
export async function withClearKey<T>(
  clear: Uint8Array,
  work: (key: PrivateKey) => T | Promise<T>,
): Promise<T> {
  const key = await readPrivateKey({ binaryKey: clear });
  try {
    return await work(key);
  } finally {
    forgetKey(key);
  }
}

/** Zeroes the secret numbers of an unlocked key once it has served (openpgp.js does so itself, but does not type it). */
export function forgetKey(key: PrivateKey): void {
  (key as PrivateKey & { clearPrivateParams(): void }).clearPrivateParams();
}
