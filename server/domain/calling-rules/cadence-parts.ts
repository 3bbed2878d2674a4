import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Try } from './cadence-counting.ts';
import { type CallPart, partsOffered } from './calling-rules-spans.ts';

export type PartCounts = Readonly<Record<CallPart, number>>;

/**
 * In order of preference when equally tried: evenings and Saturdays reach more donors (docs/rules/cadence.md, R-11).
 */
const BEST_FIRST: readonly CallPart[] = ['S', 'SA', 'A', 'M'];

/** What a record is owed before it may be exhausted (docs/rules/cadence.md). */
const OWED: readonly { readonly parts: readonly CallPart[]; readonly times: number }[] = [
  { parts: ['S'], times: 2 },
  { parts: ['SA'], times: 1 },
  { parts: ['A', 'M'], times: 1 },
];

export interface PartWish {
  /** Best first, never empty. */
  readonly parts: readonly CallPart[];
  /** The attempts left just suffice for the parts still owed: the record waits for one of them. */
  readonly owed: boolean;
}

export function triesByPart(tries: readonly Try[]): PartCounts {
  const counts = { M: 0, A: 0, S: 0, SA: 0 };
  for (const one of tries) counts[one.part] += 1;
  return counts;
}

/**
 * Which part of the day to try next: the least tried of those that the campaign's windows offer, evenings first; the
 * owed ones alone once attempts run short.
 */
export function partWish(counts: PartCounts, settings: CampaignSettings): PartWish {
  const offered = partsOffered(settings);
  const leastTried = BEST_FIRST.filter((part) => offered.includes(part)).toSorted(
    (a, b) => counts[a] - counts[b],
  );
  const done = counts.M + counts.A + counts.S + counts.SA;
  const owed = OWED.flatMap((need) => {
    const parts = need.parts.filter((part) => offered.includes(part));
    const left = need.times - parts.reduce((sum, part) => sum + counts[part], 0);
    return parts.length > 0 && left > 0 ? [{ parts, left }] : [];
  });
  const triesOwed = owed.reduce((sum, need) => sum + need.left, 0);
  if (triesOwed > 0 && triesOwed >= settings.cadence.maxAttempts - done) {
    const owedParts = owed.flatMap((need) => need.parts);
    return { parts: leastTried.filter((part) => owedParts.includes(part)), owed: true };
  }
  return { parts: leastTried.length > 0 ? leastTried : ['S'], owed: false };
}
