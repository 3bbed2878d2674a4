import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { PathFacts } from '../domain/house/machine-facts.ts';

/** Names of a place and where it is. */
export interface Place {
  readonly place: string;
  readonly path: string;
}

/** A folder of a million files would hold the doctor for minutes: what is beyond is said, not guessed. */
const MOST_PATHS = 5000;

async function statOf(path: string): Promise<Stats | undefined> {
  return lstat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code)))
      return undefined;
    throw error;
  });
}

async function factsOf({ place, path }: Place, at: string): Promise<PathFacts> {
  const stat = await statOf(at);
  const name = relative(path, at);
  if (!stat) return { place, name, kind: 'absent', mode: 0, uid: 0 };
  const kind = stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'folder' : 'file';
  return { place, name, kind, mode: stat.mode & 0o777, uid: stat.uid };
}

/** A folder that may not be entered is told by its own owner and rights. */
async function entriesOf(path: string): Promise<readonly Dirent[]> {
  return readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return [];
    throw error;
  });
}

/** Rights and owner of each place and of everything under it; links are not followed. `cut` when there was more. */
export async function fileRights(
  places: readonly Place[],
): Promise<{ readonly paths: readonly PathFacts[]; readonly cut: boolean }> {
  const paths: PathFacts[] = [];
  for (const place of places) {
    const waiting = [place.path];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (paths.length >= MOST_PATHS) return { paths, cut: true };
      const facts = await factsOf(place, at);
      paths.push(facts);
      if (facts.kind !== 'folder') continue;
      for (const entry of await entriesOf(at)) waiting.push(join(at, entry.name));
    }
  }
  return { paths, cut: false };
}
