import type { Size } from '../screen/size.ts';

/**
 * One terminal, wherever it is: the controlling terminal of the process, or a channel of an SSH connection. Everything
 * the workstation knows about a terminal comes through here; nothing reads `process.stdin`, `process.stdout` or
 * `process.env`, so that one process shows hundreds of sessions.
 */
export interface TerminalStreams {
  /** Keys as bytes. `setRawMode` is called with true at the start and false at the end where it exists. */
  readonly input: NodeJS.ReadableStream & { setRawMode?(raw: boolean): unknown };
  /** Frames. A `write` that answers false means that the reader is slow: no frame follows until `drain`. */
  readonly output: NodeJS.WritableStream;
  size(): Size;
  /** Calls the listener after each change of size; the returned function stops that. */
  onResize(listener: () => void): () => void;
  /** Ctrl-Z was pressed where the process can be stopped; absent, Ctrl-Z is a key like another. */
  readonly onSuspendKey?: () => void;
  /**
   * The terminal's environment: TERM, LANG, LC_ALL, LC_CTYPE, NO_COLOR, COLORTERM, SSH_TTY, PLATEAU_ESC_MS. Of an SSH
   * client: what its `pty-req` and `env` requests said, with SSH_TTY set to anything.
   */
  readonly env: Readonly<Record<string, string | undefined>>;
}
