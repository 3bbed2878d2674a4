import { type Interval, LEAST_CASES, type Reading, type Share } from '../indicators/confidence.ts';
import type { GapFactor } from '../indicators/gap-parts.ts';
import { frenchCount, frenchDecimal, frenchShare } from '../wording/french-figures.ts';
import type { ComparedGroup } from './review-comparisons.ts';

/** What a decomposed gap says of each factor, missing or in excess. */
const FACTOR_WORDS: Record<GapFactor, { readonly missing: string; readonly excess: string }> = {
  processed: { missing: 'trop peu de fiches traitées', excess: 'plus de fiches traitées que prévu' },
  reached: { missing: 'trop peu de donateurs joints', excess: 'plus de donateurs joints que prévu' },
  agreed: { missing: 'demandes refusées', excess: 'plus d’accords par contact que prévu' },
  amount: { missing: 'montants trop petits', excess: 'montants plus élevés que prévu' },
};

export function factorText(factor: GapFactor, value: number): string {
  return value < 0 ? FACTOR_WORDS[factor].missing : FACTOR_WORDS[factor].excess;
}

/** `6,5 % (4 sur 62)`. */
export function shareText({ successes, cases }: Share): string {
  return `${frenchShare(successes, cases)} (${frenchCount(successes)} sur ${frenchCount(cases)})`;
}

/** `2,5 à 15,4 %`. */
export function intervalText({ low, high }: Interval): string {
  return `${frenchDecimal(100 * low, 1)} à ${frenchDecimal(100 * high, 1)} %`;
}

/** Fewer than 30 cases are never a reason for anything. */
export function tooFew(cases: number): string {
  return `trop peu de cas (n = ${frenchCount(cases)})`;
}

const READING: Record<Exclude<Reading, 'too-few'> | 'alone' | 'own', string> = {
  above: 'nettement au-dessus du reste',
  below: 'nettement au-dessous du reste',
  'like-the-rest': 'pas d’écart net avec le reste',
  alone: 'seul groupe : rien à comparer',
  own: 'pour certains profils : ne se compare pas',
};

export function readingText({ reading, share, rest }: ComparedGroup): string {
  if (share.cases < LEAST_CASES) return tooFew(share.cases);
  if (reading === 'too-few') return `reste du fichier : ${tooFew(rest.cases)}`;
  return READING[reading];
}

/** Of a group that is not told. */
export const MASKED_READING = 'trop peu de personnes, ou de quoi les retrouver';
