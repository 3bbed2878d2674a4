import { inTurn } from '../../../shared/in-turn.ts';
import { type IsoWeek, periodOfIsoWeek } from '../../../shared/time.ts';
import {
  type DueDelivery,
  deliveriesDue,
  timesOf,
  weeksAfterEnd,
} from '../../domain/delivery/week-schedule.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { owesAfterEnd } from './weekly-facts.ts';

/**
 * The weekly deliverables owed now for those campaigns, oldest first: those of their calendar, then the mandates file of a closed
 * campaign of which something came after: a mandate signed, an agreement corrected, an e-mail that did not arrive. Such a file
 * leaves only while the return file has not said everything; one week at a time, since a file takes all that is owed.
 */
export async function weeklyDue(
  rows: StoreReader,
  campaigns: readonly CampaignRow[],
  nowMs: number,
): Promise<readonly DueDelivery[]> {
  const delivered = await inTurn.flatMap(campaigns, ({ code }) => rows.deliveries.all(code));
  const planned = deliveriesDue({ campaigns, delivered, nowMs });
  const owing = new Set(planned.map(({ campaign }) => campaign));
  const after = await inTurn.flatMap(campaigns, async (campaign): Promise<DueDelivery[]> => {
    // The planned file takes what came since too.
    if (owing.has(campaign.code)) return [];
    const week = await inTurn.find(weeksAfterEnd(campaign, nowMs), (one) => owesMore(rows, campaign, one));
    if (week === undefined) return [];
    const times = timesOf(week);
    return [{ campaign: campaign.code, kind: 'weekly', week, ...times, isLate: nowMs >= times.deadlineMs }];
  });
  return [...planned, ...after];
}

async function owesMore(rows: StoreReader, campaign: CampaignRow, week: IsoWeek): Promise<boolean> {
  const { code } = campaign;
  const period = periodOfIsoWeek(week);
  if (!period || (await rows.deliveries.find(code, 'weekly', week))?.state === 'delivered') return false;
  return (
    !(await rows.deliveries.find(code, 'final', 'final')) && (await owesAfterEnd(rows, campaign, period))
  );
}
