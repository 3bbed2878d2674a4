import type { CivilDate, Period } from '../../../shared/time.ts';
import type { SealedBytes } from '../vault.ts';

/**
 * What settled the mandate of an agreement after its call: an event of its own, the call is never rewritten. `signed`: a new
 * one; `released`: the charity checked the old one, which serves again.
 */
export interface MandateSignatureRow {
  readonly kind: 'signed' | 'released';
  /** Of the agreement that waited for it. */
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  /** Day of the donor's signature, or of the charity's word. */
  readonly signedOn: CivilDate;
  /** When it was recorded here: the agreement counts in that week. */
  readonly recordedAtMs: number;
  readonly recordedBy: string;
  /** As they stood when it was recorded: a later correction counts by itself. */
  readonly oldMonthlyMinor: number;
  readonly newMonthlyMinor: number;
  /** First debit under the new mandate; null when the call said none. */
  readonly firstDebitOn: CivilDate | null;
  /** Holds the reference that is debited. */
  readonly sealed: SealedBytes;
  readonly sealVersion: number;
}

/** A donor was reminded, by whatever way the charity chose, to sign the mandate that an agreement waits for. */
export interface MandateReminderRow {
  readonly callId: string;
  readonly campaign: string;
  readonly remindedAtMs: number;
  readonly remindedBy: string;
}

export interface MandateReader {
  ofCall(callId: string): Promise<MandateSignatureRow | undefined>;
  /** Recorded in the period, in order. */
  recorded(campaign: string, period: Period): Promise<readonly MandateSignatureRow[]>;
  /** In order of time. */
  reminders(campaign: string): Promise<readonly MandateReminderRow[]>;
}

export interface MandateWriter extends MandateReader {
  /** AppError `mandate-already-signed` for a second signature of one call. */
  add(row: MandateSignatureRow): Promise<void>;
  remind(row: MandateReminderRow): Promise<void>;
}
