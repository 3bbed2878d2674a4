import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export interface ScreenTerminal {
  /** What a person would see, one text a row. */
  rows(): readonly string[];
  type(keys: string): void;
  /** Resolves once the screen satisfies the condition; rejects with the screen after `limitMs`. */
  until(condition: (rows: readonly string[]) => boolean, limitMs: number): Promise<void>;
  /** Exit status of the program, once it has ended. */
  readonly ended: Promise<number>;
  /** Ends the program, if it has not ended by itself. */
  close(): void;
}

interface Program {
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
  return {
    rows: read,
    type: (keys) => pty.write(keys),
    ended,
    close: () => pty.kill('SIGKILL'),
    until: (condition, limitMs) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          watchers.delete(look);
        };
        const look = () => {
          if (!condition(read())) return;
          stop();
          resolve();
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`the screen did not come:\n${read().join('\n')}`));
        }, limitMs);
        watchers.add(look);
        look();
      }),
  };
}
