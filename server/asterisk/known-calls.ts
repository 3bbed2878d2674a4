import type { Clock } from '../ports/clock.ts';
import type { CallEvent, LineCallId, QueueId, SeatId } from '../ports/telephony.ts';
import type { FoundCall } from './line-found.ts';

/** `asked`: a dial that the PBX has not begun. */
type Phase = 'asked' | 'dialling' | 'ringing' | 'waiting' | 'talking';

interface Known {
  phase: Phase;
  readonly queue?: QueueId;
  seat?: SeatId;
  readonly number?: string;
  readonly sinceMs: number;
  /** We asked for its end: whoever's leg falls first, the agent hung up. */
  isHungUp?: true;
}

/** Who the event is about: a caller of a queue, and the seat that it names. */
export interface CallerAt {
  readonly call: LineCallId;
  readonly queue: QueueId;
  readonly seat: SeatId;
  readonly number: string | undefined;
}

/** Channels that hung up, remembered: what still comes of one was late. */
const MOST_HUNG_UP = 1_000;

/**
 * The calls under way, from their first event to their last; tells what each event changes, and nothing when it changes nothing.
 * waiting → talking → over; asked → dialling → ringing → talking → over. Any may be missing, come twice or come late.
 */
export class KnownCalls {
  readonly #clock: Clock;
  readonly #tell: (event: CallEvent) => void;
  readonly #calls = new Map<LineCallId, Known>();
  readonly #hungUp = new Set<LineCallId>();

  constructor(clock: Clock, tell: (event: CallEvent) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  phaseOf(call: LineCallId): Phase | undefined {
    return this.#calls.get(call)?.phase;
  }

  /** A caller of a queue, and not whom a seat dialled. */
  isCaller(call: LineCallId): boolean {
    return this.#calls.get(call)?.queue !== undefined;
  }

  /** Callers who wait in that queue, the first who joined it first. */
  waitingIn(queue: QueueId): readonly LineCallId[] {
    return [...this.#calls].flatMap(([call, known]) =>
      known.phase === 'waiting' && known.queue === queue ? [call] : [],
    );
  }

  /** A caller waits in the queue; one who talked was handed over, which Asterisk does not say. */
  comes({ call, queue, number }: Omit<CallerAt, 'seat'>): void {
    const at = this.#calls.get(call);
    if (at?.queue === queue || this.#hungUp.has(call)) return;
    if (at?.phase === 'talking') this.ends(call, 'agent');
    // From queue to queue without an answer it is still the same wait.
    const sinceMs = at?.phase === 'waiting' ? at.sinceMs : this.#clock.nowMs();
    const shown = number === undefined ? {} : { number };
    // The order of the map is that of the queues: whoever comes from another joins at the end.
    this.#calls.delete(call);
    this.#calls.set(call, { phase: 'waiting', queue, sinceMs, ...shown });
    this.#tell({ kind: 'waiting', ...this.#told(call), queue, ...shown });
  }

  offers(caller: CallerAt): void {
    this.comes(caller);
    const { call, queue, seat, number } = caller;
    const shown = number === undefined ? {} : { number };
    if (this.phaseOf(call) === 'waiting')
      this.#tell({ kind: 'offered', ...this.#told(call), queue, seat, ...shown });
  }

  answers(call: LineCallId, seat: SeatId): void {
    const known = this.#calls.get(call);
    if (!known || known.phase === 'talking') return;
    known.phase = 'talking';
    known.seat = seat;
    const queue = known.queue === undefined ? {} : { queue: known.queue };
    this.#tell({ kind: 'answered', ...this.#told(call), ...queue, seat, waitMs: this.#waited(known) });
  }

  /** Only the talk of that seat for that queue: Asterisk ends the first talk of a caller handed over when the second does. */
  talkEnds({ call, queue, seat }: CallerAt, by: 'caller' | 'agent'): void {
    const known = this.#calls.get(call);
    if (known?.phase === 'talking' && known.queue === queue && known.seat === seat) this.ends(call, by);
  }

  abandons({ call, queue }: CallerAt): void {
    const known = this.#calls.get(call);
    if (known?.phase === 'waiting' && known.queue === queue) this.ends(call, 'caller');
  }

  hangsUp(call: LineCallId): void {
    if (!this.#calls.has(call)) return;
    this.#hungUp.add(call);
    const [oldest] = this.#hungUp;
    if (this.#hungUp.size > MOST_HUNG_UP && oldest !== undefined) this.#hungUp.delete(oldest);
    this.ends(call, 'caller');
  }

  /** We are about to ask for its end. */
  isHungUp(call: LineCallId): void {
    const known = this.#calls.get(call);
    if (known) known.isHungUp = true;
  }

  /** We are about to ask for this dial; `forget` takes it back where the PBX would not begin it. */
  dials(call: LineCallId, seat: SeatId): void {
    this.#hungUp.delete(call);
    this.#calls.set(call, { phase: 'asked', seat, sinceMs: this.#clock.nowMs() });
  }

  forget(call: LineCallId): void {
    if (this.phaseOf(call) === 'asked') this.#calls.delete(call);
  }

  /** A dialled call goes on; `ringing` is told once, whatever the network repeats. */
  rings(call: LineCallId, phase: 'dialling' | 'ringing'): void {
    const known = this.#calls.get(call);
    if (known?.seat === undefined || known.queue !== undefined) return;
    const isNext = known.phase === 'asked' || (known.phase === 'dialling' && phase === 'ringing');
    if (!isNext) return;
    known.phase = phase;
    this.#tell({ kind: phase, ...this.#told(call), seat: known.seat });
  }

  /** A dialled call has its answer, or what came instead. */
  dialEnds(call: LineCallId, how: 'answered' | 'busy' | 'unanswered' | 'failed'): void {
    const known = this.#calls.get(call);
    if (known?.seat === undefined || known.queue !== undefined || known.phase === 'talking') return;
    if (how === 'answered') this.answers(call, known.seat);
    else {
      this.#calls.delete(call);
      this.#tell({ kind: how, ...this.#told(call), seat: known.seat });
    }
  }

  /** The call is over, in whatever phase it was. */
  ends(call: LineCallId, by: 'caller' | 'agent' | 'line'): void {
    const known = this.#calls.get(call);
    if (!known) return;
    const { phase, queue, seat, isHungUp } = known;
    if (phase === 'dialling' || phase === 'ringing')
      this.dialEnds(call, phase === 'ringing' || isHungUp ? 'unanswered' : 'failed');
    this.#calls.delete(call);
    if (phase === 'waiting' && queue !== undefined)
      this.#tell({ kind: 'abandoned', ...this.#told(call), queue, waitMs: this.#waited(known) });
    if (phase === 'talking' && seat !== undefined)
      this.#tell({ kind: 'ended', ...this.#told(call), seat, by: isHungUp ? 'agent' : by });
  }

  /** Takes what is on the line now for true: tells the calls that came, were answered or ended unheard. */
  adopt(found: readonly FoundCall[]): void {
    const there = new Set(found.map(({ call }) => call));
    for (const call of [...this.#calls.keys()]) if (!there.has(call)) this.ends(call, 'line');
    for (const { call, queue, seat, number, isTalking } of found) {
      if (queue !== undefined) this.comes({ call, queue, number });
      else if (seat !== undefined && !this.#calls.has(call)) this.dials(call, seat);
      if (seat !== undefined && isTalking) this.answers(call, seat);
      else this.rings(call, 'dialling');
    }
  }

  #told(call: LineCallId) {
    return { atMs: this.#clock.nowMs(), call };
  }

  #waited({ sinceMs }: Known): number {
    return Math.max(0, this.#clock.nowMs() - sinceMs);
  }
}
