import type { Clock } from '../../../server/ports/clock.ts';
import type {
  Done,
  LineCallId,
  LineEvent,
  QueueId,
  QueueRank,
  SeatId,
  Telephony,
} from '../../../server/ports/telephony.ts';

type DialOrder = Parameters<Telephony['dial']>[0];

interface Seat {
  readonly seat: SeatId;
  isReady: boolean;
  queues: readonly QueueRank[];
}

interface Call {
  readonly call: LineCallId;
  queue?: QueueId;
  seat?: SeatId;
  readonly number?: string;
  readonly sinceMs: number;
  isAnswered: boolean;
}

/** A PBX played in memory: distributes as the real one does, and has callers whom a test moves. */
export interface ScriptedLine extends Telephony {
  /** Somebody calls; without a number it is withheld. */
  caller(queue: QueueId, number?: string): LineCallId;
  /** The caller, or the far end of a dialled call, hangs up. */
  leaves(call: LineCallId): void;
  /** What that number does when it is dialled; any other answers. */
  farEnd(number: string, does: 'busy' | 'unanswered' | 'failed' | 'rings'): void;
  /** The PBX is out of reach; calls go on. */
  cut(): void;
  /** The thresholds it was told, by name. */
  limits(): ReadonlyMap<string, number>;
  restore(): void;
}

/** No clock of its own, no delay: what follows from an act has been told when the act returns. */
export function scriptedLine(clock: Clock): ScriptedLine {
  const handlers = new Set<(event: LineEvent) => void>();
  const seats = new Map<SeatId, Seat>();
  const calls = new Map<LineCallId, Call>();
  const farEnds = new Map<string, 'busy' | 'unanswered' | 'failed' | 'rings'>();
  let missed: LineEvent[] | undefined;
  let last = 0;
  const limits = new Map<string, number>();

  const tell = (event: LineEvent) => {
    if (missed) missed.push(event);
    else for (const handler of [...handlers]) handler(event);
  };
  const told = (call: Call) => ({ atMs: clock.nowMs(), call: call.call });
  const shown = ({ number }: Call) => (number === undefined ? {} : { number });
  const isFree = ({ seat }: Seat) => ![...calls.values()].some((call) => call.seat === seat);
  const rankOf = ({ queues, isReady }: Seat, queue: QueueId) =>
    isReady ? queues.find((one) => one.queue === queue)?.rank : undefined;

  const join = (call: Call, seat: SeatId) => {
    call.seat = seat;
    call.isAnswered = true;
    const queue = call.queue === undefined ? {} : { queue: call.queue };
    tell({ kind: 'answered', ...told(call), ...queue, seat, waitMs: clock.nowMs() - call.sinceMs });
  };
  /** Longest waiting first, to the free seat of the lowest rank. */
  const distribute = () => {
    for (const call of calls.values()) {
      const { queue } = call;
      if (queue === undefined || call.seat !== undefined) continue;
      const [best] = [...seats.values()]
        .filter((seat) => rankOf(seat, queue) !== undefined && isFree(seat))
        .sort((a, b) => (rankOf(a, queue) ?? 0) - (rankOf(b, queue) ?? 0));
      if (!best) continue;
      tell({ kind: 'offered', ...told(call), queue, seat: best.seat, ...shown(call) });
      join(call, best.seat);
    }
  };
  const end = (call: Call, by: 'caller' | 'agent') => {
    calls.delete(call.call);
    const { queue, seat } = call;
    if (call.isAnswered && seat !== undefined) tell({ kind: 'ended', ...told(call), seat, by });
    else if (queue !== undefined)
      tell({ kind: 'abandoned', ...told(call), queue, waitMs: clock.nowMs() - call.sinceMs });
    else if (seat !== undefined) tell({ kind: 'unanswered', ...told(call), seat });
    distribute();
  };
  const whileReached = async (act: () => Done): Promise<Done> => (missed ? 'unavailable' : act());
  const dial = ({ seat, number, callId }: DialOrder): Done => {
    if (calls.has(callId)) return 'done';
    const open = seats.get(seat);
    if (!open || !isFree(open)) return 'unavailable';
    const call: Call = { call: callId, seat, number, sinceMs: clock.nowMs(), isAnswered: false };
    calls.set(callId, call);
    tell({ kind: 'dialling', ...told(call), seat });
    const does = farEnds.get(number);
    if (does === undefined || does === 'rings') tell({ kind: 'ringing', ...told(call), seat });
    if (does === undefined) join(call, seat);
    else if (does !== 'rings') {
      calls.delete(callId);
      tell({ kind: does, ...told(call), seat });
    }
    return 'done';
  };

  return {
    hasPbx: true,
    follow: (handler) => {
      const own = (event: LineEvent) => handler(event);
      handlers.add(own);
      own({ kind: 'line', atMs: clock.nowMs(), state: missed ? 'down' : 'up' });
      return () => void handlers.delete(own);
    },
    snapshot: async () => ({
      seats: [...seats.values()].map((seat) => ({ ...seat, state: isFree(seat) ? 'free' : 'talking' })),
      calls: [...calls.values()].map(({ sinceMs: _, isAnswered: __, ...call }) => call),
    }),
    openSeat: (seat) =>
      whileReached(() => {
        if (!seats.has(seat)) seats.set(seat, { seat, isReady: false, queues: [] });
        return 'done';
      }),
    setReady: (seat, isReady, queues) =>
      whileReached(() => {
        const open = seats.get(seat);
        if (!open) return 'unavailable';
        Object.assign(open, { isReady, queues });
        distribute();
        return 'done';
      }),
    dial: (order) => whileReached(() => dial(order)),
    hangUp: (id) =>
      whileReached(() => {
        const call = calls.get(id);
        if (!call) return 'gone';
        end(call, 'agent');
        return 'done';
      }),
    handOver: (id, to) =>
      whileReached(() => {
        const call = calls.get(id);
        if (!call) return 'gone';
        if (!call.isAnswered || call.queue === undefined) return 'unavailable';
        end(call, 'agent');
        const moved = { call: id, queue: to, sinceMs: clock.nowMs(), isAnswered: false, ...shown(call) };
        calls.set(id, moved);
        tell({ kind: 'waiting', ...told(moved), queue: to, ...shown(moved) });
        distribute();
        return 'done';
      }),
    setLimit: ({ name, max }) =>
      whileReached(() => {
        limits.set(name, max);
        return 'done';
      }),
    limits: () => limits,
    check: async () => {},
    close: async () => handlers.clear(),
    caller: (queue, number) => {
      const call: Call = {
        call: `appel-${++last}`,
        queue,
        sinceMs: clock.nowMs(),
        isAnswered: false,
        ...(number === undefined ? {} : { number }),
      };
      calls.set(call.call, call);
      tell({ kind: 'waiting', ...told(call), queue, ...shown(call) });
      distribute();
      return call.call;
    },
    leaves: (id) => {
      const call = calls.get(id);
      if (call) end(call, 'caller');
    },
    farEnd: (number, does) => void farEnds.set(number, does),
    cut: () => {
      tell({ kind: 'line', atMs: clock.nowMs(), state: 'down' });
      missed ??= [];
    },
    restore: () => {
      const late = missed ?? [];
      missed = undefined;
      tell({ kind: 'line', atMs: clock.nowMs(), state: 'up' });
      for (const event of late) tell(event);
    },
  };
}
