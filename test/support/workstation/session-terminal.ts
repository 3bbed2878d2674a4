import { PassThrough, Writable } from 'node:stream';
import headless from '@xterm/headless';
import type { Size } from '../../../tui/screen/size.ts';
import { openSession } from '../../../tui/session/session.ts';
import type { WorkstationSession } from '../../../tui/session/session-contract.ts';
import type { TerminalStreams } from '../../../tui/term/terminal.ts';
import { referenceScript } from '../campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from './fictitious-cards.ts';
import { type ScriptedDesk, scriptedDesk } from './scripted-desk.ts';

const LIMIT_MS = 10_000;

export interface SessionTerminal extends TerminalStreams {
  /** What the terminal shows, lines without trailing spaces. */
  text(): string;
  /** Everything written to it so far, one entry per write. */
  readonly writes: string[];
  bytes(): number;
  cursor(): { readonly row: number; readonly column: number };
  type(bytes: string): void;
  resize(size: Size): void;
  see(wanted: string | RegExp): Promise<void>;
  until(holds: () => boolean, what: string): Promise<void>;
  /** The reader stops reading: writes are kept back, and say so. */
  stall(): void;
  readOn(): void;
}

interface TerminalOptions extends Partial<Size> {
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A terminal in this process, read back through a headless one: for what a pty cannot count or slow down. */
export function sessionTerminal({
  columns = 120,
  rows = 40,
  env = {},
}: TerminalOptions = {}): SessionTerminal {
  const screen = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 100 });
  const listeners = new Set<() => void>();
  const writes: string[] = [];
  const input = new PassThrough();
  let held: (() => void)[] | undefined;
  const output = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      writes.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'));
      screen.write(chunk, () => (held ? held.push(done) : done()));
    },
  });
  const text = () => {
    const { active } = screen.buffer;
    return Array.from({ length: screen.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true, 0, screen.cols) ?? '').trimEnd(),
    ).join('\n');
  };
  const until = async (holds: () => boolean, what: string) => {
    const deadline = performance.now() + LIMIT_MS;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error(`never saw ${what}; the screen was:\n${text()}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    input,
    output,
    env: { TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8', ...env },
    size: () => ({ columns: screen.cols, rows: screen.rows }),
    onResize(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    text,
    writes,
    until,
    bytes: () => writes.reduce((sum, one) => sum + Buffer.byteLength(one), 0),
    cursor: () => ({ row: screen.buffer.active.cursorY, column: screen.buffer.active.cursorX }),
    type: (bytes) => input.write(bytes),
    resize(size) {
      screen.resize(size.columns, size.rows);
      for (const listener of listeners) listener();
    },
    see: (wanted) =>
      until(
        () => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text())),
        String(wanted),
      ),
    stall() {
      held ??= [];
    },
    readOn() {
      const waiting = held ?? [];
      held = undefined;
      for (const done of waiting) done();
    },
  };
}

export interface Seat {
  readonly session: WorkstationSession;
  readonly desk: ScriptedDesk;
  /** Hour of the session; tests move it. */
  nowMs: number;
}

/** A session on the scripted desk, not attached. */
export function openSeat(cards = [1, 2, 3].map((number) => fictitiousCard(number))): Seat {
  const seat = { nowMs: MONDAY_EVENING_MS } as Seat & { session: WorkstationSession };
  const now = () => seat.nowMs;
  const desk = scriptedDesk({ cards, script: referenceScript(), nowMs: now });
  // The hour stands still unless a test moves it: every key would be a repeat.
  const session = openSession({
    desk,
    token: 'jeton-fictif',
    agentFirstName: 'Camille',
    now,
    cardGuardMs: 0,
  });
  return Object.assign(seat, { desk, session });
}
