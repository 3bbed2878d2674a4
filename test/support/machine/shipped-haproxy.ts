import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from './programs.ts';

const SHIPPED = new URL('../../../docs/haproxy/plateau.cfg', import.meta.url);

/** What HAProxy itself says of the shipped file, as it stands. */
export function checkShippedFile(caFile: string): { readonly status: number | null; readonly said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-haproxy-'));
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, readFileSync(SHIPPED, 'utf8').replaceAll('/etc/haproxy/plateau-ca.pem', caFile));
  const { status, stdout, stderr } = spawnSync(programPath('haproxy') ?? 'haproxy', ['-c', '-f', file], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true, force: true });
  return { status, said: stdout + stderr };
}
