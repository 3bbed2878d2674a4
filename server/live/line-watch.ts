import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '../../shared/errors.ts';
import type { QuietKind } from '../../shared/line/quiet-kinds.ts';
import type { LineSettings } from '../domain/line/line-settings.ts';
import { countQuiet } from '../domain/line/quiet-counts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { LineCallId, LineEvent, SeatLine, Telephony } from '../ports/telephony.ts';
import { type CallChange, type CallNow, CallsNow } from '../steps/line/calls-now.ts';
import { tellLimits } from '../steps/line/change-limit.ts';
import { followedLines } from '../steps/line/followed-lines.ts';
import { countQuietly, endUnseenCalls, noteCalls, type QuietByCampaign } from '../steps/line/note-calls.ts';
import { tellQuiet } from '../steps/line/tell-quiet.ts';

/** What the line does at this instant, from memory. */
interface LineInstant {
  readonly state: 'up' | 'down' | 'manual';
  readonly sinceMs: number;
  readonly calls: ReadonlyMap<LineCallId, CallNow>;
  /** When the last caller of each seat left it. */
  readonly freed: ReadonlyMap<string, number>;
  /** As the PBX told them, a second ago at most while somebody looks. */
  readonly seats: readonly SeatLine[];
}

/**
 * The line, followed by the server: callers as they come and go in memory, their instants in the base. Nobody waits for it:
 * an event is taken at once and written behind, whatever the base or the PBX does.
 */
export interface LineWatch {
  /** Only the server does: commands that open the house beside it would count the same calls. */
  begin(): void;
  now(): LineInstant;
  /** Gives a turn at once, then at each change and every few seconds; ends when `signal` aborts or the house closes. */
  turns(signal: AbortSignal | undefined): AsyncGenerator<void>;
  /** Somebody looks once, without turns: once the seats are known. They are asked for in the next seconds too. */
  look(): Promise<void>;
  /** One more of what leaves no row, as a seat said it: counted in memory, of no call. */
  countQuiet(campaign: string, kind: QuietKind): void;
  /** Writes what was heard until now, and what may be told of the hours that are over. */
  close(): Promise<void>;
}

interface WatchDeps {
  readonly telephony: Telephony;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** The pledge lines whose queues are followed; absent: those that are open in the base. */
  readonly lines?: () => Promise<readonly LineSettings[]>;
}

/** Between two turns of a screen, at least and at most; between two looks at the seats. */
const TURN_MS = { least: 250, most: 5_000 } as const;
const SEATS_MS = 1_000;
const QUIET_MS = 60_000;
/** Whoever looked once, as a page that is fetched again, looks on for so long. */
const LOOK_MS = 15_000;
const RETRY_MS = 1_000;
/** Written at a time. */
const BATCH = 500;

export function openLineWatch(deps: WatchDeps): LineWatch {
  return new FollowedLine(deps);
}

class FollowedLine implements LineWatch {
  readonly #deps: WatchDeps;
  readonly #lines: () => Promise<readonly LineSettings[]>;
  readonly #calls = new CallsNow();
  readonly #pending: CallChange[] = [];
  readonly #quiet: QuietByCampaign = new Map();
  readonly #wakes = new Set<() => void>();
  readonly #ends: (() => void)[] = [];
  #state: 'up' | 'down';
  #sinceMs: number;
  #seats: readonly SeatLine[] = [];
  #lookedMs = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> = Promise.resolve();
  #isWriting = false;
  #asking: Promise<void> | undefined;
  #isClosed = false;

  constructor(deps: WatchDeps) {
    this.#deps = deps;
    this.#lines = deps.lines ?? (() => followedLines(deps));
    this.#state = deps.telephony.hasPbx ? 'down' : 'up';
    this.#sinceMs = deps.clock.nowMs();
  }

  begin(): void {
    const seats = setInterval(() => {
      if (this.#wakes.size > 0 || performance.now() - this.#lookedMs < LOOK_MS) void this.#askSeats();
    }, SEATS_MS);
    const quiet = setInterval(() => {
      void this.#tellQuiet();
      void this.#tellLimits();
    }, QUIET_MS);
    this.#ends.push(
      () => clearInterval(seats.unref()),
      () => clearInterval(quiet.unref()),
      this.#deps.telephony.follow((event) => this.#hear(event)),
    );
    for (const timer of [seats, quiet]) timer.unref();
  }

  now(): LineInstant {
    const state = this.#deps.telephony.hasPbx ? this.#state : 'manual';
    const [calls, freed] = [this.#calls.all(), this.#calls.freed()];
    return { state, sinceMs: this.#sinceMs, calls, freed, seats: this.#seats };
  }

  async look(): Promise<void> {
    this.#lookedMs = performance.now();
    await this.#askSeats();
  }

  countQuiet(campaign: string, kind: QuietKind): void {
    const counts = this.#quiet.get(campaign) ?? {};
    this.#quiet.set(campaign, countQuiet(counts, kind, this.#deps.clock.nowMs()));
  }

  async *turns(signal: AbortSignal | undefined): AsyncGenerator<void> {
    let isChanged = false;
    let wake = () => {};
    const woken = () => {
      isChanged = true;
      wake();
    };
    this.#wakes.add(woken);
    signal?.addEventListener('abort', woken);
    void this.#askSeats();
    try {
      while (!this.#isClosed && !signal?.aborted) {
        isChanged = false;
        yield;
        await pause(TURN_MS.least, undefined, { ref: false });
        if (isChanged) continue;
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await Promise.race([changed, pause(TURN_MS.most, undefined, { ref: false })]);
      }
    } finally {
      signal?.removeEventListener('abort', woken);
      this.#wakes.delete(woken);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const end of this.#ends.splice(0)) end();
    this.#wake();
    await this.#writing;
    await this.#tellQuiet();
  }

  #wake(): void {
    for (const wake of this.#wakes) wake();
  }

  #hear(event: LineEvent): void {
    if (event.kind === 'line') {
      if (event.state !== this.#state) this.#sinceMs = event.atMs;
      this.#state = event.state;
      if (event.state === 'up') {
        void this.#resume();
        void this.#tellLimits();
      }
      this.#deps.log.info('line.state', { state: event.state });
    } else {
      const change = this.#calls.hear(event);
      if (!change) return;
      this.#pending.push(change);
      this.#write();
    }
    this.#wake();
  }

  /** One writer at a time; what comes meanwhile is written after. */
  #write(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    this.#writing = this.#writeAll().finally(() => {
      this.#isWriting = false;
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.slice(0, BATCH);
      try {
        const lines = await this.#lines();
        await noteCalls({ store: this.#deps.store, lines }, batch);
        this.#pending.splice(0, batch.length);
        countQuietly(lines, batch, this.#quiet);
        this.#wake();
      } catch (error) {
        this.#failed('line.not-written', error);
        if (this.#isClosed) return;
        await pause(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  /** The line is heard again: what ended meanwhile is over. */
  async #resume(): Promise<void> {
    try {
      const askedMs = this.#deps.clock.nowMs();
      const snapshot = await this.#deps.telephony.snapshot();
      this.#seats = snapshot.seats;
      this.#calls.keepOnly(snapshot, askedMs);
      await this.#writing;
      const lines = await this.#lines();
      const since = [...this.#calls.all()].map(([call, { queue }]) => ({ call, queue }));
      const there = { calls: [...snapshot.calls, ...since] };
      const { store, clock } = this.#deps;
      await endUnseenCalls({ store, lines }, there, clock.nowMs());
      this.#wake();
    } catch (error) {
      this.#failed('line.not-resumed', error);
    }
  }

  /** A snapshot that takes long is waited for, and not asked for twice. */
  async #askSeats(): Promise<void> {
    if (this.#state === 'down') return;
    this.#asking ??= this.#readSeats().finally(() => {
      this.#asking = undefined;
    });
    await this.#asking;
  }

  async #readSeats(): Promise<void> {
    try {
      const { seats } = await this.#deps.telephony.snapshot();
      if (JSON.stringify(seats) !== JSON.stringify(this.#seats)) {
        this.#seats = seats;
        this.#wake();
      }
    } catch (error) {
      this.#failed('line.not-seen', error);
    }
  }

  /** Said again and again: a PBX forgets them when it stops, another server may have changed one. */
  async #tellLimits(): Promise<void> {
    if (this.#state === 'down' || !this.#deps.telephony.hasPbx) return;
    try {
      await tellLimits(this.#deps, await this.#lines());
    } catch (error) {
      this.#failed('line.limits-not-told', error);
    }
  }

  async #tellQuiet(): Promise<void> {
    const { store, clock } = this.#deps;
    await tellQuiet({ store }, this.#quiet, clock.nowMs()).catch((error: unknown) =>
      this.#failed('line.not-told', error),
    );
  }

  #failed(what: string, error: unknown): void {
    const code = isAppError(error) ? error.code : error instanceof Error ? error.name : 'unknown';
    this.#deps.log.warn(what, { code });
  }
}
