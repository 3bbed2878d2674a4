import { asksSomething } from '../../../shared/campaign-kind.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { classWords, NOT_CLASSED } from '../../../shared/profile-classes.ts';
import { civilDate, isoWeekOf, type Period } from '../../../shared/time.ts';
import { profileDimensions } from '../../domain/campaign/profile-settings.ts';
import { type ClassFigures, classFigures } from '../../domain/indicators/class-figures.ts';
import { crossAxes } from '../../domain/indicators/cross-axes.ts';
import { campaignDays } from '../../domain/indicators/indicator-forecast.ts';
import type { CampaignWeek } from '../../domain/report/campaign-week.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { crossed } from './read-crossing.ts';
import { readSatisfactionFigures } from './read-experience.ts';
import { readFigures } from './read-figures.ts';
import { readForecast } from './read-forecast.ts';
import { readHeard } from './read-heard.ts';
import { readWeekWords } from './read-week-words.ts';

export interface CampaignWeekRequest {
  readonly campaign: CampaignRow;
  readonly period: Period;
  readonly nowMs: number;
}

/** A campaign as report and review read it, in one snapshot (call it within one `store.read`). No record is opened. */
export async function readCampaignWeek(
  rows: StoreReader,
  request: CampaignWeekRequest,
): Promise<CampaignWeek> {
  const { campaign, period, nowMs } = request;
  const { code, name, kind, country, settings } = campaign;
  const { starts, ends, retentionDays } = settings;
  const { input, agreements } = await readFigures(rows, request);
  // A running week counts its days up to today.
  const asOf = civilDate(Math.min(period.toMs, nowMs));
  const sinceStart = { fromMs: 0, toMs: period.toMs };
  const talks = await rows.insights.talks(code, sinceStart);
  return {
    code,
    name,
    kind,
    country,
    starts,
    ends,
    asOf,
    retentionDays,
    eurPerChf: settings.indicativeEurPerChf,
    input,
    days: campaignDays({ starts, ends, asOf }),
    forecast: await readForecast(rows, request, input),
    insights: {
      toMs: period.toMs,
      called: await rows.insights.called(code, period.toMs),
      seatDays: await rows.floor.seatDays(code, sinceStart),
      callsByHour: await rows.insights.callsByHour(code, sinceStart),
      closingsByHour: await rows.insights.closingsByHour(code, sinceStart),
      profiles: await rows.insights.profiles(code, period.toMs),
      talks,
      themesForSome: new Set(settings.themes.filter((one) => one.for).map((one) => one.code)),
      agreements: agreements.facts.filter(({ endedAtMs }) => endedAtMs < period.toMs),
      heard: await readHeard(rows, { campaign, period: sinceStart, agreements: agreements.facts, talks }),
    },
    classes: await readClasses(rows, campaign, period.toMs),
    comment: await readWeekWords(rows, campaign, isoWeekOf(period.fromMs)),
    satisfaction: await readSatisfactionFigures(rows, { code, input, period }),
    confirmations: {
      period: await rows.emails.confirmationCounts(code, period),
      cumulated: await rows.emails.confirmationCounts(code, sinceStart),
    },
  };
}

/** By agreements; where nothing is asked, by donors reached. A profile in which nobody is classed yet says nothing. */
async function readClasses(
  rows: StoreReader,
  campaign: CampaignRow,
  toMs: number,
): Promise<readonly ClassFigures[]> {
  const ratio = asksSomething(campaign.kind) ? 'accords' : 'joints';
  return (
    await inTurn.map(
      crossAxes(profileDimensions(campaign.settings)).filter(({ column }) => typeof column !== 'string'),
      async ({ key }) =>
        classFigures(await crossed(rows, campaign, { dimensions: [key, 'pays'], ratio, toMs })),
    )
  ).filter(({ classes }) => classes.some(({ name }) => name !== classWords(NOT_CLASSED)));
}
