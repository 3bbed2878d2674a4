import type {
  CallEvent,
  LineCallId,
  LineEvent,
  LineSnapshot,
  QueueId,
  SeatId,
} from '../../ports/telephony.ts';

/** A caller on the line now. Who it is, is not known here: numbers are let go where they come in. */
export interface CallNow {
  readonly queue: QueueId;
  readonly waitingAtMs: number;
  readonly seat: SeatId | null;
  readonly isTalking: boolean;
}

/** What an event changes of a caller of a queue, for those who write it down. */
export interface CallChange extends Pick<CallNow, 'queue' | 'waitingAtMs' | 'seat'> {
  readonly kind: 'waiting' | 'offered' | 'answered' | 'ended' | 'abandoned';
  readonly call: LineCallId;
  readonly atMs: number;
}

const DIALLED: readonly CallEvent['kind'][] = ['dialling', 'ringing', 'busy', 'unanswered', 'failed'];

/**
 * The callers under way, by what the line tells: each event is taken once, whatever is missing before it. Calls that a seat dials
 * are not its own.
 */
export class CallsNow {
  readonly #calls = new Map<LineCallId, CallNow>();
  readonly #freed = new Map<SeatId, number>();

  all(): ReadonlyMap<LineCallId, CallNow> {
    return this.#calls;
  }

  /** When the last caller of each seat left it. */
  freed(): ReadonlyMap<SeatId, number> {
    return this.#freed;
  }

  /** Undefined where nothing changes. */
  hear(event: LineEvent): CallChange | undefined {
    if (event.kind === 'line' || DIALLED.includes(event.kind)) return undefined;
    const before = this.#calls.get(event.call);
    const next = callAfter(event, before);
    if (!next) return undefined;
    const isOver = event.kind === 'ended' || event.kind === 'abandoned';
    if (isOver) this.#calls.delete(event.call);
    else this.#calls.set(event.call, next);
    const { queue, waitingAtMs, seat } = next;
    if (isOver && seat !== null) this.#freed.set(seat, event.atMs);
    const kind = event.kind as CallChange['kind'];
    return { kind, call: event.call, atMs: event.atMs, queue, waitingAtMs, seat };
  }

  /** Only those of the snapshot are still there; answers those that are not. Those that came after `askedMs` are not judged. */
  keepOnly({ calls }: LineSnapshot, askedMs: number): readonly LineCallId[] {
    const there = new Set(calls.map(({ call }) => call));
    const gone = [...this.#calls].filter(
      ([call, { waitingAtMs }]) => !there.has(call) && waitingAtMs < askedMs,
    );
    for (const [call] of gone) this.#calls.delete(call);
    return gone.map(([call]) => call);
  }
}

function callAfter(event: CallEvent, before: CallNow | undefined): CallNow | undefined {
  const { atMs } = event;
  switch (event.kind) {
    case 'waiting':
      if (before?.queue === event.queue) return undefined;
      // From queue to queue without an answer it is still the same wait.
      return {
        queue: event.queue,
        waitingAtMs: before ? before.waitingAtMs : atMs,
        seat: null,
        isTalking: false,
      };
    case 'offered':
      if (before?.isTalking) return undefined;
      return { ...came(event.queue, before, atMs), seat: event.seat };
    case 'answered':
      if (before?.isTalking || (event.queue === undefined && !before)) return undefined;
      return {
        ...came(event.queue ?? before?.queue ?? '', before, atMs - event.waitMs),
        seat: event.seat,
        isTalking: true,
      };
    case 'ended':
      return before?.isTalking ? before : undefined;
    case 'abandoned':
      return before?.isTalking ? undefined : came(event.queue, before, atMs - event.waitMs);
    default:
      return undefined;
  }
}

const came = (queue: QueueId, before: CallNow | undefined, waitingAtMs: number): CallNow =>
  before ?? { queue, waitingAtMs, seat: null, isTalking: false };
