import { emitKeypressEvents, type Key } from 'node:readline';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

const INTERRUPT = '\u0003';
/** Enter, as a terminal sends it while a question stands; between two questions the line turns it into the other sign. */
const ENTER = '\r';
const ENTER_BETWEEN = '\n';
/** What the line leaves of a Ctrl-D typed between two questions: nobody pressed that key. */
const NOTHING = '\u0000';

/** A question that has been put. */
export interface PutQuestion<T> {
  readonly answer: Promise<T>;
  /** Resolves once the last key shows its effect: the one behind it is given then. */
  settled(): Promise<unknown>;
}

/** What one question reads, as a terminal's input: it is given one key at a time, from when it wants them. */
export class QuestionInput extends Readable {
  readonly isTTY = true;
  private readonly wanting = Promise.withResolvers<void>();
  private readonly setRaw: (raw: boolean) => void;

  constructor(setRaw: (raw: boolean) => void) {
    super({ read: () => {} });
    this.setRaw = setRaw;
  }

  /** Resolves once a reader is there: whoever reads keys sets this first. */
  get isWanted(): Promise<void> {
    return this.wanting.promise;
  }

  setRawMode(raw: boolean): this {
    // A list leaves the screen after its answer: the terminal is the next question's by then.
    if (!this.destroyed) this.setRaw(raw);
    if (raw) this.wanting.resolve();
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/**
 * The only reader of a terminal's keys, for questions one after the other, whatever draws them. Keys that come while no question
 * wants them wait for the next: in the terminal's line where nothing reads it, here where they came in the same read. Readers of
 * lines and lists each took a whole read, and let go of what followed the Enter.
 */
export class Keyboard {
  private readonly stdin: NodeJS.ReadStream;
  private readonly waiting: string[] = [];
  private wake: () => void = () => {};

  constructor(stdin: NodeJS.ReadStream) {
    this.stdin = stdin;
  }

  /** The answer to a question, given the keys that wait and then those that come. One question at a time. */
  async answer<T>(put: (input: QuestionInput) => PutQuestion<T>): Promise<T> {
    const input = new QuestionInput((raw) => this.stdin.setRawMode(raw));
    emitKeypressEvents(this.stdin);
    this.stdin.on('keypress', this.onKey);
    this.stdin.resume();
    try {
      // Before a word of it shows: a secret answered at once would be echoed by the line.
      this.stdin.setRawMode(true);
      const question = put(input);
      const feeding = new AbortController();
      const over = question.answer.finally(() => {
        feeding.abort();
        this.wake();
      });
      over.catch(() => {});
      void this.feed(input, question, feeding.signal);
      return await over;
    } finally {
      this.stdin.off('keypress', this.onKey);
      input.destroy();
      this.stdin.pause();
      this.stdin.setRawMode(false);
    }
  }

  private async feed(
    input: QuestionInput,
    { settled }: PutQuestion<unknown>,
    over: AbortSignal,
  ): Promise<void> {
    await input.isWanted;
    await nextTurn();
    while (!over.aborted) {
      const key = this.waiting.shift();
      if (key === undefined) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      } else {
        input.push(key);
        await nextTurn();
        if (!over.aborted) await settled();
      }
    }
  }

  private readonly onKey = (_text: string | undefined, { sequence }: Key): void => {
    if (sequence === undefined || sequence === NOTHING) return;
    // Ctrl-C is for now, not for after what was typed before it.
    if (sequence === INTERRUPT) this.waiting.length = 0;
    this.waiting.push(sequence === ENTER_BETWEEN ? ENTER : sequence);
    this.wake();
  };
}
