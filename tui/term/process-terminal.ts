import { spawnSync } from 'node:child_process';
import type { TerminalStreams } from './terminal.ts';

/** Signals that end the program from outside; SIGINT comes as Ctrl-C through the key feed instead. */
const END_SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
const EXIT_CODES: Record<(typeof END_SIGNALS)[number], number> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** The controlling terminal, as the workstation sees any terminal. Without `onSuspendKey`, Ctrl-Z is a key like another. */
export function processTerminal(onSuspendKey?: () => void): TerminalStreams {
  const { stdin, stdout, env } = process;
  return {
    input: stdin,
    output: stdout,
    env,
    size: () => ({ columns: stdout.columns, rows: stdout.rows }),
    onResize(listener) {
      stdout.on('resize', listener);
      return () => stdout.off('resize', listener);
    },
    ...(onSuspendKey ? { onSuspendKey } : {}),
  };
}

interface Guard {
  /** Ends the workstation as calmly as time allows; the card stays leased and comes back at the next login. */
  readonly onEnd: (exitCode: number) => void;
  /** The terminal as it was before the program; called at once, and perhaps again later. */
  readonly lend: () => void;
  readonly takeBack: () => void;
}

export interface ProcessGuard {
  /** Stops the process as Ctrl-Z does elsewhere; it goes on from here after `fg`. */
  readonly suspend: () => void;
  /** Removes the guard. */
  readonly stop: () => void;
}

/**
 * Whatever happens to the process, its terminal is given back: a signal that ends it, one that stops it, a crash. For
 * the controlling terminal only: an SSH host has its own signals.
 */
export function guardProcess({ onEnd, lend, takeBack }: Guard): ProcessGuard {
  const suspend = () => {
    lend();
    process.off('SIGTSTP', suspend);
    // To the whole group, as the terminal would: npm and the shell's job stop with us. Where no shell could wake us
    // (an orphaned group), the kernel ignores it and we go on at once.
    process.kill(0, 'SIGTSTP');
    setImmediate(() => {
      process.on('SIGTSTP', suspend);
      takeBack();
    });
  };
  const listeners = END_SIGNALS.map((signal) => [signal, () => onEnd(EXIT_CODES[signal])] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', takeBack);
  process.on('uncaughtExceptionMonitor', lend);
  return {
    suspend,
    stop() {
      for (const [signal, listener] of listeners) process.off(signal, listener);
      process.off('SIGTSTP', suspend);
      process.off('SIGCONT', takeBack);
      process.off('uncaughtExceptionMonitor', lend);
    },
  };
}

/** Set in the environment of the program started again, so that it is so once. */
const HEALED = 'LINE_HEALED_BY_PLATEAU';

/**
 * After a `kill -9` the line is still as we left it (raw, no echo), and at its end Node would give back what it found
 * at its start. So the line is made sane, as its user would have to type blindly, and the program started again in the
 * same process. Without `stty`, nothing; 3 ms otherwise.
 */
export function healLine(): void {
  const { stdin, env, execPath, execArgv, argv } = process;
  if (!stdin.isTTY || env[HEALED]) return;
  const asked = spawnSync('stty', ['-a'], { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' });
  if (asked.status !== 0 || !/\s-(?:icanon|echo)\s/.test(asked.stdout)) return;
  const again = ['sh', '-c', 'stty sane; exec "$@"', 'sh', execPath, ...execArgv, ...argv.slice(1)];
  process.execve?.('/bin/sh', again, { ...env, [HEALED]: '1' });
}
