import type { CharityDrop, DropEntry } from '../ports/drop.ts';
import { isMissing } from './drop-failures.ts';
import { assertPlainName, isPartName, isPlainName } from './drop-names.ts';
import { assertPinned, dropTarget, type SftpDropOptions } from './drop-options.ts';
import { openDropSession } from './drop-session.ts';
import { isThereAlready, readStable, remoteHash, tryDelivery, writeThenRename } from './drop-transfer.ts';
import { orphanParts } from './orphan-parts.ts';

/** A listing keeps the oldest entries up to this number; the next look sees the rest. */
const MAX_ENTRIES = 1_000;
const MAX_HASHED_BYTES = 1024 * 1024 * 1024;
const HIDDEN = /^\.[^/\\]*$/;
/** Directories, links and devices by their `ls -l` mode; servers that give no such text list files only by name. */
const NOT_A_FILE = /^[bcdlps][-rwxsStT]{9}/;

/**
 * The charity's folder over SFTP. Nothing is opened before the first operation. AppError `drop-host-key-required`
 * at once without a pinned host key. See `server/ports/drop.ts` for the other refusals.
 */
export function openSftpDrop(options: SftpDropOptions): CharityDrop {
  assertPinned(options.hostKey);
  const { inFolder, outFolder } = dropTarget(options.url);
  const session = openDropSession(options);
  const findOrphans = orphanParts();
  const listPlain = async (folder: string): Promise<readonly DropEntry[]> => {
    const listed = await session.run('list', ({ client }) => client.list(folder));
    const shown = listed.filter((entry) => !HIDDEN.test(entry.name));
    const plain = shown.filter((entry) => isPlainName(entry.name));
    if (plain.length < shown.length) {
      options.log?.warn('drop.hostile-names', { count: shown.length - plain.length });
    }
    return plain
      .filter((entry) => !NOT_A_FILE.test(longNameOf(entry)) && !isPartName(entry.name))
      .map((entry) => ({ name: entry.name, bytes: entry.size, modifiedAtMs: entry.modifyTime }))
      .sort(oldestFirst);
  };
  return {
    listIncoming: async () => (await listPlain(inFolder)).slice(0, MAX_ENTRIES),
    listFolder: (folder) => listPlain(folder === 'in' ? inFolder : outFolder),
    sweepParts: async (delivered, nowMs) =>
      session.run('list', async ({ client }) => {
        const listed = await client.list(outFolder);
        const files = listed.filter((entry) => !NOT_A_FILE.test(longNameOf(entry)));
        const left = findOrphans(files, delivered, nowMs);
        for (const name of left) await client.delete(`${outFolder}/${name}`, true);
        return left.length;
      }),
    fetch: async (name, maxBytes) => {
      assertPlainName(name);
      return session.run('fetch', (at) => readStable(at, `${inFolder}/${name}`, maxBytes));
    },
    deliver: async (name, bytes) => {
      assertPlainName(name);
      await session.run('deliver', async (at) => {
        if (await isThereAlready(at, { path: `${outFolder}/${name}`, bytes })) return;
        await writeThenRename(at, { folder: outFolder, name, bytes });
      });
    },
    hashOfDelivered: async (name) => {
      assertPlainName(name);
      return session.run('hash', async (at) => {
        try {
          return await remoteHash(at, `${outFolder}/${name}`, MAX_HASHED_BYTES);
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      });
    },
    check: async () => {
      await session.run('check', async ({ client }) => {
        await client.list(inFolder);
        await client.list(outFolder);
      });
      await session.run('deliver', (at) => tryDelivery(at, outFolder));
      await session.hangUp();
    },
    close: () => session.close(),
  };
}

/** The server's `ls -l` line, which the client's types leave out. */
function longNameOf(entry: object): string {
  return 'longname' in entry ? String(entry.longname) : '';
}

function oldestFirst(a: DropEntry, b: DropEntry): number {
  return a.modifiedAtMs - b.modifiedAtMs || (a.name < b.name ? -1 : 1);
}
