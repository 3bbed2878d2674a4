import type { MyDay } from '../../../shared/card.ts';
import { countryFacts } from '../../../shared/country.ts';
import { REPORT_CURRENCY } from '../../../shared/currency.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { localDay } from '../../../shared/local-day.ts';
import { money } from '../../../shared/money.ts';
import { shownNumber } from '../../domain/campaign/shown-number.ts';
import { countedAgreements, upliftsOf } from '../../domain/indicators/agreement-sums.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { observationsLeft } from '../agreement/agent-observations.ts';

/** An agent's own figures since midnight (house time), counted from the flags of the dispositions table. */
export async function readMyDay(
  deps: { readonly store: Store; readonly clock: Clock },
  agent: Pick<AccountRow, 'id' | 'campaigns'>,
): Promise<MyDay> {
  const nowMs = deps.clock.nowMs();
  const period = localDay(nowMs);
  return await deps.store.read(async (rows) => {
    const agreements = countedAgreements(await rows.agreements.ofAgent(agent.id, period), nowMs + 1);
    const uplifts = upliftsOf(agreements);
    const counted = [...(await rows.calls.ofAgent(agent.id, period))].map(([code, calls]) => ({
      calls,
      row: dispositionOf(code),
    }));
    const sum = (flag?: 'useful' | 'pitched' | 'oneOff') =>
      counted.reduce((total, { calls, row }) => {
        // An argued call that stays open is not yet a pitched contact (docs/rules/dispositions.md).
        const counts = flag === undefined || (row?.isFinal === true && row[flag]);
        return total + (counts ? calls : 0);
      }, 0);
    const observations = await observationsLeft(rows, agent);
    const campaign = await rows.campaigns.byCode(agent.campaigns[0] ?? '');
    const currency = campaign ? countryFacts(campaign.country).currency : REPORT_CURRENCY;
    return {
      calls: sum(),
      useful: sum('useful'),
      pitched: sum('pitched'),
      agreements: agreements.length,
      oneOffGifts: sum('oneOff'),
      uplifts: uplifts.length > 0 ? uplifts : [money(0, currency)],
      callbacksToday: await rows.records.callbacksOf(agent.id, period.toMs - 1),
      ...(observations > 0 ? { observations } : {}),
      shownNumbers: await inTurn.flatMap(agent.campaigns, async (code) => {
        const row = await rows.campaigns.byCode(code);
        const number = row && shownNumber(row);
        return number === undefined ? [] : [{ campaign: code, number }];
      }),
      ...((await mayBeListened(rows, agent.campaigns)) && { isListened: true }),
      productionSeconds: await rows.floor.productionSeconds({ agent: agent.id }, period, nowMs),
    };
  });
}

/** An open campaign whose donors are told so: the agent is told as well. */
async function mayBeListened(rows: StoreReader, campaigns: readonly string[]): Promise<boolean> {
  return await inTurn.some(campaigns, async (code) => {
    const row = await rows.campaigns.byCode(code);
    return row?.state === 'open' && row.settings.listening !== 'none';
  });
}
