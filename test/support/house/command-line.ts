import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openScreenTerminal } from '../../../scripts/demo/screen-terminal.ts';

/** The built product: what people run. `npm test` builds it first. */
const BUNDLE = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'dist', 'plateau.mjs');

export type Env = Readonly<Record<string, string>>;

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The machine's environment without anybody's PLATEAU_* settings, then those given. */
export function cleanEnv(env: Env): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PLATEAU_') && name !== 'CI');
  // Tests type faster than people: the guard of a fresh card has tests of its own.
  const guard = { PLATEAU_CARD_GUARD_SECONDS: '0' };
  return { ...(Object.fromEntries(own) as Record<string, string>), ...guard, ...env };
}

export function requireBundle(): string {
  if (existsSync(BUNDLE)) return BUNDLE;
  throw new Error('dist/plateau.mjs is not built: node scripts/build.mjs');
}

interface Where {
  readonly env?: Env;
  readonly cwd: string;
}

/** A command under way. */
export interface RunningCommand {
  /** What it wrote to stdout until now. */
  said(): string;
  /** kill -9; what it had said. */
  kill(): Promise<CommandResult>;
  readonly ended: Promise<CommandResult>;
}

/** Starts `plateau …` without a terminal, in `cwd` (a folder without .env). */
export function startPlateau(args: readonly string[], options: Where): RunningCommand {
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
  const ended = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...said }));
  });
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  return { said: () => said.stdout, kill, ended };
}

/** Runs `plateau …` to its end, and answers what it said. */
export function plateau(args: readonly string[], options: Where): Promise<CommandResult> {
  return startPlateau(args, options).ended;
}

/** What is typed after a question; a function is given the screen as it is then (a code of a secret shown on it). */
export type Answer = readonly [question: string, answer: string | ((screen: string) => Promise<string>)];

/** The same on a real terminal: waits for each question on screen, types the answer and Enter, then waits for the last words. */
export async function plateauAsked(
  args: readonly string[],
  options: {
    readonly env: Env;
    readonly cwd: string;
    readonly answers: readonly Answer[];
    readonly lastWords: string;
  },
): Promise<{ readonly status: number; readonly screen: string }> {
  const screen = openScreenTerminal({
    file: '/bin/sh',
    args: [
      '-c',
      'cd "$1" && shift && exec "$@"',
      'sh',
      options.cwd,
      process.execPath,
      requireBundle(),
      ...args,
    ],
    env: cleanEnv(options.env),
    columns: 160,
    rows: 40,
  });
  const shows = (text: string) =>
    screen.until(async (rows) => rows.some((row) => row.includes(text)), 30_000);
  // Its question stands last: what is typed at a sentence before it, the line may still echo.
  const asks = (text: string) =>
    screen.until(async (rows) => {
      const last = rows.findLast((row) => row.trim() !== '') ?? '';
      return last.includes(text) || (last.trimEnd().endsWith(':') && rows.some((row) => row.includes(text)));
    }, 30_000);
  for (const [question, answer] of options.answers) {
    await asks(question);
    const typed = typeof answer === 'string' ? answer : await answer(screen.rows().join('\n'));
    screen.type(`${typed}\r`);
  }
  // A terminal may tell the end of a program before it has drawn all it said.
  await shows(options.lastWords);
  const status = await screen.ended;
  return { status, screen: screen.rows().join('\n').trimEnd() };
}
