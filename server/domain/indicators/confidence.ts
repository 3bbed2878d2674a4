/** Below this many cases nothing is advised: « trop peu de cas ». */
export const LEAST_CASES = 30;

export interface Share {
  readonly successes: number;
  readonly cases: number;
}

/** Bounds of a proportion, both in 0…1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of a 95 % interval. */
const Z = 1.959_963_984_540_054;

/** Wilson's 95 % score interval: honest for small numbers and for shares near 0 or 1. No case: everything is possible. */
export function wilson({ successes, cases }: Share): Interval {
  if (cases <= 0) return { low: 0, high: 1 };
  const share = successes / cases;
  const square = (Z * Z) / cases;
  const centre = share + square / 2;
  const spread = Z * Math.sqrt((share * (1 - share)) / cases + square / (4 * cases));
  return {
    low: successes <= 0 ? 0 : Math.max(0, (centre - spread) / (1 + square)),
    high: successes >= cases ? 1 : Math.min(1, (centre + spread) / (1 + square)),
  };
}

export type Reading = 'too-few' | 'above' | 'below' | 'like-the-rest';

/** How one group stands against the others: only intervals that do not touch are called different. */
export function compare(one: Share, rest: Share): Reading {
  if (one.cases < LEAST_CASES || rest.cases < LEAST_CASES) return 'too-few';
  const [mine, theirs] = [wilson(one), wilson(rest)];
  if (mine.low > theirs.high) return 'above';
  return mine.high < theirs.low ? 'below' : 'like-the-rest';
}

export function restOf(one: Share, whole: Share): Share {
  return { successes: whole.successes - one.successes, cases: whole.cases - one.cases };
}
