import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Memory that is a folder: what tests write waits for no disk. A kill -9 leaves there what it would leave on one. */
const MEMORY = '/dev/shm';
const NEEDED_BYTES = 4 * 2 ** 30;

function memoryOr(folder: string): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= NEEDED_BYTES ? MEMORY : folder;
  } catch {
    return folder;
  }
}

/**
 * Vitest's set-up of a whole run: the folder of everything that its tests write; where key rings and the empty base lie that
 * `layKeyRing` and `openLaidStore` copy, and what Node has compiled: each process and each worker thread of the tests reads the
 * same modules. Its name is short: a socket's path has 108 signs at most.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(memoryOr(tmpdir()), 'pl-'));
  process.env.TMPDIR = folder;
  process.env.PLATEAU_TEST_RUN = mkdtempSync(join(folder, 'run-'));
  process.env.NODE_COMPILE_CACHE = join(folder, 'code');
  return () => rmSync(folder, { recursive: true, force: true });
}
