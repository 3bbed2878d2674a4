import type { DayNow } from '../../../shared/card.ts';
import { localDay } from '../../../shared/local-day.ts';
import { isVerified } from '../../domain/agreement/agreement-check.ts';
import { countedAgreements } from '../../domain/indicators/agreement-sums.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Calls and agreements of the agent's day, as « Ma journée » counts them; told with each card, never asked for alone. */
export async function dayNow(
  rows: StoreReader,
  agent: Pick<AccountRow, 'id'>,
  nowMs: number,
): Promise<DayNow> {
  const period = localDay(nowMs);
  const ended = [...(await rows.calls.ofAgent(agent.id, period))];
  const calls = ended.reduce((sum, [, count]) => sum + count, 0);
  if (!ended.some(([code]) => isVerified(code))) return { calls, agreements: 0 };
  const agreements = countedAgreements(await rows.agreements.ofAgent(agent.id, period), nowMs + 1).length;
  return { calls, agreements };
}
