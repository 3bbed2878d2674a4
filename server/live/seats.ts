import type { SeatId } from '../ports/telephony.ts';

/**
 * Who sits at which telephone, as agents say once a shift; memory only. A seat whose agent is not on a workstation any more is
 * free for the next one.
 */
export interface Seats {
  /** The seat that the agent said last. */
  of(agent: string): SeatId | undefined;
  /** Everybody who said so. */
  agents(): readonly string[];
  /** Sits down, and leaves the seat of before; false when somebody who is here sits there. */
  take(agent: string, seat: SeatId, here: ReadonlySet<string>): boolean;
}

export function openSeats(): Seats {
  const sitting = new Map<string, SeatId>();
  return {
    of: (agent) => sitting.get(agent),
    agents: () => [...sitting.keys()],
    take: (agent, seat, here) => {
      const others = [...sitting].filter(([who, at]) => at === seat && who !== agent);
      if (others.some(([who]) => here.has(who))) return false;
      for (const [who] of others) sitting.delete(who);
      sitting.set(agent, seat);
      return true;
    },
  };
}
