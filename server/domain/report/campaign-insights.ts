import type { AskLevel } from '../../../shared/call-outcome.ts';
import { asksSomething } from '../../../shared/campaign-kind.ts';
import { dispositionOf, isProcessed } from '../../../shared/dispositions.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import type { AgreementFact } from '../indicators/agreement-facts.ts';
import { countedAgreements, standingCounts } from '../indicators/agreement-sums.ts';
import type { HeardTable } from '../indicators/heard-figures.ts';
import type { Forecast } from '../indicators/indicator-forecast.ts';
import type { IndicatorInput } from '../indicators/indicator-input.ts';
import { spanFacts } from '../indicators/indicators.ts';
import type { HourCount, ProfileCount, TalkCount } from '../indicators/insight-counts.ts';
import type { Funnel } from './charts-funnel.ts';
import type { Progress, ProgressDay } from './charts-progress.ts';
import type { ThemeCount } from './charts-themes.ts';

/** Everything that pictures and review say of a campaign beyond its 14 indicators, from the beginning to the end of a week. */
export interface CampaignInsights {
  readonly called: number;
  /** Seats held in production, one for each agent and day. */
  readonly seatDays: number;
  readonly callsByHour: readonly HourCount[];
  readonly closingsByHour: readonly HourCount[];
  readonly profiles: readonly ProfileCount[];
  readonly talks: readonly TalkCount[];
  /** Of these talks. */
  readonly agreements: readonly AgreementFact[];
  /** End of the week, exclusive: agreements count as they stood then. */
  readonly toMs: number;
  /** What donors said, and what became of those calls. */
  readonly heard: readonly HeardTable[];
  /** Themes for some classes only: what they bring says as much of these donors. Absent: none. */
  readonly themesForSome?: ReadonlySet<string>;
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
    cancelled: facts.cancelled,
    ...(asksSomething(input.kind) ? {} : { thanked: facts.thanked }),
  };
}

/** What is said where the theme served was not recorded. */
const NO_THEME = 'sans thème';

/** Where an agreement, or a talk, was of that theme. */
export function themeName(theme: string): string {
  return theme === '' ? NO_THEME : theme;
}

/** Pitched talks and the agreements that count among them by theme, most pitched first. */
export function themeCounts({
  talks,
  agreements,
  toMs,
}: Pick<CampaignInsights, 'talks' | 'agreements' | 'toMs'>): readonly ThemeCount[] {
  const pitched = talks.filter(({ disposition }) => {
    const row = dispositionOf(disposition);
    return row?.isFinal && row.pitched;
  });
  const counted = countedAgreements(agreements, toMs);
  return [...new Set(pitched.map(({ theme }) => themeName(theme)))]
    .map((theme): ThemeCount => {
      const own = counted.filter((one) => themeName(one.theme) === theme);
      const all = agreements.filter((one) => themeName(one.theme) === theme);
      const atLevel = (level: AskLevel) => own.filter((one) => (one.askLevel ?? 'LIBRE') === level).length;
      return {
        theme,
        pitched: pitched
          .filter((talk) => themeName(talk.theme) === theme)
          .reduce((sum, { calls }) => sum + calls, 0),
        agreements: own.length,
        cancelled: standingCounts(all, { atMs: toMs, files: [] }).cancelled,
        byLevel: { '1': atLevel('1'), '2': atLevel('2'), LIBRE: atLevel('LIBRE') },
      };
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
