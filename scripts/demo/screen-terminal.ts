import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export interface ScreenTerminal {
  /** What a person would see, one text a row. */
  rows(): readonly string[];
  type(keys: string): void;
  /** Resolves once the screen satisfies the condition; rejects with the screen after `limitMs`. */
  until(condition: (rows: readonly string[]) => Promise<boolean>, limitMs: number): Promise<void>;
  /** Exit status of the program, once it has ended. */
  readonly ended: Promise<number>;
  /** Ends the program, if it has not ended by itself. */
  close(): void;
}

const LOOK_AGAIN_MS = 50;

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly columns: number;
  readonly rows: number;
}

/** Runs a program on a real pseudo-terminal, seen through a headless xterm. */
export function openScreenTerminal(program: Program): ScreenTerminal {
  const { columns, rows: height } = program;
  const screen = new xterm.Terminal({ cols: columns, rows: height, allowProposedApi: true, scrollback: 0 });
  const pty = spawn(program.file, [...program.args], {
    name: 'xterm-256color',
    cols: columns,
    rows: height,
    env: program.env,
  });
  const watchers = new Set<() => void>();
  const look = () => {
    for (const watcher of [...watchers]) watcher();
  };
  pty.onData((data) => screen.write(data, look));
  screen.onData((answer) => pty.write(answer));
  const ended = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
  const read = () =>
    Array.from(
      { length: height },
      (_, at) => screen.buffer.active.getLine(at)?.translateToString(true) ?? '',
    );
  /** Once the screen is written to again, or a moment later: a condition may also look into the base. */
  const changed = () =>
    new Promise<void>((resolve) => {
      const go = () => {
        clearTimeout(timer);
        watchers.delete(go);
        resolve();
      };
      const timer = setTimeout(go, LOOK_AGAIN_MS);
      watchers.add(go);
    });
  return {
    rows: read,
    type: (keys) => pty.write(keys),
    ended,
    close: () => pty.kill('SIGKILL'),
    until: async (condition, limitMs) => {
      const endsAtMs = performance.now() + limitMs;
      while (!(await condition(read()))) {
        if (performance.now() > endsAtMs) throw new Error(`the screen did not come:\n${read().join('\n')}`);
        await changed();
      }
    },
  };
}
