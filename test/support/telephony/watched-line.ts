import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type LineWatch, openLineWatch } from '../../../server/live/line-watch.ts';
import type { Store } from '../../../server/ports/store.ts';
import type { Telephony } from '../../../server/ports/telephony.ts';
import { readLineBoards } from '../../../server/steps/line/read-line-board.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import { type HandClock, handClock } from '../call/centre.ts';
import { lineSettings } from '../campaign/pledge-line.ts';
import { openLaidStore } from '../store/laid-base.ts';
import { type ScriptedLine, scriptedLine } from './scripted-line.ts';

/** Saturday 5 December 2026, 20:00 in Paris: an evening of the reference line, all calls to PARTENAIRE. */
export const EVENING_MS = Date.UTC(2026, 11, 5, 19, 0);

export interface WatchedLine {
  readonly line: ScriptedLine;
  readonly store: Store;
  readonly clock: HandClock;
  readonly watch: LineWatch;
  readonly settings: ReturnType<typeof lineSettings>;
  /** As soon as the base says so. */
  until<T>(look: () => Promise<T | undefined>): Promise<T>;
  board(): Promise<LineBoard>;
  /** Seats open and ready for these queues. */
  seat(queue: string, ...seats: string[]): Promise<void>;
  /** Another server on the same base, after this one has stopped without a word. */
  restart(): Promise<LineWatch>;
  close(): Promise<void>;
}

/** The reference line, followed as the server follows it: real base, a PBX in memory, only the clock is ours. */
export async function watchedLine(nowMs = EVENING_MS): Promise<WatchedLine> {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-ligne-'));
  const store = openLaidStore(join(folder, 'plateau.db'));
  const clock = handClock(nowMs);
  const line = scriptedLine(clock);
  const settings = lineSettings();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const open = (telephony: Telephony) => {
    const watch = openLineWatch({ telephony, store, clock, log, lines: async () => [settings] });
    watch.begin();
    return watch;
  };
  let watch = open(line);
  return {
    line,
    store,
    clock,
    get watch() {
      return watch;
    },
    settings,
    until: async (look) => {
      for (let tries = 0; tries < 500; tries += 1) {
        const found = await look();
        if (found !== undefined) return found;
        await pause(10);
      }
      throw new Error('the line was not followed so far');
    },
    board: async () => {
      const [board] = await readLineBoards(
        { store, clock },
        [{ settings, sight: null, reader: null }],
        watch.now(),
      );
      if (!board) throw new Error('no board');
      return board;
    },
    seat: async (queue, ...seats) => {
      for (const seat of seats) {
        await line.openSeat(seat);
        await line.setReady(seat, true, [{ queue, rank: 0 }]);
      }
    },
    restart: async () => {
      await watch.close();
      watch = open(line);
      return watch;
    },
    close: async () => {
      await watch.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
