import type { LineCounts } from '../../../shared/line-board.ts';
import type { Period } from '../../../shared/time.ts';
import type { QuietSpan } from '../../domain/line/quiet-counts.ts';

/** One thing that happened to a call. Written again, or after what ends it, it changes nothing. */
export interface LineCallChange {
  readonly kind: 'waiting' | 'offered' | 'answered' | 'ended' | 'abandoned';
  readonly lineCallId: string;
  readonly campaign: string;
  /** Whose queue the call is in. */
  readonly site: string;
  /** Where the rule of that minute sends a call first. */
  readonly ruleSite: string;
  /** Since when it waits, as far as is known. */
  readonly waitingAtMs: number;
  readonly atMs: number;
  readonly seat: string | null;
}

export interface SiteCounts extends LineCounts {
  readonly site: string;
}

/** A call that began in the period, for a report: instants only. */
export interface LineCallRow {
  readonly site: string;
  readonly ruleSite: string;
  readonly seat: string | null;
  readonly waitingAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly isEndSeen: boolean;
}

export interface LineCallReader {
  /** Of calls that began in the period, by site; `servedMs`: how soon an answer is in time. */
  countsBySite(campaign: string, period: Period, servedMs: number): Promise<readonly SiteCounts[]>;
  /** In the order in which they came. */
  ofPeriod(campaign: string, period: Period): Promise<readonly LineCallRow[]>;
  /** Calls that nothing has ended yet. */
  underWay(): Promise<readonly string[]>;
  /** What leaves no row, by kind and span, oldest first. */
  quietSpans(campaign: string, period: Period): Promise<readonly QuietSpan[]>;
}

export interface LineCallWriter extends LineCallReader {
  note(change: LineCallChange): Promise<void>;
  /** Over, and nobody saw how; once it has ended it changes nothing. */
  endUnseen(lineCallId: string, atMs: number): Promise<void>;
  /** Added to what that span has already. */
  addQuiet(campaign: string, span: QuietSpan): Promise<void>;
}
