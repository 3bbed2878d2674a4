import { ASK_LEVELS } from '../../../shared/call-outcome.ts';
import { dispositionOf, isProcessed } from '../../../shared/dispositions.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import type { Forecast } from '../indicators/indicator-forecast.ts';
import type { IndicatorInput } from '../indicators/indicator-input.ts';
import { spanFacts } from '../indicators/indicators.ts';
import type { HourCount, ProfileCount, TalkCount } from '../indicators/insight-counts.ts';
import type { ObjectionFigure } from '../indicators/objection-figures.ts';
import type { Funnel } from './charts-funnel.ts';
import type { Progress, ProgressDay } from './charts-progress.ts';
import type { ThemeCount } from './charts-themes.ts';

/** Everything that pictures and review say of a campaign beyond its 14 indicators, from the beginning to the end of a week. */
export interface CampaignInsights {
  readonly called: number;
  readonly callsByHour: readonly HourCount[];
  readonly closingsByHour: readonly HourCount[];
  readonly profiles: readonly ProfileCount[];
  readonly talks: readonly TalkCount[];
  readonly objections: readonly ObjectionFigure[];
}

export function funnelOf(input: IndicatorInput, called: number): Funnel {
  const facts = spanFacts(input, input.cumulated);
  return {
    delivered: input.delivered,
    called,
    processed: facts.treated,
    useful: facts.useful,
    pitched: facts.pitched,
    agreed: facts.netAgreements,
  };
}

/** What is said where the theme served was not recorded. */
export const NO_THEME = 'sans thème';

/** Agreements and pitched talks by theme, most pitched first; cancelled agreements were agreements to that theme all the same. */
export function themeCounts(talks: readonly TalkCount[]): readonly ThemeCount[] {
  const themes = new Map<string, { pitched: number; agreements: number; byLevel: Record<string, number> }>();
  for (const talk of talks) {
    const row = dispositionOf(talk.disposition);
    if (!row?.isFinal || !row.pitched) continue;
    const theme = talk.theme === '' ? NO_THEME : talk.theme;
    const sums = themes.get(theme) ?? { pitched: 0, agreements: 0, byLevel: {} };
    themes.set(theme, sums);
    sums.pitched += talk.calls;
    if (!row.agreement) continue;
    sums.agreements += talk.calls;
    const level = talk.askLevel ?? 'LIBRE';
    sums.byLevel[level] = (sums.byLevel[level] ?? 0) + talk.calls;
  }
  return [...themes]
    .map(([theme, { byLevel, ...sums }]) => {
      const [one, two, free] = ASK_LEVELS.map((level) => byLevel[level] ?? 0);
      return { theme, ...sums, byLevel: { '1': one ?? 0, '2': two ?? 0, LIBRE: free ?? 0 } };
    })
    .sort((a, b) => b.pitched - a.pitched || (a.theme < b.theme ? -1 : 1));
}

export interface ProgressFacts {
  readonly input: IndicatorInput;
  readonly closings: readonly HourCount[];
  readonly starts: CivilDate;
  readonly ends: CivilDate;
  /** First day that is not counted yet. */
  readonly asOf: CivilDate;
  readonly forecast: Forecast | undefined;
}

/** T ÷ L day by day, by closing; closings before the first day count on it. */
export function progressOf({ input, closings, starts, ends, asOf, forecast }: ProgressFacts): Progress {
  const byDay = new Map<CivilDate, number>();
  for (const { hourStartMs, disposition, count } of closings) {
    const row = dispositionOf(disposition);
    if (!row || !isProcessed(row)) continue;
    const date = civilDate(hourStartMs);
    const day = date < starts ? starts : date;
    byDay.set(day, (byDay.get(day) ?? 0) + count);
  }
  const days: ProgressDay[] = [];
  let treated = 0;
  for (let day = Temporal.PlainDate.from(starts); ; day = day.add({ days: 1 })) {
    const date = day.toString();
    if (date >= asOf || date > ends) break;
    treated += byDay.get(date) ?? 0;
    days.push({ date, percent: input.delivered === 0 ? 0 : (100 * treated) / input.delivered });
  }
  const scaled = forecast?.processedRateAtEnd.scaled;
  return {
    days,
    starts,
    ends,
    targetPercent: input.targets.processed,
    atEndPercent: scaled === null || scaled === undefined ? undefined : scaled / 10,
  };
}
