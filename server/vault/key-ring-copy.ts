import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createMessage, encrypt, readKey } from 'openpgp';
import { TAR_END, tarHeader, tarPadding } from '../domain/files/tar.ts';
import type { KeyCopies, KeyCopyFile } from '../ports/keys/key-copies.ts';
import { destroyFile, overwriteFile } from './destroy-files.ts';
import { isErrno, PART, readKeyFile, syncFolder } from './key-files.ts';
import { GNUPG_PROFILE } from './key-locks.ts';
import { keyCopyFolderTaken, officerKeyMissing } from './key-ring-errors.ts';

/** The parts of a key ring: each is copied to a file of its own, so that one campaign's can be destroyed alone. */
async function partsOf(keysDir: string): Promise<readonly { part: string; folder: string }[]> {
  const under = async (folder: string) =>
    (
      await readdir(join(keysDir, folder), { withFileTypes: true }).catch((error: unknown) => {
        if (isErrno(error, 'ENOENT')) return [];
        throw error;
      })
    )
      .filter((entry) => entry.isDirectory() && !entry.name.includes(PART))
      .map(({ name }) => ({ part: `${folder}-${name}`, folder: join(folder, name) }));
  const groups = await Promise.all(['campaigns', 'charities', 'suppliers'].map(under));
  // The key by which agents' machines know the SSH host: without it they would all refuse a restored house.
  const ssh = (await stat(join(keysDir, 'ssh')).catch(() => undefined))?.isDirectory() ?? false;
  return [
    { part: 'house', folder: 'house' },
    ...(ssh ? [{ part: 'ssh', folder: 'ssh' }] : []),
    ...groups.flat(),
  ];
}

async function tarOf(keysDir: string, folder: string, atMs: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (const entry of await readdir(join(keysDir, folder), { withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith(PART)) continue;
    const bytes = await readFile(join(keysDir, folder, entry.name));
    pieces.push(tarHeader({ path: `${folder}/${entry.name}`, bytes: bytes.length }, atMs));
    pieces.push(bytes, tarPadding(bytes.length));
  }
  return Buffer.concat([...pieces, TAR_END]);
}

async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function copyTo(
  keysDir: string,
  request: { readonly folder: string; readonly atMs: number; readonly officerKey: string | undefined },
) {
  const { folder, atMs, officerKey } = request;
  if (officerKey === undefined) throw officerKeyMissing();
  const encryptionKeys = await readKey({ armoredKey: officerKey });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw keyCopyFolderTaken();
  const files: KeyCopyFile[] = [];
  for (const { part, folder: from } of await partsOf(keysDir)) {
    const clear = await tarOf(keysDir, from, atMs);
    const sealed = await encrypt({
      message: await createMessage({ binary: clear, filename: '' }),
      encryptionKeys,
      format: 'binary',
      config: GNUPG_PROFILE,
    });
    clear.fill(0);
    const file = join(folder, `trousseau-${part}.tar.pgp`);
    await writeNew(file, sealed);
    files.push({ part, file, sha256: createHash('sha256').update(sealed).digest('hex') });
  }
  return files;
}

async function isThere({ file, sha256 }: Pick<KeyCopyFile, 'file' | 'sha256'>): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return false;
  const bytes = await readKeyFile(file);
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256;
}

/** Another name, taken first: a file half overwritten under its own would look like one that somebody replaced. */
function huskOf({ file }: Pick<KeyCopyFile, 'file'>): string {
  return `${file}.detruit`;
}

/** Copies of the key ring, sealed to the data officer alone: the installation itself cannot open them. */
export function openKeyCopies(
  keysDir: string,
  officerPublicKey: () => Promise<string | undefined>,
): KeyCopies {
  return {
    make: async ({ folder, atMs }) => copyTo(keysDir, { folder, atMs, officerKey: await officerPublicKey() }),
    isThere,
    destroy: async (copy) => {
      if (await isThere(copy)) {
        await rename(copy.file, huskOf(copy));
        await syncFolder(dirname(copy.file));
      }
      return overwriteFile(huskOf(copy));
    },
    clear: async (copy) => {
      if (await destroyFile(huskOf(copy))) await syncFolder(dirname(copy.file));
    },
  };
}
