import type { KeySource } from './keys/key-feed.ts';

/** Bracketed paste on: the terminal says where a paste begins and ends. */
export const PASTE_ON = '\u001b[?2004h';
/** Main screen, cursor shown, paste mode off, plain text: what the shell expects to find. */
const RESTORED = '\u001b[?2004l\u001b[?1049l\u001b[?25h\u001b[0m';

export interface TerminalOutput {
  write(text: string): unknown;
}

/** Signals that end the program from outside; SIGINT comes as Ctrl-C through the key feed instead. */
const END_SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
const EXIT_CODES: Record<(typeof END_SIGNALS)[number], number> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

interface Guard {
  readonly source: KeySource;
  readonly output: TerminalOutput;
  /** Ends the workstation as calmly as time allows; the card stays leased and comes back at the next login. */
  readonly onSignal: (exitCode: number) => void;
}

/**
 * Whatever ends the program, the terminal is given back: signal, crash, normal end. For a workstation on the
 * controlling terminal only: an SSH host has its own signals. The returned function removes the guard.
 */
export function guardTerminal({ source, output, onSignal }: Guard): () => void {
  const restore = () => {
    source.setRawMode?.(false);
    output.write(RESTORED);
  };
  const listeners = END_SIGNALS.map((signal) => [signal, () => onSignal(EXIT_CODES[signal])] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  process.on('uncaughtExceptionMonitor', restore);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    process.off('uncaughtExceptionMonitor', restore);
  };
}

/** After Ink has left the alternate screen: modes that Ink does not know. */
export function restoreModes(output: TerminalOutput): void {
  output.write('\u001b[?2004l\u001b[?25h');
}
