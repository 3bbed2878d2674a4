import { isoWeekOf, periodOfIsoWeek } from '../../../shared/time.ts';
import { campaignCharts } from '../../domain/report/campaign-week.ts';
import type { Charts } from '../../ports/charts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { refuseErased, weekUnknown } from '../find-campaign.ts';
import { readCampaignWeek } from '../indicators/read-campaign-week.ts';
import { type Observation, observed } from './observe-campaign.ts';

export interface ObservedPicture {
  /** The finding, in one sentence. */
  readonly title: string;
  readonly alt: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly svg: string;
}

/** Where the campaign stands and how far it reaches: the others say by which hour and theme, which the report does. */
const SHOWN = 2;

/** Pictures of the campaign now, those of its weekly report. AppErrors `campaign-unknown`, `campaign-purged`. */
export async function observePictures(
  { store, clock, charts }: { readonly store: Store; readonly clock: Clock; readonly charts: Charts },
  request: Observation,
): Promise<readonly ObservedPicture[]> {
  const nowMs = clock.nowMs();
  const period = periodOfIsoWeek(isoWeekOf(nowMs));
  if (!period) throw weekUnknown();
  const week = await store.survey(async (rows) => {
    const campaign = await observed(rows, request);
    refuseErased(campaign.state);
    return await readCampaignWeek(rows, { campaign, period, nowMs });
  });
  const specs = campaignCharts(week).slice(0, SHOWN);
  return await Promise.all(
    specs.map(async (spec) => {
      const { title, alt, widthPx, heightPx } = spec;
      return { title, alt, widthPx, heightPx, svg: await charts.svg(spec) };
    }),
  );
}
