import type { SimulationTally } from './simulation-tally.ts';

/** A mean over several seeds, and the half-width of its 95 % interval (null with one seed). */
export interface Estimate {
  readonly mean: number;
  readonly margin: number | null;
}

/**
 * Keys of the figures of one order; rates are ratios, days and hours are of the calendar and of agents on the line.
 *
 * @internal for tests
 */
export const SIMULATION_FIGURES = [
  'processed',
  'usefulOfProcessed',
  'usefulOfRecords',
  'agreementsOfUseful',
  'agreementsPerThousand',
  'addedPerAgreementMinor',
  'answeredPerTry',
  'answeredMorning',
  'answeredAfternoon',
  'answeredEvening',
  'answeredSaturday',
  'eveningShare',
  'attemptsPerRecord',
  'exhausted',
  'daysToThreeQuarters',
  'daysToFinish',
  'callHours',
  'agreementsPerHundredHours',
] as const;
export type SimulationFigure = (typeof SIMULATION_FIGURES)[number];
export type SimulationFigures = Readonly<Record<SimulationFigure, Estimate | undefined>>;

const DAY_MS = 86_400_000;
const HOUR_SECONDS = 3600;

const ratio = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole);

/** One run: campaigns of one currency, or several without their amounts. Undefined where nothing can be said. */
function figuresOf(
  run: readonly SimulationTally[],
  sameCurrency: boolean,
): Record<SimulationFigure, number | undefined> {
  const sum = (read: (tally: SimulationTally) => number) =>
    run.reduce((total, tally) => total + read(tally), 0);
  const latest = (read: (tally: SimulationTally) => number | undefined) => {
    const days = run.map((tally) => ((read(tally) ?? Number.NaN) - tally.startedAtMs) / DAY_MS);
    const most = Math.max(...days);
    return Number.isNaN(most) ? undefined : most;
  };
  const records = sum((one) => one.records);
  const processed = sum((one) => one.processed);
  const useful = sum((one) => one.useful);
  const agreements = sum((one) => one.agreements);
  const hours = sum((one) => one.callSeconds) / HOUR_SECONDS;
  const coldTries = sum((one) => Object.values(one.triesByPart).reduce((total, tries) => total + tries, 0));
  const part = (name: 'M' | 'A' | 'S' | 'SA') =>
    ratio(
      sum((one) => one.answeredByPart[name]),
      sum((one) => one.triesByPart[name]),
    );
  return {
    processed: ratio(processed, records),
    usefulOfProcessed: ratio(useful, processed),
    usefulOfRecords: ratio(useful, records),
    agreementsOfUseful: ratio(agreements, useful),
    agreementsPerThousand: ratio(1000 * agreements, records),
    addedPerAgreementMinor: sameCurrency
      ? ratio(
          sum((one) => one.addedMonthlyMinor),
          agreements,
        )
      : undefined,
    answeredPerTry: ratio(
      sum((one) => one.answered),
      sum((one) => one.tries),
    ),
    answeredMorning: part('M'),
    answeredAfternoon: part('A'),
    answeredEvening: part('S'),
    answeredSaturday: part('SA'),
    eveningShare: ratio(
      sum((one) => one.triesByPart.S),
      coldTries,
    ),
    attemptsPerRecord: ratio(
      sum((one) => one.counted),
      records,
    ),
    exhausted: ratio(
      sum((one) => one.exhausted),
      records,
    ),
    daysToThreeQuarters: latest((one) => one.threeQuartersAtMs),
    daysToFinish: sum((one) => one.leftOpen) > 0 ? undefined : latest((one) => one.lastAtMs),
    callHours: hours,
    agreementsPerHundredHours: ratio(100 * agreements, hours),
  };
}

/** Student's t at 97.5 %, by degrees of freedom. */
const STUDENT = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26];

function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, margin: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const student = STUDENT[values.length - 2] ?? 2;
  return { mean, margin: student * Math.sqrt(variance / values.length) };
}

/** The figures over several seeds; one that a seed cannot give (a campaign that never ends) is undefined. */
export function simulationFigures(
  runs: readonly (readonly SimulationTally[])[],
  sameCurrency: boolean,
): SimulationFigures {
  const each = runs.map((run) => figuresOf(run, sameCurrency));
  const entries = SIMULATION_FIGURES.map((key) => {
    const values = each.map((figures) => figures[key]).filter((value) => value !== undefined);
    return [key, values.length === each.length && values.length > 0 ? estimate(values) : undefined] as const;
  });
  return Object.fromEntries(entries) as unknown as SimulationFigures;
}

/** Share of tries that a person answered, by how many calls the record had had (callbacks left out). */
export function answeredByRank(
  runs: readonly (readonly SimulationTally[])[],
  ranks: number,
): readonly (number | undefined)[] {
  const tallies = runs.flat();
  return Array.from({ length: ranks }, (_, rank) => {
    const tries = tallies.reduce((sum, one) => sum + (one.triesByRank[rank] ?? 0), 0);
    const answered = tallies.reduce((sum, one) => sum + (one.answeredByRank[rank] ?? 0), 0);
    return ratio(answered, tries);
  });
}

/**
 * How much more than the reference a run of the same seed gives, on average: same donors, so the gap is surer than
 * either figure.
 */
export function pairedGap(
  key: SimulationFigure,
  runs: readonly (readonly SimulationTally[])[],
  reference: readonly (readonly SimulationTally[])[],
): Estimate | undefined {
  const gaps = runs.map((run, at) => {
    const [mine, theirs] = [figuresOf(run, false)[key], figuresOf(reference[at] ?? [], false)[key]];
    return mine === undefined || theirs === undefined ? undefined : mine - theirs;
  });
  const known = gaps.filter((gap) => gap !== undefined);
  return known.length === gaps.length && known.length > 0 ? estimate(known) : undefined;
}
