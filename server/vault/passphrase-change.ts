import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { encryptKey } from 'openpgp';
import { passphraseRefusal } from '../../shared/passphrase-rules.ts';
import { destroyFile } from './destroy-files.ts';
import { unlockHouseKey } from './house-key.ts';
import { createKeyFile, keyPaths, PART, readKeyFile } from './key-files.ts';
import { GNUPG_PROFILE, lockBytes, unlockBytes, unlockKey } from './key-locks.ts';
import { keyFileDamaged, passphraseWeak } from './key-ring-errors.ts';
import { commitPassphrase, finishPassphraseChange, NEW } from './passphrase-journal.ts';

const SAME = 'La nouvelle phrase secrète est l’ancienne.';
/** Their names in the ring (campaign-keys, key-ring-vault, house-secrets); a stray `.pgp` laid there is none of them. */
const LOCKED: ReadonlySet<string> = new Set(['passphrase.pgp', 'blind.pgp', 'secrets.pgp']);

export interface PassphraseChange {
  readonly keysDir: string;
  readonly current: string;
  readonly next: string;
}

/** Every file that the passphrase locks, but the house's private key, which is locked as a key. */
async function lockedFiles(keysDir: string): Promise<readonly string[]> {
  const entries = await readdir(keysDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && LOCKED.has(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(keysDir, path).includes(PART))
    .sort();
}

async function relockedKey({ keysDir, current, next }: PassphraseChange): Promise<string> {
  const key = await unlockHouseKey(keyPaths(keysDir), current);
  const locked = (await encryptKey({ privateKey: key, passphrase: next, config: GNUPG_PROFILE })).armor();
  await unlockKey(locked, next);
  return locked;
}

async function relockedBytes(
  path: string,
  { keysDir, current, next }: PassphraseChange,
): Promise<Uint8Array> {
  const clear = await unlockBytes((await readKeyFile(path)) ?? new Uint8Array(), current).catch(
    (error: unknown) => {
      throw keyFileDamaged(relative(keysDir, path), error);
    },
  );
  const locked = await lockBytes(clear, next);
  const again = await unlockBytes(locked, next);
  const isSame = Buffer.compare(clear, again) === 0;
  for (const bytes of [clear, again]) bytes.fill(0);
  if (!isSame) throw keyFileDamaged(relative(keysDir, path));
  return locked;
}

/** What a cut change left before its journal: nothing of it counts. */
async function sweep(keysDir: string): Promise<void> {
  const entries = await readdir(keysDir, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of entries)
    if (name.endsWith(NEW)) await destroyFile(join(parentPath, name));
}

/**
 * Writes every locked file again, beside itself, under the new passphrase; tried before it counts. Answers the files.
 *
 * @internal for tests
 */
export async function stagePassphrase(change: PassphraseChange): Promise<readonly string[]> {
  const { keysDir } = change;
  const house = keyPaths(keysDir).housePrivate;
  const key = await relockedKey(change);
  await sweep(keysDir);
  const files = [house, ...(await lockedFiles(keysDir))];
  await createKeyFile(`${house}${NEW}`, key);
  for (const path of files.slice(1)) await createKeyFile(`${path}${NEW}`, await relockedBytes(path, change));
  return files;
}

/**
 * Locks the whole key ring under another passphrase. Killed anywhere, the ring opens with the old one or with the new one, never
 * with neither: the opening of a ring ends what was cut. Keys themselves do not change. AppErrors `passphrase-wrong`,
 * `passphrase-weak`, `key-file-damaged`, `key-ring-missing`. Returns how many files were locked again.
 */
export async function changePassphrase(change: PassphraseChange): Promise<{ readonly files: number }> {
  const why = change.next === change.current ? SAME : passphraseRefusal(change.next);
  if (why !== undefined) throw passphraseWeak(why);
  await finishPassphraseChange(change.keysDir);
  const files = await stagePassphrase(change);
  await commitPassphrase(change.keysDir, files);
  await finishPassphraseChange(change.keysDir);
  return { files: files.length };
}
