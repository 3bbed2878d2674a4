import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import { type IsoWeek, isoWeekOf, periodOfIsoWeek } from '../../../shared/time.ts';
import type { HeardTable } from '../../domain/indicators/heard-figures.ts';
import type { Forecast } from '../../domain/indicators/indicator-forecast.ts';
import { type Indicator, indicators } from '../../domain/indicators/indicators.ts';
import type { SatisfactionFigure } from '../../domain/indicators/satisfaction-figures.ts';
import { reportLines } from '../../domain/report/report-workbook.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { campaignInView, weekUnknown } from '../find-campaign.ts';
import { readSatisfactionFigures } from './read-experience.ts';
import { readFigures } from './read-figures.ts';
import { readForecast } from './read-forecast.ts';
import { readHeard } from './read-heard.ts';

export interface CampaignFigures {
  readonly campaign: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly currency: string;
  readonly week: IsoWeek;
  /** The week goes on: its figures will change. */
  readonly isRunning: boolean;
  /** Number, label, week, cumulated, target, distance, as French text. */
  readonly lines: readonly (readonly string[])[];
  readonly indicators: readonly Indicator[];
  readonly forecast: Forecast | null;
  /** How donors lived the calls, the week and since the beginning. */
  readonly satisfaction: readonly SatisfactionFigure[];
  /** What donors said in the calls of the week. */
  readonly heard: readonly HeardTable[];
}

export interface CampaignFiguresRequest {
  readonly campaign: string;
  /** Default: the present week. */
  readonly week?: IsoWeek | undefined;
  readonly account: AccountRow;
}

/**
 * The 14 indicators of a campaign, now or at the end of a week, and what its donors said. AppErrors `campaign-unknown`,
 * `campaign-purged`, `week-unknown`.
 */
export async function readCampaignFigures(
  deps: FiguresDeps,
  request: CampaignFiguresRequest,
): Promise<CampaignFigures> {
  return await figuresAt(deps, request, readHeard);
}

/** The indicators alone, for a board that asks every minute. Same AppErrors. */
export async function readIndicators(
  deps: FiguresDeps,
  request: CampaignFiguresRequest,
): Promise<Pick<CampaignFigures, 'lines' | 'indicators'>> {
  return await figuresAt(deps, request, async () => []);
}

interface FiguresDeps {
  readonly store: Store;
  readonly clock: Clock;
}

async function figuresAt(
  deps: FiguresDeps,
  request: CampaignFiguresRequest,
  heardIn: typeof readHeard,
): Promise<CampaignFigures> {
  const nowMs = deps.clock.nowMs();
  const week = request.week ?? isoWeekOf(nowMs);
  const period = periodOfIsoWeek(week);
  if (!period) throw weekUnknown();
  const { campaign, input, heard, forecast, satisfaction } = await deps.store.survey(async (rows) => {
    const row = await campaignInView(rows, request.campaign, request.account);
    const figures = await readFigures(rows, { campaign: row, period, nowMs });
    const heard = await heardIn(rows, { campaign: row, period, agreements: figures.agreements.facts });
    const forecast = await readForecast(rows, { campaign: row, period, nowMs }, figures.input);
    const of = { code: row.code, input: figures.input, period };
    return {
      campaign: row,
      heard,
      forecast,
      satisfaction: await readSatisfactionFigures(rows, of),
      ...figures,
    };
  });
  const all = indicators(input);
  return {
    campaign: campaign.code,
    name: campaign.name,
    kind: campaign.kind,
    currency: input.currency,
    week,
    isRunning: nowMs < period.toMs,
    lines: reportLines(input, all),
    indicators: all,
    forecast: forecast ?? null,
    satisfaction,
    heard,
  };
}
