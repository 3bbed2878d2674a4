import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keyNameInvalid } from './key-ring-errors.ts';

/** Leftovers of an interrupted write carry this ending; destruction removes them too. */
export const PART = '.part';

/**
 * Codes as in `campaign.yaml`, or the key place of a charity's people, which no code can be; the check also keeps a code from
 * leaving its folder.
 */
function safeName(code: string): string {
  if (!/^(?:personnes-)?[A-Z0-9][A-Z0-9-]{2,19}$/.test(code)) throw keyNameInvalid();
  return code;
}

/** Where each key lives; the layout of the key ring is written here and nowhere else. */
export function keyPaths(keysDir: string) {
  const campaigns = join(keysDir, 'campaigns');
  const charities = join(keysDir, 'charities');
  const suppliers = join(keysDir, 'suppliers');
  const house = join(keysDir, 'house');
  return {
    house,
    housePrivate: join(house, 'private.asc'),
    housePublic: join(house, 'public.asc'),
    campaigns,
    charities,
    suppliers,
    campaign: (code: string) => {
      const folder = join(campaigns, safeName(code));
      return {
        folder,
        private: join(folder, 'private.asc'),
        /** The lock of the lock: destroyed first. */
        passphrase: join(folder, 'passphrase.pgp'),
        public: join(folder, 'public.asc'),
        session: join(folder, 'session.pkesk'),
      };
    },
    /** Public key of a supplier of telephone numbers. */
    supplier: (code: string) => join(suppliers, safeName(code), 'public.asc'),
    /** Public key of the data officer: backups are sealed to it too, copies of the key ring to it alone. */
    officer: join(keysDir, 'officer', 'public.asc'),
    charity: (code: string) => {
      const folder = join(charities, safeName(code));
      return { folder, public: join(folder, 'public.asc'), blind: join(folder, 'blind.pgp') };
    },
  };
}
export type KeyPaths = ReturnType<typeof keyPaths>;

export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** The file's bytes, or undefined where there is none. */
export async function readKeyFile(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The file's text, or undefined where there is none. */
export async function readKeyText(path: string): Promise<string | undefined> {
  const bytes = await readKeyFile(path);
  return bytes && Buffer.from(bytes).toString('utf8');
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeSynced(path: string, bytes: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function partName(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}${PART}`;
}

/** Replaces the file whole: temporary name, fsync, rename, fsync of the folder. */
export async function replaceKeyFile(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = partName(path);
  await writeSynced(part, bytes);
  await rename(part, path);
  await syncFolder(dirname(path));
}

/** As `replaceKeyFile`, but never over an existing file: the first writer wins, in whichever process. */
export async function createKeyFile(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = partName(path);
  await writeSynced(part, bytes);
  try {
    await link(part, path);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
  await unlink(part);
  await syncFolder(dirname(path));
}

/**
 * Makes a folder with all its files, or nothing: written aside, fsynced, renamed. Returns the folder written aside
 * when another writer was first, for the caller to destroy; undefined when the folder is in place.
 */
export async function createKeyFolder(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<string | undefined> {
  const part = partName(folder);
  await mkdir(part, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of Object.entries(files)) await writeSynced(join(part, name), bytes);
  await syncFolder(part);
  try {
    await rename(part, folder);
  } catch (error) {
    if (!isErrno(error, 'EEXIST', 'ENOTEMPTY')) throw error;
    return part;
  }
  await syncFolder(dirname(folder));
  return undefined;
}
