import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Vitest's set-up of a whole run: where `layKeyRing` keeps the rings that it copies. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-rings-'));
  process.env.PLATEAU_TEST_RINGS = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
