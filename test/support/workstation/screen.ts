import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

/** Bundles the test entry of the workstation into a temporary folder; returns the bundle and how to remove it. */
export function buildWorkstation(): { readonly bundle: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-tui-'));
  const entry = 'test/support/workstation/workstation-entry.tsx';
  execFileSync(process.execPath, ['scripts/build.mjs', entry, folder], { stdio: 'pipe' });
  return {
    bundle: join(folder, 'workstation-entry.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Bytes that a keyboard sends for the keys that are no character. */
const KEY_BYTES: Readonly<Record<string, string>> = {
  enter: '\r',
  tab: '\t',
  'shift-tab': '\u001b[Z',
  escape: '\u001b',
  backspace: '\u007f',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  f1: '\u001bOP',
  f2: '\u001bOQ',
  f3: '\u001bOR',
  f4: '\u001bOS',
  f5: '\u001b[15~',
  f6: '\u001b[17~',
  f7: '\u001b[18~',
  f8: '\u001b[19~',
  f9: '\u001b[20~',
  f10: '\u001b[21~',
};

/** What a keyboard sends for that key. */
export function bytesOf(key: string): string {
  if (/^ctrl-[a-z]$/.test(key)) return String.fromCharCode(key.charCodeAt(5) - 0x60);
  return KEY_BYTES[key] ?? key;
}

export interface TestScreen {
  /** The screen as text, lines without trailing spaces. */
  text(): string;
  /** Presses keys one after the other. */
  press(...keys: string[]): void;
  /** Writes raw text, as a terminal would send it. */
  type(text: string): void;
  /** Waits until the screen holds the text (or matches); fails with the screen after ten seconds. */
  see(wanted: string | RegExp): Promise<void>;
  until(holds: () => boolean | Promise<boolean>, what: string): Promise<void>;
  /** A frame may come in several pieces: resolves with the text once it has not moved for a while. */
  still(): Promise<string>;
  resize(columns: number, rows: number): void;
  kill(signal: string): void;
  /** Exit code once the program has ended. */
  ended(): Promise<number>;
  /** Everything the program wrote. */
  written(): string;
  isAlternate(): boolean;
  /** The desk's log: one entry per request, `recorded` with each outcome kept. */
  desk(): { readonly method: string; readonly argument?: never }[];
  close(): void;
}

interface ScreenOptions {
  readonly bundle: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Started instead of the bundle under Node: a shell, for what only a shell does. */
  readonly command?: readonly [string, ...string[]];
}

const LIMIT_MS = 10_000;
const STILL_MS = 300;

/** The real program on a real pty, read back through a headless terminal: keys in, screen out. */
export function openTestScreen({
  bundle,
  columns = 80,
  rows = 24,
  env = {},
  command,
}: ScreenOptions): TestScreen {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-desk-'));
  const log = join(folder, 'desk.jsonl');
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 500 });
  const {
    CI: _ci,
    NO_COLOR: _colour,
    LC_ALL: _all,
    LC_CTYPE: _ctype,
    SSH_TTY: _ssh,
    ...inherited
  } = process.env;
  const [file, ...args] = command ?? [process.execPath, bundle];
  const pty = spawn(file, args, {
    cols: columns,
    rows,
    cwd: process.cwd(),
    env: {
      ...(inherited as Record<string, string>),
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      DESK_LOG: log,
      ...env,
    },
  });
  let written = '';
  let exitCode: number | undefined;
  pty.onData((data) => {
    written += data;
    terminal.write(data);
  });
  pty.onExit((event) => {
    exitCode = event.exitCode;
  });
  const text = () => {
    const { active } = terminal.buffer;
    const lines = Array.from({ length: terminal.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true, 0, terminal.cols) ?? '').trimEnd(),
    );
    return lines.join('\n');
  };
  const until = async (holds: () => boolean | Promise<boolean>, what: string) => {
    const deadline = Date.now() + LIMIT_MS;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`never saw ${what}; the screen was:\n${text()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    text,
    until,
    press: (...keys) => {
      for (const key of keys) pty.write(bytesOf(key));
    },
    type: (typed) => pty.write(typed),
    see: (wanted) =>
      until(
        () => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text())),
        String(wanted),
      ),
    still: async () => {
      let seen = { text: '', atMs: 0 };
      await until(() => {
        const [now, atMs] = [text(), performance.now()];
        if (now !== seen.text) seen = { text: now, atMs };
        return atMs - seen.atMs > STILL_MS;
      }, 'a still screen');
      return seen.text;
    },
    resize: (cols, newRows) => {
      terminal.resize(cols, newRows);
      pty.resize(cols, newRows);
    },
    kill: (signal) => pty.kill(signal),
    ended: async () => {
      await until(() => exitCode !== undefined, 'the end of the program');
      return exitCode ?? -1;
    },
    written: () => written,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    desk: () => {
      const entries = readLog(log);
      return entries.map((entry) => JSON.parse(entry));
    },
    close: () => {
      if (exitCode === undefined) pty.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readLog(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((entry) => entry !== '');
  } catch {
    // Nothing was asked yet.
    return [];
  }
}
