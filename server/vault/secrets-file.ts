import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type KeyRingSetting, unlockHouseKey } from './house-key.ts';
import { createKeyFile, keyPaths, readKeyFile, replaceKeyFile } from './key-files.ts';
import { forgetKey, lockBytes, unlockBytes } from './key-locks.ts';
import { keyFileDamaged } from './key-ring-errors.ts';

const KEY_BYTES = 32;

/** Keys of the installation itself, in clear, in buffers that the caller zeroes. */
export interface SecretsFile {
  /** Seals short secrets; made at the first need. AppErrors `passphrase-wrong`, `key-file-damaged`. */
  sealingKey(): Promise<Uint8Array>;
  /** Marks the head of the audit log; undefined until one is added. The same errors. */
  headKey(): Promise<Uint8Array | undefined>;
  /** 32 bytes; by who holds the data folder alone. It replaces none: a ring that has one keeps it. */
  addHeadKey(key: Uint8Array): Promise<void>;
}

/**
 * `house/secrets.pgp`, locked by the installation's passphrase: the sealing key, then the head's. Both stand in one file because
 * the house needs the first: without it no second factor opens, so the second cannot be taken away unseen.
 */
export function openSecretsFile({ keysDir, passphrase }: KeyRingSetting): SecretsFile {
  const paths = keyPaths(keysDir);
  const file = join(paths.house, 'secrets.pgp');
  const unlocked = async (): Promise<Uint8Array | undefined> => {
    const locked = await readKeyFile(file);
    if (!locked) return undefined;
    const words = await passphrase();
    try {
      return await unlockBytes(locked, words);
    } catch (error) {
      // A wrong passphrase and a damaged file look alike to OpenPGP: the house key tells them apart.
      forgetKey(await unlockHouseKey(paths, words));
      throw keyFileDamaged('house/secrets.pgp', error);
    }
  };
  const part = (keys: Uint8Array | undefined, at: number) => {
    const key = keys && keys.length >= at + KEY_BYTES ? keys.slice(at, at + KEY_BYTES) : undefined;
    keys?.fill(0);
    return key;
  };
  const sealingKey = async () => {
    const known = await unlocked();
    if (!known) await createKeyFile(file, await lockBytes(randomBytes(KEY_BYTES), await passphrase()));
    const key = part(known ?? (await unlocked()), 0);
    if (!key) throw keyFileDamaged('house/secrets.pgp');
    return key;
  };
  const headKey = async () => part(await unlocked(), KEY_BYTES);
  return {
    sealingKey,
    headKey,
    addHeadKey: async (key) => {
      const sealing = await sealingKey();
      if (!(await headKey())) {
        const both = Buffer.concat([sealing, key]);
        await replaceKeyFile(file, await lockBytes(both, await passphrase()));
        both.fill(0);
      }
      sealing.fill(0);
    },
  };
}
