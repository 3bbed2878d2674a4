import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { Outgoing, OutgoingFile } from '../ports/outgoing.ts';
import { isDeliveryId, requireDeliveryId } from './delivery-id.ts';

const WHOLE = '.pgp';
const PART = '.pgp.part';

/** Opens the folder (made on the first write, readable by its owner alone). */
export function openOutgoingFolder(folder: string): Outgoing {
  const paths = (id: string) => {
    const name = requireDeliveryId(id);
    return { whole: join(folder, name + WHOLE), part: join(folder, name + PART) };
  };
  const remove = async (id: string) => {
    const { whole, part } = paths(id);
    await erase(part);
    await erase(whole);
  };
  return {
    put: async (id, sealed) => {
      const { whole, part } = paths(id);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeSynced(part, sealed).catch(refuseFullDisk);
      await rename(part, whole);
      await syncFolder(folder);
    },
    read: (id) => readFile(paths(id).whole).catch(absent),
    list: () => list(folder),
    remove,
    sweep: async (isOwned) => {
      let removed = 0;
      for (const { id } of await list(folder)) {
        // Asked again for each: another process may just have written the row of what waits here.
        if (await isOwned(id)) continue;
        await remove(id);
        removed += 1;
      }
      return removed;
    },
  };
}

/** Always a file of its own: a link put at its name by somebody else is removed, never followed. */
async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await unlink(path).catch(absent);
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function list(folder: string): Promise<readonly OutgoingFile[]> {
  const names = (await readdir(folder).catch(absent)) ?? [];
  const sizes = new Map<string, number>();
  for (const name of names) {
    const id = name.replace(/\.pgp(\.part)?$/, '');
    if (!isDeliveryId(id)) continue;
    const found = await stat(join(folder, name)).catch(absent);
    if (found) sizes.set(id, (sizes.get(id) ?? 0) + found.size);
  }
  return [...sizes].map(([id, bytes]) => ({ id, bytes })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function erase(path: string): Promise<void> {
  const file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW).catch(absentOrLink);
  if (file) {
    try {
      await overwrite(file);
    } finally {
      await file.close();
    }
  }
  await unlink(path).catch(absent);
}

async function overwrite(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  await file.write(new Uint8Array(size), 0, size, 0);
  await file.sync();
}

/** A link goes too, and nothing of what it points to is touched. */
function absentOrLink(error: unknown): undefined {
  return (error as NodeJS.ErrnoException).code === 'ELOOP' ? undefined : absent(error);
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}

function refuseFullDisk(error: unknown): never {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
  throw new AppError({
    code: 'outgoing-full',
    kind: 'unavailable',
    message: 'Le disque est plein : le fichier à livrer n’a pas pu être gardé.',
    hint: 'Libérez de la place dans le dossier de données, puis relancez la commande : rien n’est parti.',
    cause: error,
  });
}
