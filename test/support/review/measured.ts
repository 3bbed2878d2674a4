import { compare, restOf, type Share, wilson } from '../../../server/domain/indicators/confidence.ts';
import { type GapFacts, gapsToDate } from '../../../server/domain/indicators/gap-parts.ts';
import type { MeasureFacts } from '../../../server/domain/review/measure-facts.ts';
import type { Comparison, ComparisonKey } from '../../../server/domain/review/review-comparisons.ts';

/** A comparison of named shares, each against the others. */
export function comparison(key: ComparisonKey, shares: Readonly<Record<string, Share>>): Comparison {
  const all = Object.values(shares);
  const whole = {
    successes: all.reduce((sum, { successes }) => sum + successes, 0),
    cases: all.reduce((sum, { cases }) => sum + cases, 0),
  };
  const groups = Object.entries(shares).map(([name, share]) => {
    const rest = restOf(share, whole);
    return { name, share, interval: wilson(share), rest, reading: compare(share, rest) };
  });
  return { key, title: key, successes: 'succès', cases: 'cas', groups };
}

const TARGETS = { processed: 75, useful: 50, agreements: 30, averageMinor: 400 } as GapFacts['targets'];

/** Halfway, as expected everywhere: each test takes something away. */
export function measured(change: Partial<MeasureFacts & GapFacts> = {}): MeasureFacts {
  const { elapsedDays = 10, totalDays = 20, delivered = 1000, ...rest } = change;
  const so = { treated: 375, useful: 188, agreements: 57, amountMinor: 22_800, ...rest };
  const gaps = gapsToDate({
    ...so,
    delivered,
    elapsedDays,
    totalDays,
    targets: TARGETS,
    usefulBase: 'PROCESSED',
    ...rest,
  });
  return {
    gaps,
    comparisons: [],
    atFirst: 30,
    pitched: 150,
    averageMinor: 400,
    missing: Math.max(0, 750 - so.treated),
    open: 1000 - so.treated,
    openBySegment: new Map(),
    seconds: 200 * 3600,
    seatDays: 40,
    left: elapsedDays === 0 ? 0 : (totalDays - elapsedDays) / elapsedDays,
    callingDaysLeft: 9,
    ...so,
  };
}
