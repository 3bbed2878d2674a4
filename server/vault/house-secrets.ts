import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Secrets } from '../ports/secrets.ts';
import type { KeyRingSetting } from './house-key.ts';
import { createKeyFile, keyPaths, readKeyFile } from './key-files.ts';
import { lockBytes, unlockBytes } from './key-locks.ts';
import { keyFileDamaged } from './key-ring-errors.ts';

const KEY_BYTES = 32;
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

/**
 * Secrets of the installation under one key of the key ring, `house/secrets.pgp`, itself locked by the installation's
 * passphrase and made at the first need. The key is unlocked for each piece of work and zeroed after it.
 */
export function openHouseSecrets({ keysDir, passphrase }: KeyRingSetting): Secrets {
  const file = join(keyPaths(keysDir).house, 'secrets.pgp');
  const withKey = async <T>(work: (key: Uint8Array) => T): Promise<T> => {
    const words = await passphrase();
    if (!(await readKeyFile(file))) await createKeyFile(file, await lockBytes(randomBytes(KEY_BYTES), words));
    let key: Uint8Array | undefined;
    try {
      key = await unlockBytes((await readKeyFile(file)) ?? new Uint8Array(), words);
      return work(key);
    } catch (error) {
      throw keyFileDamaged('house/secrets.pgp', error);
    } finally {
      key?.fill(0);
    }
  };
  return {
    seal: (name, secret) => withKey((key) => seal(key, name, secret)),
    open: (name, sealed) => withKey((key) => open(key, name, sealed)),
  };
}
