import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built product: what people run. `npm test` builds it first. */
export const BUNDLE = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'plateau.mjs');

export type Env = Readonly<Record<string, string>>;

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The machine's environment without anybody's PLATEAU_* settings, then those given. */
export function cleanEnv(env: Env): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PLATEAU_') && name !== 'CI');
  return { ...(Object.fromEntries(own) as Record<string, string>), ...env };
}

export function requireBundle(): string {
  if (existsSync(BUNDLE)) return BUNDLE;
  throw new Error('dist/plateau.mjs is not built: node scripts/build.mjs');
}

/** Runs `plateau …` without a terminal, in `cwd` (a folder without .env), and answers what it said. */
export function plateau(
  args: readonly string[],
  options: { readonly env?: Env; readonly cwd: string },
): Promise<CommandResult> {
  const child = spawn(process.execPath, [requireBundle(), ...args], {
    cwd: options.cwd,
    env: cleanEnv(options.env ?? {}),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...said }));
  });
}
