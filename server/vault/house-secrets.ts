import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Secrets } from '../ports/secrets.ts';
import type { KeyRingSetting } from './house-key.ts';
import { keyFileDamaged } from './key-ring-errors.ts';
import { openSecretsFile } from './secrets-file.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: nonce ‖ tag ‖ ciphertext, the name as associated data. */
function seal(key: Uint8Array, name: string, secret: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function open(key: Uint8Array, name: string, sealed: Uint8Array): Uint8Array {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** HMAC-SHA-256 under a key of its own for each name: what seals secrets marks nothing. */
function marksOf(key: Uint8Array, name: string, words: readonly string[]): readonly string[] {
  const own = Buffer.from(hkdfSync('sha256', key, '', `mark ${name}`, 32));
  const marks = words.map((word) => createHmac('sha256', own).update(word).digest('hex'));
  own.fill(0);
  return marks;
}

/**
 * Secrets of the installation under one key of the key ring (secrets-file.ts). The key is unlocked for each piece of work and
 * zeroed after it.
 */
export function openHouseSecrets(setting: KeyRingSetting): Secrets {
  const file = openSecretsFile(setting);
  const withKey = async <T>(work: (key: Uint8Array) => T): Promise<T> => {
    const key = await file.sealingKey();
    try {
      return work(key);
    } catch (error) {
      throw keyFileDamaged('house/secrets.pgp', error);
    } finally {
      key.fill(0);
    }
  };
  return {
    seal: (name, secret) => withKey((key) => seal(key, name, secret)),
    open: (name, sealed) => withKey((key) => open(key, name, sealed)),
    marks: (name, words) => withKey((key) => marksOf(key, name, words)),
  };
}
