import type { CivilDate } from '../../../shared/time.ts';

/** A correction as the rules need it; in order of rank everywhere. X comes last or not at all. */
export interface Correction {
  readonly id: string;
  readonly kind: 'M' | 'X';
  readonly newMinor: number | null;
  readonly newMonthlyMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly firstDebitOn: CivilDate | null;
}

/** What a correction may change of a call. */
export type CorrectedAmounts = Omit<Correction, 'id' | 'kind'>;

export function isCancelled(corrections: readonly Correction[]): boolean {
  return corrections.at(-1)?.kind === 'X';
}

/**
 * The call as it stands: its own amounts, or those of the last amount correction. A cancellation changes no amount: it
 * says that none holds.
 */
export function correctedCall<Call extends CorrectedAmounts>(
  call: Call,
  corrections: readonly Correction[],
): Call {
  const last = corrections.findLast((one) => one.kind === 'M');
  if (!last) return call;
  const { newMinor, newMonthlyMinor, oneOffMinor, firstDebitOn } = last;
  return { ...call, newMinor, newMonthlyMinor, oneOffMinor, firstDebitOn };
}

/** The corrections up to that one; '' for none: what a line already sent had carried. */
export function correctionsUpTo(corrections: readonly Correction[], id: string): readonly Correction[] {
  return corrections.slice(0, corrections.findIndex((one) => one.id === id) + 1);
}

export interface LineSent {
  readonly line: 'N' | 'M' | 'X' | 'U';
  readonly correctionId: string;
  readonly bounced: boolean;
}

export interface LineToSend {
  readonly line: 'N' | 'M' | 'X';
  readonly correctionId: string;
  readonly bounced: boolean;
}

export interface LineQuestion {
  readonly corrections: readonly Correction[];
  /** Every line of this call that left, in any order. */
  readonly sent: readonly LineSent[];
  /** The last e-mail of the call came back. */
  readonly bounced: boolean;
}

/**
 * The line that the next weekly file owes for a call (docs/rules/layouts.md#weekly-file), undefined when the charity
 * knows all: N with the amounts as they stand, or nothing when cancelled before it left; then M for other amounts or an
 * e-mail that came back, X for a cancellation, each once.
 */
export function lineToSend({ corrections, sent, bounced }: LineQuestion): LineToSend | undefined {
  const last = corrections.at(-1);
  const correctionId = last?.id ?? '';
  const known = sent.filter((one) => one.line !== 'U');
  if (known.length === 0) return isCancelled(corrections) ? undefined : { line: 'N', correctionId, bounced };
  if (known.some((one) => one.line === 'X')) return undefined;
  if (last?.kind === 'X') return { line: 'X', correctionId, bounced: false };
  const isKnown = known.some((one) => one.correctionId === correctionId && (one.bounced || !bounced));
  return isKnown ? undefined : { line: 'M', correctionId, bounced };
}

/** What the last line that left had carried. */
export function lastCarried(
  corrections: readonly Correction[],
  sent: readonly LineSent[],
): readonly Correction[] {
  const carried = new Set(sent.map((one) => one.correctionId));
  return correctionsUpTo(corrections, corrections.findLast((one) => carried.has(one.id))?.id ?? '');
}
