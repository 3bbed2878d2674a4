import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '../../shared/errors.ts';
import type { SeatCall, SeatNow } from '../../shared/line-seat.ts';
import type {
  CallEvent,
  DialOrder,
  Done,
  LineCallId,
  LineEvent,
  QueueId,
  QueueRank,
  SeatId,
  Telephony,
} from '../ports/telephony.ts';
import { openSeats, type Seats } from './seats.ts';

/** A caller who came to a seat, as the house needs them until the seat lets them go. */
interface SeatedCaller {
  readonly seat: SeatId;
  readonly queue: QueueId;
  /** E.164; absent when withheld. It goes no further than this memory. */
  readonly number?: string;
  readonly atMs: number;
  readonly isOver: boolean;
  /** The seat rang them, as they had hung up before. */
  readonly isBack?: true;
}

/**
 * The forms of callers who come together are on their screens before the PBX is asked who of the team is there: it lists every
 * seat and every call. Nobody has said yet that they are to be passed on. Milliseconds.
 */
const LOOK_AFTER_MS = 250;

/**
 * The telephones of the seats that badges have opened: whether callers are given to them, and who is at which. One caller at a
 * seat: while they talk, and until what was said is saved, no other comes. Memory only.
 */
export interface SeatLines {
  /** Only the server does; the returned function stops it. */
  begin(): () => void;
  /** The seat takes callers of these queues, its line open, or none for now; while it has a caller, after them. */
  setReady(seat: SeatId, isReady: boolean, queues: SeatQueues): Promise<Done>;
  now(seat: SeatId): SeatNow;
  /** Who that call is; undefined for one that no such seat has. */
  caller(call: LineCallId): SeatedCaller | undefined;
  /**
   * The seat rings that number, which is its caller from now on as one who called; no other comes meanwhile. `unavailable`: it
   * has a caller, takes none, or its line is not free, and nothing rang.
   */
  ringBack(order: DialOrder & { readonly queue: QueueId; readonly atMs: number }): Promise<Done>;
  /** Nothing is known of that caller any more, and another may come. */
  letGo(call: LineCallId): void;
  /**
   * Gives a turn at once, then at each change, until `signal` aborts; then the seat takes no callers. Whom it has is kept so many
   * milliseconds more: who looked at it may come back over a network that was cut.
   */
  turns(seat: SeatId, signal: AbortSignal | undefined, keepMs?: number): AsyncGenerator<SeatNow>;
}

/** Whose callers a seat takes, and where it passes them on. */
interface SeatQueues {
  readonly ranks: readonly QueueRank[];
  readonly team: QueueId;
}

interface Opened {
  readonly queues: SeatQueues;
  readonly isReady: boolean;
}

type Line = Pick<Telephony, 'hasPbx' | 'follow' | 'openSeat' | 'setReady' | 'dial' | 'hangUp' | 'snapshot'>;

/** @internal for tests */
export function openSeatLines(telephony: Line): SeatLines {
  return new FollowedSeats(telephony);
}

/** Who sits where, and whom they have: empty when the server starts. */
export function openSeatMemory(telephony: Line): { readonly seats: Seats; readonly seatLines: SeatLines } {
  return { seats: openSeats(), seatLines: openSeatLines(telephony) };
}

class FollowedSeats implements SeatLines {
  readonly #telephony: Line;
  readonly #seats = new Map<SeatId, Opened>();
  /** Numbers of callers who wait: a seat may answer one that was never offered to it. */
  readonly #waiting = new Map<LineCallId, { readonly queue: QueueId; readonly number?: string }>();
  readonly #callers = new Map<LineCallId, SeatedCaller>();
  readonly #wakes = new Map<SeatId, Set<() => void>>();
  /** Queues that somebody answers, as the PBX said when the last caller came. */
  #teams: ReadonlySet<QueueId> = new Set();
  #looking: Promise<void> | undefined;
  #state: 'up' | 'down' = 'down';

  constructor(telephony: Line) {
    this.#telephony = telephony;
  }

  begin(): () => void {
    return this.#telephony.follow((event) => this.#hear(event));
  }

  async setReady(seat: SeatId, isReady: boolean, queues: SeatQueues): Promise<Done> {
    this.#seats.set(seat, { isReady, queues });
    this.#wake(seat);
    return await this.#telephony.setReady(seat, isReady && !this.#callAt(seat), queues.ranks);
  }

  now(seat: SeatId): SeatNow {
    const line = this.#telephony.hasPbx ? this.#state : 'manual';
    const { isReady = false, queues } = this.#seats.get(seat) ?? {};
    const isTeamThere = queues !== undefined && this.#teams.has(queues.team);
    const call = this.#callAt(seat);
    return { line, isReady, isTeamThere, ...(call && { call }) };
  }

  caller(call: LineCallId): SeatedCaller | undefined {
    return this.#callers.get(call);
  }

  async ringBack(order: DialOrder & { readonly queue: QueueId; readonly atMs: number }): Promise<Done> {
    const { seat, callId, queue, number, atMs } = order;
    const open = this.#seats.get(seat);
    if (!open?.isReady || this.#callAt(seat)) return 'unavailable';
    this.#callers.set(callId, { seat, queue, number, atMs, isOver: false, isBack: true });
    this.#wake(seat);
    const { ranks } = open.queues;
    await this.#telephony.setReady(seat, false, ranks);
    const done = await this.#telephony.dial(order);
    if (done === 'done') return done;
    this.letGo(callId);
    await this.#telephony.setReady(seat, open.isReady && !this.#callAt(seat), ranks);
    return 'unavailable';
  }

  letGo(call: LineCallId): void {
    const { seat } = this.#callers.get(call) ?? {};
    this.#callers.delete(call);
    if (seat !== undefined) this.#wake(seat);
  }

  async *turns(seat: SeatId, signal: AbortSignal | undefined, keepMs = 0): AsyncGenerator<SeatNow> {
    let turn = Promise.withResolvers<void>();
    const woken = () => turn.resolve();
    const wakes = this.#wakes.get(seat) ?? new Set();
    this.#wakes.set(seat, wakes.add(woken));
    signal?.addEventListener('abort', woken);
    let told = '';
    try {
      while (!signal?.aborted) {
        turn = Promise.withResolvers();
        const now = this.now(seat);
        const words = JSON.stringify(now);
        // Woken for nothing that it did not know: a screen painted again would be in the way of another's caller.
        if (words !== told) yield now;
        told = words;
        await turn.promise;
      }
    } finally {
      signal?.removeEventListener('abort', woken);
      wakes.delete(woken);
      if (wakes.size === 0) await this.#leave(seat, keepMs);
    }
  }

  /** Nobody looks at that seat: nobody else comes. */
  async #leave(seat: SeatId, keepMs: number): Promise<void> {
    const open = this.#seats.get(seat);
    this.#wakes.delete(seat);
    if (open) this.#seats.set(seat, { ...open, isReady: false });
    await this.#telephony.setReady(seat, false, open?.queues.ranks ?? []);
    if (keepMs === 0) return await this.#forget(seat);
    void pause(keepMs, undefined, { ref: false }).then(() => this.#forget(seat));
  }

  /** Whom it had is gone from memory, unless somebody looks at it again. */
  async #forget(seat: SeatId): Promise<void> {
    if (this.#wakes.has(seat)) return;
    this.#seats.delete(seat);
    const had = this.#callAt(seat);
    if (had) this.#callers.delete(had.callId);
    // Nobody says by a key any more that it is over; behind a PBX a voice goes on without us.
    if (had && !this.#telephony.hasPbx) await this.#telephony.hangUp(had.callId);
  }

  #callAt(seat: SeatId): SeatCall | undefined {
    for (const [callId, { seat: at, atMs, isOver, isBack }] of this.#callers)
      if (at === seat) return { callId, atMs, isOver, ...(isBack && { isBack }) };
    return undefined;
  }

  #wake(seat: SeatId): void {
    for (const wake of this.#wakes.get(seat) ?? []) wake();
  }

  #hear(event: LineEvent): void {
    if (event.kind === 'line') this.#hearLine(event.state);
    else this.#hearCall(event);
  }

  #hearLine(state: 'up' | 'down'): void {
    const isBack = state === 'up' && this.#state === 'down';
    this.#state = state;
    for (const seat of this.#seats.keys()) {
      if (isBack) void this.#reopen(seat);
      this.#wake(seat);
    }
  }

  /** The PBX forgot its seats if it stopped: their telephones ring once, and callers come again. */
  async #reopen(seat: SeatId): Promise<void> {
    if ((await this.#telephony.openSeat(seat)) !== 'done') return;
    const open = this.#seats.get(seat);
    if (open) await this.setReady(seat, open.isReady, open.queues);
  }

  #hearCall(event: CallEvent): void {
    const { call, kind } = event;
    if (kind === 'waiting') {
      this.#waiting.set(call, event);
      this.#isNoMore(call);
    }
    if (kind === 'offered') this.#waiting.set(call, event);
    if (kind === 'answered') this.#answered(event);
    if (kind === 'abandoned') this.#waiting.delete(call);
    if (kind === 'ended' || kind === 'busy' || kind === 'unanswered' || kind === 'failed') {
      this.#waiting.delete(call);
      this.#isNoMore(call);
    }
  }

  #answered({ call, seat, atMs }: CallEvent & { kind: 'answered' }): void {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    const open = this.#seats.get(seat);
    if (!open || !waiting || this.#callers.has(call)) return;
    // Of one that was never ended here, nothing may be saved any more.
    for (const [before, caller] of this.#callers) if (caller.seat === seat) this.#callers.delete(before);
    const { queue, number } = waiting;
    this.#callers.set(call, { seat, queue, atMs, isOver: false, ...(number !== undefined && { number }) });
    this.#wake(seat);
    void this.#telephony.setReady(seat, false, open.queues.ranks);
    void this.#lookForTeams();
  }

  /**
   * Asked at every caller alike, and once for those who come together: what a seat asks when it is about to pass somebody on
   * would tell of them.
   */
  async #lookForTeams(): Promise<void> {
    if (!this.#telephony.hasPbx) return;
    this.#looking ??= pause(LOOK_AFTER_MS, undefined, { ref: false })
      .then(() => this.#answeredQueues())
      .finally(() => {
        this.#looking = undefined;
      });
    await this.#looking;
    for (const seat of this.#seats.keys()) this.#wake(seat);
  }

  /** A PBX that does not answer passes nobody on. */
  async #answeredQueues(): Promise<void> {
    try {
      const { seats } = await this.#telephony.snapshot();
      const ready = seats.filter(({ isReady, state }) => isReady && state !== 'preparing');
      this.#teams = new Set(ready.flatMap(({ queues }) => queues.map(({ queue }) => queue)));
    } catch (error) {
      if (!isAppError(error)) throw error;
      this.#teams = new Set();
    }
  }

  /** The seat has them no more: they hung up, or wait for the charity's team. */
  #isNoMore(call: LineCallId): void {
    const caller = this.#callers.get(call);
    if (!caller || caller.isOver) return;
    this.#callers.set(call, { ...caller, isOver: true });
    this.#wake(caller.seat);
  }
}
