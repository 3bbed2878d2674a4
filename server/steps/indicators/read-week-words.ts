import { inTurn } from '../../../shared/in-turn.ts';
import type { IsoWeek } from '../../../shared/time.ts';
import { commentToTell, lateWords } from '../../domain/review/week-comment.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';

/**
 * What report and review of a week carry of the lead's words, one a line: those of the week, then those of earlier weeks
 * that nobody had approved when their report left. Undefined when there are none.
 */
export async function readWeekWords(
  rows: StoreReader,
  campaign: CampaignRow,
  week: IsoWeek,
): Promise<string | undefined> {
  const told = (
    await inTurn.flatMap(
      (await rows.campaigns.all()).filter(({ charity }) => charity === campaign.charity),
      ({ code }) => rows.deliveries.all(code),
    )
  ).filter(({ kind, period }) => kind === 'charity-report' && period < week);
  const builtAtMs = Math.max(0, ...told.map((one) => one.builtAtMs));
  const weeks = [...new Set(told.map(({ period }) => period))].sort();
  const words = [
    commentToTell(await rows.weekComments.ofWeek(campaign.code, week)),
    ...(await inTurn.map(weeks, async (one) =>
      lateWords(await rows.weekComments.ofWeek(campaign.code, one), builtAtMs),
    )),
  ].filter((text) => text !== undefined);
  return words.length === 0 ? undefined : words.join('\n');
}
