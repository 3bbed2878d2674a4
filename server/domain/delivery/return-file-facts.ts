import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { PathNotes } from '../../../shared/script-notes.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CheckStanding } from '../agreement/agreement-check.ts';
import type { RecordContent } from '../donor.ts';

/** One attempt, for the sheet TENTATIVES and the totals of its record. */
export interface ReturnCall {
  readonly disposition: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly durationSeconds: number;
  readonly dayPart: 'M' | 'A' | 'S' | 'SA';
  /** Null when the attempt is not counted (busy, technical failure). */
  readonly attemptRank: number | null;
  readonly phoneSlot: string | null;
  /** As it stands after corrections. */
  readonly newMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly firstDebitOn: CivilDate | null;
  /** The agreement or gift was cancelled since; the call stays what it was. */
  readonly isCancelled?: boolean;
  /** The agreement waited for a new mandate, and it was signed. */
  readonly isSigned?: boolean;
  /** Where its verification stands (F-05); absent for a call that nobody is to verify. */
  readonly check?: CheckStanding;
  /** What the answers of its path noted, read from the script of its own version; absent: nothing. */
  readonly notes?: PathNotes;
}

/** One delivered line, called or not, opened in memory. */
export interface ReturnFact {
  readonly campaign: string;
  readonly kind: CampaignKind;
  readonly segment: string;
  /** Last disposition, final or not; null when never called. */
  readonly disposition: string | null;
  readonly attempts: number;
  /** Before the call, in the donor's own periodicity. */
  readonly giftMinor: number;
  readonly currency: Currency;
  readonly content: RecordContent;
  /** In order of time. */
  readonly calls: readonly ReturnCall[];
  /** Note of the last talk, '' without one. */
  readonly note: string;
}
