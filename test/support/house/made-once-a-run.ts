import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Vitest's set-up of a whole run: where key rings and the empty base lie that `layKeyRing` and `openLaidStore` copy, and what
 * Node has compiled: each process and each worker thread of the tests reads the same modules.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-run-'));
  process.env.PLATEAU_TEST_RUN = folder;
  process.env.NODE_COMPILE_CACHE = join(folder, 'code');
  return () => rmSync(folder, { recursive: true, force: true });
}
