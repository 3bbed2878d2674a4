import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { mean } from './spread.ts';

export const COLUMNS = 120;
export const ROWS = 40;

export interface PtyProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Bytes of one moment of output. */
interface Chunk {
  readonly atMs: number;
  readonly bytes: number;
}

/** What one key did to the screen. */
export interface Stroke {
  /** From the write to the last byte of what it painted. */
  readonly ms: number;
  readonly bytes: number;
  /** Nothing came before the next key: painted with it, late. */
  readonly late: boolean;
}

/** Output pauses longer than this between two frames; a frame comes in one or two writes. */
const FRAME_GAP_MS = 15;
const PATIENCE_MS = 20_000;

/** A program on a real pseudo-terminal, its output timed as it comes and shown on a headless screen. */
export class PtyScreen {
  readonly #screen = new headless.Terminal({
    cols: COLUMNS,
    rows: ROWS,
    allowProposedApi: true,
    scrollback: 0,
  });
  readonly #pty;
  readonly #chunks: Chunk[] = [];
  readonly #unread: string[] = [];
  readonly startedMs: number;
  /** While keys are timed, output is kept for later: parsing it here would delay the next time stamp. */
  #timing = false;
  #ended = false;

  constructor(program: PtyProgram) {
    const { CI: _ci, NO_COLOR: _colour, LC_ALL: _all, LC_CTYPE: _ctype, ...inherited } = process.env;
    const env = {
      ...(inherited as Record<string, string>),
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      ...program.env,
    };
    this.startedMs = performance.now();
    const size = { cols: COLUMNS, rows: ROWS };
    this.#pty = spawn(program.file, [...program.args], { ...size, env, name: env.TERM, cwd: tmpdir() });
    this.#pty.onData((data) => {
      this.#chunks.push({ atMs: performance.now(), bytes: Buffer.byteLength(data) });
      if (this.#timing) this.#unread.push(data);
      else this.#screen.write(data);
    });
    this.#screen.onData((answer) => this.#pty.write(answer));
    this.#pty.onExit(() => {
      this.#ended = true;
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  rows(): readonly string[] {
    const { active } = this.#screen.buffer;
    return Array.from({ length: ROWS }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
  }

  text(): string {
    return this.rows().join('\n');
  }

  write(keys: string): void {
    this.#pty.write(keys);
  }

  sinceStartMs(): number {
    return performance.now() - this.startedMs;
  }

  /** Milliseconds from the start of the program to the last output so far. */
  lastOutputMs(): number {
    return (this.#chunks.at(-1)?.atMs ?? Number.NaN) - this.startedMs;
  }

  /** Bytes of output so far. */
  writtenBytes(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  }

  /** Polls as often as output can come; fails with the screen. */
  async until(holds: (screen: string) => boolean, what: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      await new Promise<void>((resolve) => this.#screen.write('', resolve));
      if (holds(this.text())) return;
      if (this.#ended || performance.now() > deadline)
        throw new Error(`never saw ${what}; the screen was:\n${this.text()}`);
      await pause(1);
    }
  }

  /** Writes the keys one by one at that pace and says what each did. A tick of the clock in between is not counted. */
  async strokes(keys: readonly string[], everyMs: number): Promise<readonly Stroke[]> {
    this.#timing = true;
    const first = this.#chunks.length;
    const sent: number[] = [];
    const startMs = performance.now();
    for (const [at, key] of keys.entries()) {
      await pause(Math.max(0, startMs + at * everyMs - performance.now()));
      sent.push(performance.now());
      this.#pty.write(key);
    }
    await pause(Math.max(everyMs, 5 * FRAME_GAP_MS));
    this.#timing = false;
    for (const data of this.#unread.splice(0)) this.#screen.write(data);
    return strokesOf(this.#chunks.slice(first), sent);
  }

  /** Ends the program for good; its card comes back at the next start. */
  async kill(): Promise<void> {
    if (!this.#ended) this.#pty.kill('SIGKILL');
    while (!this.#ended) await pause(1);
  }
}

/** The frame that begins first at or after each key, up to the next key; without one, that of the next keys. */
function strokesOf(chunks: readonly Chunk[], sent: readonly number[]): readonly Stroke[] {
  return sent.map((sentMs, at): Stroke => {
    const nextMs = sent[at + 1] ?? Number.POSITIVE_INFINITY;
    const later = chunks.filter((chunk) => chunk.atMs >= sentMs);
    const isLate = (later[0]?.atMs ?? Number.POSITIVE_INFINITY) >= nextMs;
    const endMs = isLate ? (sent[at + 2] ?? Number.POSITIVE_INFINITY) : nextMs;
    const frame: Chunk[] = [];
    for (const chunk of later) {
      const previous = frame.at(-1);
      if (chunk.atMs >= endMs || (previous && chunk.atMs - previous.atMs > FRAME_GAP_MS)) break;
      frame.push(chunk);
    }
    return {
      ms: (frame.at(-1)?.atMs ?? Number.NaN) - sentMs,
      bytes: isLate ? 0 : frame.reduce((sum, chunk) => sum + chunk.bytes, 0),
      late: isLate,
    };
  });
}

/** Mean bytes per key; the frame of a late key is counted with the key it came with. */
export function bytesPerKey(strokes: readonly Stroke[]): number {
  return mean(strokes.map((stroke) => stroke.bytes));
}
