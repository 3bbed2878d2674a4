import type { Pledge } from '../../../shared/line/pledge-form.ts';
import type { Money } from '../../../shared/money.ts';

/** What pledges come to in one currency; a month's is never added to what is given once. Minor units. */
export interface PledgeFigures {
  readonly currency: Money['currency'];
  readonly pledges: number;
  readonly onceMinor: number;
  readonly monthlyMinor: number;
  /** Of those given once, rounded half-up; null where there is none. */
  readonly averageOnceMinor: number | null;
}

/** A line of figures for each currency, in the order in which they came: EUR and CHF are never added. */
export function pledgeFigures(
  pledges: readonly Pick<Pledge, 'amount' | 'rhythm'>[],
): readonly PledgeFigures[] {
  const currencies = [...new Set(pledges.map(({ amount }) => amount.currency))];
  return currencies.map((currency) => {
    const all = pledges.filter(({ amount }) => amount.currency === currency);
    const sumOf = (rhythm: Pledge['rhythm']): number =>
      all.filter((one) => one.rhythm === rhythm).reduce((sum, { amount }) => sum + amount.minor, 0);
    const once = all.filter(({ rhythm }) => rhythm === 'once').length;
    return {
      currency,
      pledges: all.length,
      onceMinor: sumOf('once'),
      monthlyMinor: sumOf('monthly'),
      averageOnceMinor: once === 0 ? null : Math.floor(sumOf('once') / once + 0.5),
    };
  });
}
