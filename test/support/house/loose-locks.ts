import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createMessage, encrypt, encryptKey } from 'openpgp';
import type { KeyRingSetting } from '../../../server/vault/house-key.ts';
import { keyPaths } from '../../../server/vault/key-files.ts';
import { forgetKey, GNUPG_PROFILE, unlockBytes, unlockKey } from '../../../server/vault/key-locks.ts';

/** Files of a key ring that the passphrase locks, beside the house's own key. */
const LOCKED = ['passphrase.pgp', 'blind.pgp', 'secrets.pgp'];

/** The same locks, the passphrase hashed over 1,024 bytes instead of 16 MiB: how often is written in each file. */
const LOOSE = { ...GNUPG_PROFILE, s2kIterationCountByte: 0 };

/**
 * Locks again, by the same passphrase, whatever it locks in a key ring of a test; the product opens it as any other, a
 * twentieth of a second sooner each time. A second call changes nothing that matters.
 */
export async function loosenLocks({ keysDir, passphrase }: KeyRingSetting): Promise<void> {
  const words = await passphrase();
  for (const entry of readdirSync(keysDir, { recursive: true, encoding: 'utf8' })) {
    if (!LOCKED.includes(basename(entry))) continue;
    const file = join(keysDir, entry);
    const message = await createMessage({ binary: await unlockBytes(readFileSync(file), words) });
    writeFileSync(file, await encrypt({ message, passwords: words, format: 'binary', config: LOOSE }));
  }
  const file = keyPaths(keysDir).housePrivate;
  const privateKey = await unlockKey(readFileSync(file, 'utf8'), words);
  const locked = await encryptKey({ privateKey, passphrase: words, config: LOOSE });
  writeFileSync(file, locked.armor());
  forgetKey(privateKey);
}
