import type { Pledge } from '../../../shared/line/pledge-form.ts';
import type { LinePledges } from '../../../shared/line-board.ts';
import type { Money } from '../../../shared/money.ts';

/** So many pledges of one currency and rhythm, and what they come to in minor units. */
export interface PledgeSum {
  readonly currency: Money['currency'];
  readonly rhythm: Pledge['rhythm'];
  readonly pledges: number;
  readonly minor: number;
}

/** A line of figures for each currency, in the order in which they came: EUR and CHF are never added. */
export function pledgeFigures(sums: readonly PledgeSum[]): readonly LinePledges[] {
  const currencies = [...new Set(sums.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const all = sums.filter((one) => one.currency === currency);
    const total = (what: 'pledges' | 'minor', among: readonly PledgeSum[]): number =>
      among.reduce((sum, one) => sum + one[what], 0);
    const once = all.filter(({ rhythm }) => rhythm === 'once');
    const onceMinor = total('minor', once);
    const count = total('pledges', once);
    return {
      currency,
      pledges: total('pledges', all),
      onceMinor,
      monthlyMinor: total('minor', all) - onceMinor,
      averageOnceMinor: count === 0 ? null : Math.floor(onceMinor / count + 0.5),
    };
  });
}
