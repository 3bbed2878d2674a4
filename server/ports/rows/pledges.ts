import type { CivilDate, Period } from '../../../shared/time.ts';
import type { PledgeSum } from '../../domain/line/line-figures.ts';
import type { PledgeEvent } from '../../domain/line/pledge-state.ts';
import type { PledgeFacts } from '../../domain/line/stored-pledge.ts';
import type { SealedBytes } from '../vault.ts';

export interface PledgeRow extends PledgeFacts {
  /** Of the call that it was made in: one call saves one pledge. */
  readonly callId: string;
  readonly agent: string;
  readonly noticeVersion: string;
  /** Of what was said and sent, as the form was opened under it; null where none is known. */
  readonly edition: string | null;
  /** Blind indexes; null where the caller's number does not show, nobody is named, or it was erased. */
  readonly numberIndex: string | null;
  readonly personIndex: string | null;
  /** Null, as the content, once it was erased. */
  readonly tokenHash: string | null;
  readonly sealed: SealedBytes | null;
  readonly sealVersion: number;
  readonly dueAtMs: number;
  readonly attempts: number;
  /** Events that the charity's daily files have told. */
  readonly told: number;
}

export interface PledgeEventRow {
  readonly pledgeId: string;
  readonly rank: number;
  readonly kind: PledgeEvent['kind'] | 'record' | 'replace';
  readonly atMs: number;
  /** Account id, or `system`. */
  readonly author: string;
  /** Of `pay`: what came in. */
  readonly minor: number | null;
}

export interface PledgePayment {
  readonly campaign: string;
  readonly paymentHash: string;
  readonly pledgeId: string;
  readonly minor: number;
  readonly paidOn: CivilDate;
  readonly atMs: number;
}

/** By what a second pledge of somebody is known. */
export interface PledgeMarks {
  readonly numberIndex: string | null;
  readonly personIndex: string | null;
}

export interface PledgeReader {
  byId(id: string): Promise<PledgeRow | undefined>;
  byCall(callId: string): Promise<PledgeRow | undefined>;
  byToken(campaign: string, tokenHash: string): Promise<PledgeRow | undefined>;
  /** The latest one since that instant with one of the marks, not withdrawn. */
  latestLike(campaign: string, marks: PledgeMarks, sinceMs: number): Promise<PledgeRow | undefined>;
  /** All with one of the marks, oldest first, the withdrawn ones too. */
  alike(campaign: string, marks: PledgeMarks): Promise<readonly PledgeRow[]>;
  /** Oldest first. */
  ofCampaign(campaign: string): Promise<readonly PledgeRow[]>;
  /** Of those recorded in the period and not withdrawn, by site, currency and rhythm. */
  sums(campaign: string, period: Period): Promise<readonly (PledgeSum & Pick<PledgeRow, 'site'>)[]>;
  /** Recorded ones of so much and more, by site: a lead calls back about them. */
  toCheckBySite(campaign: string, fromMinor: number): Promise<ReadonlyMap<string, number>>;
  events(id: string): Promise<readonly PledgeEventRow[]>;
  /** Those whose link or reminder is to leave, oldest first. */
  toSend(nowMs: number, limit: number): Promise<readonly PledgeRow[]>;
  /** Under way with a server that is none of those living. */
  leftSending(living: readonly string[]): Promise<readonly PledgeRow[]>;
  /**
   * Those not erased that something happened to before that instant, which no daily file has told; with the number of such
   * events.
   */
  untold(
    campaign: string,
    beforeMs: number,
  ): Promise<readonly { readonly row: PledgeRow; readonly events: number }[]>;
  payment(campaign: string, paymentHash: string): Promise<PledgePayment | undefined>;
}

export interface PledgeWriter extends PledgeReader {
  /** With its first event. A second one for the same call is a unique-key failure. */
  add(row: PledgeRow): Promise<void>;
  /** Adds what happened, and changes what follows from it. */
  note(
    pledge: Pick<PledgeRow, 'id' | 'campaign'>,
    event: Omit<PledgeEventRow, 'pledgeId' | 'rank'>,
    change: PledgeChange,
  ): Promise<void>;
  update(id: string, change: PledgeChange): Promise<void>;
  /**
   * Who promised is gone: its content, indexes and token; `isAsked`: at their demand, which an older base put back must not
   * undo. Twice changes nothing.
   */
  erase(id: string, how?: { readonly isAsked: boolean }): Promise<void>;
  addPayment(payment: PledgePayment): Promise<void>;
}

type PledgeChange = Partial<
  Pick<PledgeRow, 'state' | 'sending' | 'dueAtMs' | 'attempts' | 'paidMinor' | 'told'>
>;
