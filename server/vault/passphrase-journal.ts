import { link, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { parsedAs } from '../../shared/shape-of.ts';
import { destroyFile } from './destroy-files.ts';
import { isErrno, PART, readKeyFile, replaceKeyFile, syncFolder } from './key-files.ts';
import { keyFileDamaged } from './key-ring-errors.ts';

/** Beside the key files: the same content under the new passphrase, then the old one on its way out. */
export const NEW = `.phrase${PART}`;
const OLD = `.ancienne${PART}`;
/** Names the files to put in place. Once it is there the change is done, whatever is still to be renamed. */
const JOURNAL = 'phrase.json';
const NAMES = z.array(z.string());

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The instant of the change: one rename. */
export async function commitPassphrase(keysDir: string, files: readonly string[]): Promise<void> {
  const names = files.map((path) => relative(keysDir, path));
  await replaceKeyFile(join(keysDir, JOURNAL), `${JSON.stringify(names)}\n`);
}

/** Puts one file in place; the old bytes are overwritten, not only unlinked. Cut anywhere, a second call goes on. */
async function putInPlace(path: string): Promise<void> {
  if (await isThere(`${path}${NEW}`)) {
    await link(path, `${path}${OLD}`).catch((error: unknown) => {
      // Linked before a cut; gone: its campaign was destroyed meanwhile.
      if (!isErrno(error, 'EEXIST', 'ENOENT')) throw error;
    });
    if (await isThere(path)) await rename(`${path}${NEW}`, path);
    else await destroyFile(`${path}${NEW}`);
  }
  await destroyFile(`${path}${OLD}`);
  await syncFolder(dirname(path)).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error;
  });
}

/** Ends a change that was cut after its journal; nothing to end is a no-op. No passphrase is needed. */
export async function finishPassphraseChange(keysDir: string): Promise<void> {
  const journal = join(keysDir, JOURNAL);
  const text = await readKeyFile(journal);
  if (!text) return;
  const names = parsedAs(Buffer.from(text).toString('utf8'), NAMES);
  if (!names) throw keyFileDamaged(JOURNAL);
  for (const name of names) await putInPlace(join(keysDir, name));
  await unlink(journal).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error;
  });
  await syncFolder(keysDir);
}
