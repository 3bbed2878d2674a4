import type { Chance, Clock } from '../ports/clock.ts';
import type {
  CurrentCall,
  Done,
  LineEvent,
  QueueId,
  QueueRank,
  SeatId,
  Telephony,
} from '../ports/telephony.ts';

/** A line without a PBX: what the telephone does is what the agent says by a key. */
export type ManualLine = Telephony & Required<Pick<Telephony, 'pickedUp'>>;

interface Seat {
  isReady: boolean;
  queues: readonly QueueRank[];
  call?: CurrentCall & { readonly queue: QueueId };
}

/**
 * The default line: nothing need be installed. Who rings, who hangs up first and how long somebody waited is not known here,
 * and is not made up: no `waiting`, no `abandoned`, no number, and every end is the agent's.
 */
export function openManualLine({ clock, chance }: { clock: Clock; chance: Chance }): ManualLine {
  const handlers = new Set<(event: LineEvent) => void>();
  const seats = new Map<SeatId, Seat>();
  const tell = (event: LineEvent) => {
    for (const handler of [...handlers]) handler(event);
  };
  const unavailable = async (): Promise<Done> => 'unavailable';

  return {
    hasPbx: false,
    follow: (handler) => {
      const own = (event: LineEvent) => handler(event);
      handlers.add(own);
      return () => void handlers.delete(own);
    },
    snapshot: async () => ({
      seats: [...seats].map(([seat, { isReady, queues, call }]) => ({
        seat,
        state: call ? 'talking' : 'free',
        isReady,
        queues,
      })),
      calls: [...seats.values()].flatMap(({ call }) => call ?? []),
    }),
    openSeat: async (seat) => {
      if (!seats.has(seat)) seats.set(seat, { isReady: false, queues: [] });
      return 'done';
    },
    setReady: async (seat, isReady, queues) => {
      const open = seats.get(seat);
      if (!open) return 'unavailable';
      Object.assign(open, { isReady, queues });
      return 'done';
    },
    pickedUp: (seat, queue) => {
      const open = seats.get(seat);
      if (!open) return 'unavailable';
      if (open.call) return open.call.call;
      const call = chance.uuid();
      open.call = { call, queue, seat };
      const atMs = clock.nowMs();
      tell({ kind: 'offered', atMs, call, queue, seat });
      tell({ kind: 'answered', atMs, call, queue, seat, waitMs: 0 });
      return call;
    },
    hangUp: async (call) => {
      const found = [...seats].find(([, open]) => open.call?.call === call);
      if (!found) return 'gone';
      const [seat, open] = found;
      delete open.call;
      tell({ kind: 'ended', atMs: clock.nowMs(), call, seat, by: 'agent' });
      return 'done';
    },
    dial: unavailable,
    handOver: unavailable,
    setLimit: unavailable,
    check: async () => {},
    close: async () => handlers.clear(),
  };
}
