import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Vitest's set-up of a whole run: where key rings and the empty base lie that `layKeyRing` and `openLaidStore` copy. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-run-'));
  process.env.PLATEAU_TEST_RUN = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
