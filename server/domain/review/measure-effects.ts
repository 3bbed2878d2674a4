import { type Interval, type Share, wilson } from '../indicators/confidence.ts';

/** What a measure may bring, between two bounds: never negative, and never more than its cause lacks. */
export interface Range extends Interval {
  readonly expected: number;
}

/** In tenths of an agreement, or in minor units a month. */
export interface Effect extends Range {
  readonly unit: 'agreements' | 'money';
}

const NONE: Range = { expected: 0, low: 0, high: 0 };

/** A share with its 95 % interval; nothing of no case. */
export function rangeOf(share: Share): Range {
  return share.cases <= 0 ? NONE : { expected: share.successes / share.cases, ...wilson(share) };
}

/** How far one share stands above another, at worst and at best: never below zero. */
export function rise(from: Share, to: Share): Range {
  const [before, after] = [rangeOf(from), rangeOf(to)];
  return {
    expected: Math.max(0, after.expected - before.expected),
    low: Math.max(0, after.low - before.high),
    high: Math.max(0, after.high - before.low),
  };
}

export function times({ expected, low, high }: Range, by: number): Range {
  return { expected: expected * by, low: low * by, high: high * by };
}

/** Of two independent ranges; the bounds are those of both at once. */
export function product(one: Range, other: Range): Range {
  return {
    expected: one.expected * other.expected,
    low: one.low * other.low,
    high: one.high * other.high,
  };
}

/** Whole units, in order, within what the cause lacks. */
export function effectWithin(unit: Effect['unit'], range: Range, lacking: number): Effect {
  const within = (value: number) => Math.min(Math.max(0, Math.round(value)), lacking);
  const expected = within(range.expected);
  return {
    unit,
    expected,
    low: Math.min(within(range.low), expected),
    high: Math.max(within(range.high), expected),
  };
}
