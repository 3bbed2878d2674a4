import type { AskLevel } from '../../../shared/call-outcome.ts';
import type { Currency } from '../../../shared/currency.ts';
import { dispositionOf, isAwaitingSignature } from '../../../shared/dispositions.ts';

/** Another amount (M), or nothing any more (X): dated by when it was said. */
export interface AgreementChange {
  readonly kind: 'M' | 'X';
  readonly atMs: number;
  readonly beforeNewMonthlyMinor: number;
  readonly newMonthlyMinor: number;
}

/** A yes to a monthly amount, and all that decides what it counts for. No donor in it; monthly equivalents in minor units. */
export interface AgreementFact {
  readonly callId: string;
  readonly disposition: string;
  readonly segment: string;
  /** Index in GIFT_BANDS. */
  readonly band: number;
  /** '' for calls older than this column. */
  readonly theme: string;
  readonly askLevel: AskLevel | null;
  readonly endedAtMs: number;
  /** When the talk closed the record. */
  readonly closedAtMs: number;
  readonly currency: Currency;
  /** As agreed in the call. */
  readonly oldMonthlyMinor: number;
  readonly newMonthlyMinor: number;
  /** The new mandate that it waited for, with the amounts that stood when it was recorded. */
  readonly signature: {
    readonly recordedAtMs: number;
    readonly oldMonthlyMinor: number;
    readonly newMonthlyMinor: number;
  } | null;
  /** In order of rank. */
  readonly changes: readonly AgreementChange[];
  /** What its verification says last, and when. */
  readonly verification: 'awaited' | 'rejected' | 'settled';
  readonly verifiedAtMs: number;
  /** The charity has its line. */
  readonly isSent: boolean;
}

/** A weekly file that was built: what it had to carry and does not is held back by something. */
export interface BuiltFile {
  readonly builtAtMs: number;
  /** End of its week, exclusive. */
  readonly toMs: number;
}

/** As known at that instant, exclusive. */
export interface StandingQuestion {
  readonly atMs: number;
  readonly files: readonly BuiltFile[];
}

interface Standing {
  /** In A. */
  readonly isCounted: boolean;
  readonly holds: (fact: AgreementFact, question: StandingQuestion) => boolean;
}

/**
 * THE table of where an agreement stands: the first row that holds is its standing, so that it has exactly one. Every
 * total of agreements is a sum over it. Cancelled and signed are dated and hold as they did at the instant asked of;
 * verification and what left are as they are now.
 */
const ROWS = {
  cancelled: {
    isCounted: false,
    holds: ({ changes }, { atMs }) => changes.some((one) => one.kind === 'X' && one.atMs < atMs),
  },
  'awaiting-signature': {
    isCounted: false,
    holds: (fact, { atMs }) =>
      needsSignature(fact) && !(fact.signature && fact.signature.recordedAtMs < atMs),
  },
  rejected: {
    isCounted: true,
    holds: ({ verification, isSent }) => verification === 'rejected' && !isSent,
  },
  'awaiting-verifier': {
    isCounted: true,
    holds: ({ verification, isSent }) => verification === 'awaited' && !isSent,
  },
  withheld: { isCounted: true, holds: isLeftBehind },
  effective: { isCounted: true, holds: () => true },
} satisfies Record<string, Standing>;

export type AgreementStanding = keyof typeof ROWS;
export const AGREEMENT_STANDINGS = Object.keys(ROWS) as readonly AgreementStanding[];

export function standingOf(fact: AgreementFact, question: StandingQuestion): AgreementStanding {
  return AGREEMENT_STANDINGS.find((one) => ROWS[one].holds(fact, question)) ?? 'effective';
}

/** In A: agreed, signed where a signature was needed, and not cancelled. */
export function isCounted(standing: AgreementStanding): boolean {
  return ROWS[standing].isCounted;
}

export function needsSignature({ disposition }: Pick<AgreementFact, 'disposition'>): boolean {
  const row = dispositionOf(disposition);
  return row !== undefined && isAwaitingSignature(row);
}

/** Nothing hindered it when a file of its week was built, and that file left without it: its mandate is to be checked, say. */
function isLeftBehind(fact: AgreementFact, { files }: StandingQuestion): boolean {
  if (fact.isSent) return false;
  const readyAtMs = Math.max(fact.endedAtMs, fact.signature?.recordedAtMs ?? 0);
  const releasedAtMs = Math.max(readyAtMs, fact.verifiedAtMs);
  return files.some(({ builtAtMs, toMs }) => builtAtMs >= releasedAtMs && toMs > readyAtMs);
}
