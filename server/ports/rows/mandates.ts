import type { CivilDate, Period } from '../../../shared/time.ts';
import type { SealedBytes } from '../vault.ts';

/** A mandate signed after the call that agreed on it: an event of its own, the call is never rewritten. */
export interface MandateSignatureRow {
  /** Of the agreement that waited for it. */
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  /** Day of the donor's signature. */
  readonly signedOn: CivilDate;
  /** When it was recorded here: the agreement counts in that week. */
  readonly recordedAtMs: number;
  readonly recordedBy: string;
  /** As they stood when it was recorded: a later correction counts by itself. */
  readonly oldMonthlyMinor: number;
  readonly newMonthlyMinor: number;
  /** First debit under the new mandate; null when the call said none. */
  readonly firstDebitOn: CivilDate | null;
  /** Holds the new reference. */
  readonly sealed: SealedBytes;
  readonly sealVersion: number;
}

export interface MandateReader {
  ofCall(callId: string): MandateSignatureRow | undefined;
  /** Recorded in the period, in order. */
  recorded(campaign: string, period: Period): readonly MandateSignatureRow[];
}

export interface MandateWriter extends MandateReader {
  /** AppError `mandate-already-signed` for a second signature of one call. */
  add(row: MandateSignatureRow): void;
}
