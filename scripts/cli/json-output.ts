import { Option } from 'commander';
import type { Terminal } from './terminal.ts';

/** What a command that may answer a program is given with `--json`. */
export interface JsonFlag {
  readonly json?: boolean | undefined;
}

/** Whom a command answers: a person at their terminal, or a program. */
export interface AnswerTo extends JsonFlag {
  readonly terminal: Terminal;
}

/** The option of every command whose answer a program may want. */
export function jsonOption(about = 'sortie pour un programme'): Option {
  return new Option('--json', about);
}

/** With `--json`, the value on one line, for a program; without, what `show` writes, for a person. */
export function jsonOr<T>({ json, terminal }: AnswerTo, value: T, show: (value: T) => void): void {
  if (json) terminal.line(JSON.stringify(value));
  else show(value);
}
