import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, rmdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isErrno, PART, syncFolder } from './key-files.ts';

/** How key files end, in the words of the destruction certificate (docs/rules/data-protection.md). */
export const DESTRUCTION_METHOD =
  'réécriture en place par des octets aléatoires, fsync, puis suppression de chaque fichier de clé (effacement cryptographique, NIST SP 800-88)';

/** Overwrites in place and fsyncs; the file stays, as noise. False when there is no file, or a link, which is never followed. */
export async function overwriteFile(path: string): Promise<boolean> {
  const handle = await open(path, constants.O_RDWR | constants.O_NOFOLLOW).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT', 'ELOOP')) return undefined;
    throw error;
  });
  if (!handle) return false;
  try {
    const noise = randomBytes((await handle.stat()).size);
    let written = 0;
    while (written < noise.length) {
      written += (await handle.write(noise, written, noise.length - written, written)).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}

/**
 * Overwrites in place, fsyncs, unlinks. Only this leaves no copy on the disk: unlink, rename and writeFile (which
 * truncates first) were measured to leave the old bytes in free blocks. False when there is no file.
 */
export async function destroyFile(path: string): Promise<boolean> {
  if (!(await overwriteFile(path))) return false;
  await unlink(path).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error;
  });
  return true;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
}

/**
 * Destroys every file of a folder, those of `first` before the others and in that order, then the folder. Killed at
 * any point, a second call finishes. Returns the names of the files destroyed by this call.
 */
export async function destroyFolder(folder: string, first: readonly string[]): Promise<string[]> {
  const present = await namesIn(folder);
  const rest = present.filter((name) => !first.includes(name)).sort();
  const destroyed: string[] = [];
  for (const name of [...first.filter((name) => present.includes(name)), ...rest]) {
    if (await destroyFile(join(folder, name))) destroyed.push(name);
  }
  try {
    if (present.length > 0) await syncFolder(folder);
    await rmdir(folder);
    await syncFolder(dirname(folder));
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
  return destroyed;
}

/** Files and folders that an interrupted writer of `path` left beside it. */
export async function leftoversOf(path: string): Promise<string[]> {
  const names = await namesIn(dirname(path));
  return names
    .filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith(PART))
    .map((name) => join(dirname(path), name));
}
