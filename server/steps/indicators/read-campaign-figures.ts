import { type IsoWeek, isoWeekOf, periodOfIsoWeek } from '../../../shared/time.ts';
import type { Forecast } from '../../domain/indicators/indicator-forecast.ts';
import { type Indicator, indicators } from '../../domain/indicators/indicators.ts';
import type { ObjectionFigure } from '../../domain/indicators/objection-figures.ts';
import { reportLines } from '../../domain/report/report-workbook.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { campaignInView, weekUnknown } from '../find-campaign.ts';
import { readFigures } from './read-figures.ts';
import { readForecast } from './read-forecast.ts';
import { readObjections } from './read-objections.ts';

export interface CampaignFigures {
  readonly campaign: string;
  readonly name: string;
  readonly currency: string;
  readonly week: IsoWeek;
  /** The week goes on: its figures will change. */
  readonly isRunning: boolean;
  /** Number, label, week, cumulated, target, distance, as French text. */
  readonly lines: readonly (readonly string[])[];
  readonly indicators: readonly Indicator[];
  readonly forecast: Forecast | null;
  /** Heard in the calls of the week, most heard first. */
  readonly objections: readonly ObjectionFigure[];
}

export interface CampaignFiguresRequest {
  readonly campaign: string;
  /** Default: the present week. */
  readonly week?: IsoWeek | undefined;
  readonly account: AccountRow;
}

/**
 * The 14 indicators of a campaign, now or at the end of a week. AppErrors `campaign-unknown`, `campaign-purged`,
 * `week-unknown`.
 */
export function readCampaignFigures(
  deps: { readonly store: Store; readonly clock: Clock },
  request: CampaignFiguresRequest,
): CampaignFigures {
  const nowMs = deps.clock.nowMs();
  const week = request.week ?? isoWeekOf(nowMs);
  const period = periodOfIsoWeek(week);
  if (!period) throw weekUnknown();
  const { campaign, input, objections, forecast } = deps.store.read((rows) => {
    const row = campaignInView(rows, request.campaign, request.account);
    const figures = readFigures(rows, { campaign: row, period, nowMs });
    const agreements = figures.agreements.facts;
    const objections = readObjections(rows, { campaign: row.code, period, agreements });
    const forecast = readForecast(rows, { campaign: row, period, nowMs }, figures.input);
    return { campaign: row, objections, forecast, ...figures };
  });
  const all = indicators(input);
  return {
    campaign: campaign.code,
    name: campaign.name,
    currency: input.currency,
    week,
    isRunning: nowMs < period.toMs,
    lines: reportLines(input, all),
    indicators: all,
    forecast: forecast ?? null,
    objections,
  };
}
