import type { Env } from './host.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given: the environment it reads and the terminal it speaks to. */
export interface CommandContext {
  readonly env: Env;
  readonly terminal: Terminal;
}
