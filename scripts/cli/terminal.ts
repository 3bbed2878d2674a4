import { setImmediate as nextTurn } from 'node:timers/promises';
import { read } from 'read';
import stringWidth from 'string-width';
import { AppError } from '../../shared/errors.ts';
import { withoutEscapes } from '../../shared/terminal-escapes.ts';
import { Keyboard, type PutQuestion, type QuestionInput } from './asking/keyboard.ts';

/** What a command may do with the terminal; tests pass their own streams. */
export interface Terminal {
  readonly isInteractive: boolean;
  /** Cells across of what reads the answer; 80 where nothing says. */
  readonly columns: number;
  /**
   * One line, whatever the text holds; a terminal that is too narrow for it gets it between its words, those after
   * the first row under `hang` cells; without it, an indented text is a command to copy and stays whole.
   */
  line(text?: string, hang?: number): void;
  /** One line for each text: what is laid out (a table, a page, a help) comes as its lines. */
  lines(texts: readonly string[]): void;
  /** One line to whoever watches, beside the answer. */
  warn(text: string): void;
  /** Asks on the terminal; AppError `not-a-terminal` when there is none. */
  ask(question: string): Promise<string>;
  /** The same, without showing what is typed; `head` is said first, once the line no longer echoes what is typed at it. */
  askSecret(question: string, head?: string): Promise<string>;
  /** A question that draws itself; AppError `not-a-terminal` too. */
  askDrawn<T>(question: string, put: (input: QuestionInput) => PutQuestion<T>): Promise<T>;
}

interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: Written;
  readonly stderr: Written;
}

/** `columns`: of a terminal; a file or a pipe has none. */
type Written = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** Of a terminal of the usual size, and of a file. */
const COLUMNS = 80;

/** Characters that end a line, for a terminal or for whoever reads its log. */
const LINE_ENDS = /[\n\r\v\f\u0085\u2028\u2029]+/g;
/** Controls that remain, and marks that reverse the reading order. */
const CONTROLS = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * One line, whatever a value in it holds: no line of a command can be forged, and no order reaches the terminal. What cannot be
 * shown leaves nothing, an end of line leaves a space.
 */
export function printable(text: string): string {
  return withoutEscapes(text.replace(LINE_ENDS, ' ')).replace(/\t/g, ' ').replace(CONTROLS, '');
}

const LEAST_COLUMNS = 40;
const TO_COPY = /^[ {[]/;

/** As the terminal would break it, but between words; a word longer than the line is left whole. */
function atWords(text: string, { isTTY, columns = 0 }: Written, hang = 0): string {
  if (!isTTY || columns < LEAST_COLUMNS || stringWidth(text) <= columns) return text;
  const [, indent = '', prose = ''] = /^( *)(.*)$/.exec(text) ?? [];
  const under = `\n${' '.repeat(hang)}`;
  return prose.split(/ (?![?!:;»€%—])/).reduce(
    (told, word, at) => {
      const end = told.end + (at === 0 ? 0 : 1) + stringWidth(word);
      if (at > 0 && end > columns) return { text: told.text + under + word, end: hang + stringWidth(word) };
      return { text: told.text + (at === 0 ? '' : ' ') + word, end };
    },
    { text: indent, end: indent.length },
  ).text;
}

/** What is copied from a terminal stays whole: what is indented (a command) and JSON. */
function proseAtWords(text: string, to: Written, hang?: number): string {
  return hang === undefined && TO_COPY.test(text) ? text : atWords(text, to, hang);
}

/** Ctrl-C at a question: the library has this message only, and no code. */
function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.message === 'canceled';
}

/**
 * Ctrl-D at a question: the library never settles. It closes its reader, which pauses the stream; after an answer too, but
 * then the answer came first.
 */
function givenUp(input: QuestionInput): Promise<never> {
  return new Promise((_, reject) => {
    input.once('pause', () => setImmediate(() => reject(questionInterrupted())));
  });
}

interface LineAsked {
  readonly prompt: string;
  readonly silent: boolean;
  readonly input: QuestionInput;
  readonly output: NodeJS.WriteStream;
}

async function typedLine(asked: LineAsked): Promise<string> {
  const answer = read({ ...asked, ...(asked.silent ? { replace: '•' } : {}) });
  return Promise.race([answer, givenUp(asked.input)]).catch((error: unknown) => {
    asked.output.write('\n');
    throw isCancelled(error) ? questionInterrupted(error) : error;
  });
}

/** AppError `question-interrupted`: whoever was asked gave up. */
export function questionInterrupted(cause?: unknown): AppError {
  return new AppError({
    code: 'question-interrupted',
    kind: 'conflict',
    message: 'Interrompu : rien n’a été fait.',
    hint: 'Relancez la commande quand vous voulez.',
    cause,
  });
}

export function openTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  const isInteractive = Boolean(stdin.isTTY && stdout.isTTY);
  const keyboard = new Keyboard(stdin);
  const askDrawn = async <T>(prompt: string, put: (input: QuestionInput) => PutQuestion<T>) => {
    if (isInteractive) return keyboard.answer(put);
    throw new AppError({
      code: 'not-a-terminal',
      kind: 'invalid',
      message: `« ${prompt.trim()} » demande une réponse, et il n’y a pas de terminal.`,
      hint: 'Donnez la valeur par l’option ou par le fichier prévus (voir --help).',
    });
  };
  const warn = (text: string) => void stderr.write(`${proseAtWords(printable(text), stderr)}\n`);
  const question = (prompt: string, silent: boolean, head?: string) =>
    askDrawn(prompt, (input) => {
      if (head !== undefined) warn(head);
      return {
        answer: typedLine({ prompt, silent, input, output: stderr as NodeJS.WriteStream }),
        settled: nextTurn,
      };
    });
  return {
    isInteractive,
    columns: stdout.columns || COLUMNS,
    line: (text = '', hang) => void stdout.write(`${proseAtWords(printable(text), stdout, hang)}\n`),
    lines: (texts) => void stdout.write(texts.map((text) => `${printable(text)}\n`).join('')),
    warn,
    ask: (prompt) => question(prompt, false),
    askSecret: (prompt, head) => question(prompt, true, head),
    askDrawn,
  };
}

/** Lines of columns padded to their widest cell; numbers (given as numbers) to the right. A cell stays in its line. */
export function textTable(
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const cells = [headers, ...rows].map((row) => row.map((cell) => printable(String(cell))));
  const widths = headers.map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at] ?? ''))));
  const pad = (text: string, at: number, right: boolean) => {
    const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - stringWidth(text)));
    return right ? space + text : text + space;
  };
  const isNumber = headers.map(
    (_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'),
  );
  return cells.map((row) =>
    row
      .map((text, at) => pad(text, at, isNumber[at] ?? false))
      .join('  ')
      .trimEnd(),
  );
}
