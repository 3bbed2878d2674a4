import type { AskLevel, OutcomeReceipt } from '../../../shared/call-outcome.ts';
import type { PathStep } from '../../../shared/call-script.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { CivilDate, Period } from '../../../shared/time.ts';
import type { SealedBytes } from '../vault.ts';
import type { DayPart } from './leases.ts';

/** One recorded outcome; never rewritten (promise 6, server/README.md). Personal parts stand in `sealed`. */
export interface CallRow {
  readonly callId: string;
  readonly recordId: number;
  readonly campaign: string;
  readonly agent: string;
  readonly disposition: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly durationSeconds: number;
  readonly dayPart: DayPart;
  /** Rank among the counted attempts of the record; null when not counted. */
  readonly attemptRank: number | null;
  readonly phoneSlot: string | null;
  readonly scriptVersion: string;
  /** Theme in force when the card was served; null before it was recorded. */
  readonly theme: string | null;
  /** Digest of all that was said and sent when the card was served; null before it was recorded. */
  readonly edition: string | null;
  readonly path: readonly PathStep[];
  readonly coordinates: string | null;
  readonly changed: boolean;
  readonly askLevel: AskLevel | null;
  /** Raw amounts in the donor's own periodicity, minor units; null without an agreement. */
  readonly oldMinor: number | null;
  readonly newMinor: number | null;
  readonly oldMonthlyMinor: number | null;
  readonly newMonthlyMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly currency: Currency;
  readonly firstDebitOn: CivilDate | null;
  readonly callbackAtMs: number | null;
  /** SHA-256 of the canonical outcome: the same callId with another content is refused. */
  readonly requestHash: string;
  /** A replay gets the first answer. */
  readonly receipt: OutcomeReceipt;
  readonly sealed: SealedBytes;
  readonly sealVersion: number;
}

/** Sums that the indicators need (docs/rules/indicators.md), per campaign and period. */
export interface CallSums {
  /** Calls in which contact data were corrected. */
  readonly corrected: number;
  /** Calls with a pitched final disposition, ended in the period. */
  readonly pitched: number;
  readonly calls: number;
  readonly byDisposition: ReadonlyMap<string, number>;
  readonly oneOffMinor: number;
}

/** A call that was taken back (`UndoReader`) is found by its id only: history and figures leave it out. */
export interface CallReader {
  byId(callId: string): Promise<CallRow | undefined>;
  /** Calls whose number begins so, in order, at most that many; those taken back too. */
  beginningWith(
    start: string,
    limit: number,
  ): Promise<readonly { readonly callId: string; readonly campaign: string }[]>;
  /** An agent's calls ended since, newest first. */
  latestOf(agent: string, fromMs: number, limit: number): Promise<readonly CallRow[]>;
  /** In order of time. */
  ofRecord(recordId: number): Promise<readonly CallRow[]>;
  /** Of all those records, in order of time. */
  ofRecords(recordIds: readonly number[]): Promise<readonly CallRow[]>;
  /** Calls ended in the period whose disposition is one of the codes, in order of end then callId. */
  ended(campaign: string, period: Period, codes: readonly string[]): Promise<readonly CallRow[]>;
  /**
   * Calls ended before that instant, with one of the codes, that no line of that type has carried yet; in order of end
   * then callId.
   */
  unsent(
    campaign: string,
    beforeMs: number,
    among: { readonly codes: readonly string[]; readonly line: 'N' | 'U' },
  ): Promise<readonly CallRow[]>;
  /** Every call of a campaign in record order; constant memory. */
  each(campaign: string): AsyncIterable<CallRow>;
  sums(campaign: string, period: Period): Promise<CallSums>;
  /** Records with at least one call under one of the codes. */
  recordsWith(campaign: string, codes: readonly string[]): Promise<number>;
  /** An agent's calls ended in a span, by disposition. */
  ofAgent(agent: string, period: Period): Promise<ReadonlyMap<string, number>>;
  /** How many calls of an agent, ended before that instant, have one of those dispositions: none is looked at beyond `most`. */
  countOfAgent(asked: AgentCount): Promise<number>;
}

export interface AgentCount {
  readonly agent: string;
  readonly beforeMs: number;
  readonly codes: readonly string[];
  readonly most: number;
}

export interface CallWriter extends CallReader {
  insert(row: CallRow): Promise<void>;
}
