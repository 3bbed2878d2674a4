import { type CivilDate, civilDate } from '../../../shared/time.ts';
import type { PledgeFacts } from './stored-pledge.ts';

/** What became of the pledges of one day, site and way of the link, in one currency and rhythm: never added across those. */
export interface Reconciled {
  readonly day: CivilDate;
  readonly site: string;
  readonly way: PledgeFacts['way'];
  readonly currency: PledgeFacts['currency'];
  readonly rhythm: PledgeFacts['rhythm'];
  readonly promised: number;
  readonly promisedMinor: number;
  readonly paid: number;
  readonly paidMinor: number;
  /** Paid another amount than was promised; counted among the paid. */
  readonly differs: number;
  readonly lapsed: number;
}

function lineOf(
  group: readonly PledgeFacts[],
  { site, way, currency, rhythm, atMs }: PledgeFacts,
): Reconciled {
  const standing = group.filter(({ state }) => state !== 'withdrawn');
  const paid = standing.filter(({ paidMinor }) => paidMinor !== null);
  return {
    ...{ day: civilDate(atMs), site, way, currency, rhythm },
    promised: standing.length,
    promisedMinor: standing.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    paid: paid.length,
    paidMinor: paid.reduce((sum, { paidMinor }) => sum + (paidMinor ?? 0), 0),
    differs: standing.filter(({ state }) => state === 'differs').length,
    lapsed: standing.filter(({ state }) => state === 'lapsed').length,
  };
}

/** Promised against paid, in the order of days, sites and ways; what was withdrawn counts nowhere. */
export function reconciliation(pledges: readonly PledgeFacts[]): readonly Reconciled[] {
  const keyOf = (one: PledgeFacts): string =>
    [civilDate(one.atMs), one.site, one.way, one.currency, one.rhythm].join(' ');
  return [...Map.groupBy(pledges, keyOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => (group[0] ? [lineOf(group, group[0])] : []))
    .filter(({ promised }) => promised > 0);
}
