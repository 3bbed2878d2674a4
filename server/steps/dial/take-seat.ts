import { setTimeout as pause } from 'node:timers/promises';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SeatId, Telephony } from '../../ports/telephony.ts';
import { noLine, seatSilent, seatTaken } from './dial-refusals.ts';

interface SeatDeps {
  readonly telephony: Pick<Telephony, 'hasPbx' | 'openSeat'>;
  readonly seats: { take(agent: string, seat: SeatId, here: ReadonlySet<string>): boolean };
  readonly live: { listening(): ReadonlySet<string> };
}

/** A workstation waits fifteen seconds for an answer: before them it is told that the telephone rings for nothing. */
const PATIENCE_MS = 12_000;

/**
 * The agent says at which telephone they sit: it rings, and once picked up its line is open for the shift. Said again it
 * changes nothing, and rings only where the line was closed. AppErrors `line-absent`, `seat-taken`, `seat-silent`.
 */
export async function takeSeat(
  { telephony, seats, live }: SeatDeps,
  { agent, seat }: { readonly agent: Pick<AccountRow, 'id'>; readonly seat: SeatId },
): Promise<void> {
  if (!telephony.hasPbx) throw noLine();
  if (!seats.take(agent.id, seat, live.listening())) throw seatTaken();
  await openSeatSoon(telephony, seat);
}

/** Rings the seat's telephone unless its line is open already. AppError `seat-silent`. */
export async function openSeatSoon(telephony: Pick<Telephony, 'openSeat'>, seat: SeatId): Promise<void> {
  const waited = new AbortController();
  const late = pause(PATIENCE_MS, 'unavailable' as const, { signal: waited.signal, ref: false });
  late.catch(() => undefined);
  const opened = await Promise.race([telephony.openSeat(seat), late]);
  waited.abort();
  if (opened !== 'done') throw seatSilent();
}
