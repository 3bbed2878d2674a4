import type { CivilDate } from '../../../shared/time.ts';
import { divideHalfUp, type Figure, percentFigure } from './indicator-figures.ts';
import type { IndicatorInput } from './indicator-input.ts';
import { type Indicator, type IndicatorLine, indicatorLine, indicators, spanFacts } from './indicators.ts';

/** What is said where there is none. */
export const NO_FORECAST = 'n. d. : campagne non commencée, ou close';

/** Where the campaign ends at the current pace. */
export interface Forecast {
  /** Whole days done: the one that runs is not counted. */
  readonly elapsedDays: number;
  readonly totalDays: number;
  /** T at the end, never more than the callable records. */
  readonly processedAtEnd: number;
  /** T ÷ L at the end. */
  readonly processedRateAtEnd: Figure;
  /** At the agreements per processed record seen so far. */
  readonly agreementsAtEnd: number;
  /** What the three targets together ask: L × T/L × CU/T × A/CU. */
  readonly agreementsWanted: number;
  /** Records to process per remaining day to reach the T ÷ L target; 0 once reached, null when no day is left. */
  readonly perDayToTarget: number | null;
  /** The targeted figure that lags most in proportion, or undefined when none lags. */
  readonly mainGap?: IndicatorLine;
}

export interface ForecastDates {
  readonly starts: CivilDate;
  /** Last calling day, included. */
  readonly ends: CivilDate;
  /** First day that is not counted yet: the day after the report's period. */
  readonly asOf: CivilDate;
}

/** Whole days done of a campaign and in all; undefined before the first one is done. */
export function campaignDays({
  starts,
  ends,
  asOf,
}: ForecastDates): Pick<Forecast, 'elapsedDays' | 'totalDays'> | undefined {
  const totalDays = daysBetween(starts, ends) + 1;
  const elapsedDays = Math.min(totalDays, daysBetween(starts, asOf));
  return elapsedDays < 1 ? undefined : { elapsedDays, totalDays };
}

/**
 * Linear in calendar days, on figures of whole days; undefined before the first counted day. Rates are taken as they
 * stand.
 */
export function forecast(input: IndicatorInput, dates: ForecastDates): Forecast | undefined {
  const days = campaignDays(dates);
  if (!days) return undefined;
  const { elapsedDays, totalDays } = days;
  const facts = spanFacts(input, input.cumulated);
  const processedAtEnd = Math.min(
    Math.max(input.callable, facts.treated),
    divideHalfUp(facts.treated * totalDays, elapsedDays),
  );
  const processedRateAtEnd = percentFigure(processedAtEnd, input.delivered);
  return {
    elapsedDays,
    totalDays,
    processedAtEnd,
    processedRateAtEnd,
    agreementsAtEnd:
      facts.treated === 0 ? 0 : divideHalfUp(facts.netAgreements * processedAtEnd, facts.treated),
    agreementsWanted: agreementsWanted(input),
    perDayToTarget: perDayToTarget({ input, treated: facts.treated, daysLeft: totalDays - elapsedDays }),
    mainGap: mainGap(indicators(input), processedRateAtEnd),
  };
}

function daysBetween(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

function agreementsWanted({ delivered, targets, definitions }: IndicatorInput): number {
  const tenths = (percent: number) => Math.round(percent * 10);
  const useful = delivered * tenths(targets.useful) * tenths(targets.agreements ?? 0);
  // Rounded once, at the end.
  return definitions.usefulBase === 'DELIVERED'
    ? divideHalfUp(useful, 1_000_000)
    : divideHalfUp(useful * tenths(targets.processed), 1_000_000_000);
}

function perDayToTarget(now: {
  readonly input: IndicatorInput;
  readonly treated: number;
  readonly daysLeft: number;
}): number | null {
  const wanted = Math.ceil((now.input.delivered * Math.round(now.input.targets.processed * 10)) / 1000);
  if (now.treated >= wanted) return 0;
  return now.daysLeft === 0 ? null : Math.ceil((wanted - now.treated) / now.daysLeft);
}

/** T ÷ L is judged on its forecast, since it can only grow; the others on what they are. */
function mainGap(all: readonly Indicator[], processedRateAtEnd: Figure): IndicatorLine | undefined {
  const processed = indicatorLine(all, 'processedOnDelivered');
  const judged = all
    .flatMap((one) => [one, ...one.companions])
    .map((line) => ({
      line,
      scaled: line === processed ? processedRateAtEnd.scaled : line.cumulated.scaled,
      target: line.target?.scaled ?? 0,
    }))
    .filter(({ scaled, target }) => scaled !== null && target > 0 && scaled < target)
    .map(({ line, scaled, target }) => ({ line, share: (scaled ?? 0) / target }));
  return judged.sort((a, b) => a.share - b.share)[0]?.line;
}
