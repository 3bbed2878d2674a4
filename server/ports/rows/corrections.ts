import type { CivilDate, Period } from '../../../shared/time.ts';

/**
 * What became of a recorded agreement or one-off gift: M another amount, X cancelled. An event of its own; the call is
 * never rewritten (promise 6, server/README.md). Amounts as on the call: minor units, the donor's own periodicity.
 */
export interface CorrectionRow {
  readonly id: string;
  readonly callId: string;
  readonly campaign: string;
  /** 1, 2, 3… of its call; nothing follows an X. */
  readonly rank: number;
  /** Account id. */
  readonly author: string;
  readonly atMs: number;
  readonly kind: 'M' | 'X';
  /** What stood before this correction; null for the form the call has not. */
  readonly beforeNewMinor: number | null;
  readonly beforeNewMonthlyMinor: number | null;
  readonly beforeOneOffMinor: number | null;
  /** What stands from now on; all null for an X. */
  readonly newMinor: number | null;
  readonly newMonthlyMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly firstDebitOn: CivilDate | null;
  /** French, without personal data. */
  readonly reason: string;
}

export interface CorrectionReader {
  /** In order of rank. */
  ofCall(callId: string): Promise<readonly CorrectionRow[]>;
  /** Ids of the calls that have a correction, oldest correction first. */
  calls(campaign: string): Promise<readonly string[]>;
  /** Σ (new − before) of the one-off gifts corrected in the period, cancelled ones included; minor units. */
  oneOffDeltaMinor(campaign: string, period: Period): Promise<number>;
}

export interface CorrectionWriter extends CorrectionReader {
  /** AppError `call-corrected-meanwhile` when that rank is taken. */
  insert(row: CorrectionRow): Promise<void>;
}
