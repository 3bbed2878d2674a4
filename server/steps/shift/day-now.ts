import type { DayNow } from '../../../shared/card.ts';
import { HOUSE_ZONE, type Period, zoned } from '../../../shared/time.ts';
import { countedAgreements } from '../../domain/indicators/agreement-sums.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';

/** From midnight to midnight, house time. */
export function houseDay(nowMs: number): Period {
  const midnight = zoned(nowMs, HOUSE_ZONE).startOfDay();
  return { fromMs: midnight.epochMilliseconds, toMs: midnight.add({ days: 1 }).epochMilliseconds };
}

/** Calls and agreements of the agent's day, as « Ma journée » counts them; told with each card, never asked for alone. */
export function dayNow(rows: StoreReader, agent: Pick<AccountRow, 'id'>, nowMs: number): DayNow {
  const period = houseDay(nowMs);
  const calls = [...rows.calls.ofAgent(agent.id, period).values()].reduce((sum, count) => sum + count, 0);
  const agreements = countedAgreements(rows.agreements.ofAgent(agent.id, period), nowMs + 1).length;
  return { calls, agreements };
}
