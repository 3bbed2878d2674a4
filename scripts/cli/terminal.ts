import { read } from 'read';
import stringWidth from 'string-width';
import { AppError } from '../../shared/errors.ts';

/** What a command may do with the terminal; tests pass their own streams. */
export interface Terminal {
  readonly isInteractive: boolean;
  line(text?: string): void;
  warn(text: string): void;
  /** Asks on the terminal; AppError `not-a-terminal` when there is none. */
  ask(question: string): Promise<string>;
  /** The same, without showing what is typed. */
  askSecret(question: string): Promise<string>;
}

interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WritableStream & { isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
}

/** Control characters of any origin never reach the terminal (escape-sequence injection stops here). */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

export function openTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  const isInteractive = Boolean(stdin.isTTY && stdout.isTTY);
  const question = async (prompt: string, silent: boolean) => {
    if (!isInteractive) {
      throw new AppError({
        code: 'not-a-terminal',
        kind: 'invalid',
        message: `« ${prompt.trim()} » demande une réponse, et il n’y a pas de terminal.`,
        hint: 'Donnez la valeur par l’option ou par le fichier prévus (voir --help).',
      });
    }
    return read({
      prompt,
      silent,
      input: stdin,
      output: stderr as NodeJS.WriteStream,
      ...(silent ? { replace: '•' } : {}),
    });
  };
  return {
    isInteractive,
    line: (text = '') => void stdout.write(`${printable(text)}\n`),
    warn: (text) => void stderr.write(`${printable(text)}\n`),
    ask: (prompt) => question(prompt, false),
    askSecret: (prompt) => question(prompt, true),
  };
}

/** Columns padded to their widest cell; numbers (given as numbers) to the right. */
export function textTable(
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [headers, ...rows].map((row) => row.map(String));
  const widths = headers.map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at] ?? ''))));
  const pad = (text: string, at: number, right: boolean) => {
    const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - stringWidth(text)));
    return right ? space + text : text + space;
  };
  const isNumber = headers.map(
    (_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'),
  );
  return cells
    .map((row) =>
      row
        .map((text, at) => pad(text, at, isNumber[at] ?? false))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
