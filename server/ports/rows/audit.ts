import type { AuditAction } from '../../domain/audit/audit-actions.ts';

/** Who did what, to what, why: never a personal value. Append-only, hash-chained (domain/audit-chain). */
export interface AuditEntry {
  readonly atMs: number;
  /** Account id, or `system`. */
  readonly actor: string;
  readonly action: AuditAction;
  readonly campaign: string;
  /** Record id, callId, file name, account id…: what was touched. */
  readonly subject: string;
  readonly reason: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** Its reason is what was typed, opened when it is asked for, or only its digest once the campaign is destroyed. */
export interface AuditRow extends Omit<AuditEntry, 'action'> {
  /** An `AuditAction`, or one of an older version. */
  readonly action: string;
  readonly seq: number;
  /** Of an entry whose reason is kept apart from the chain: what the chain covers in its place. */
  readonly digest?: string;
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditReader {
  head(): Promise<{ readonly seq: number; readonly hash: string }>;
  /** In order; constant memory. */
  each(fromSeq?: number): AsyncIterable<AuditRow>;
  /** At most that many in order: for walks that breathe between two pages. */
  page(fromSeq: number, limit: number): Promise<readonly AuditRow[]>;
  /** What ties the first entry from that number on to its neighbours, without its content; undefined: none. */
  linkFrom(seq: number): Promise<Pick<AuditRow, 'previousHash' | 'hash'> | undefined>;
  ofCampaign(campaign: string, action: string): Promise<number>;
  /** The last entry of that action on that subject, among those of no campaign. */
  lastOf(action: string, subject: string): Promise<AuditRow | undefined>;
  /** What the log holds of a call's outcome: recorded, corrected, cancelled, taken back, signed, verified, held; in order. */
  ofCall(callId: string): Promise<readonly AuditRow[]>;
}

export interface AuditWriter extends AuditReader {
  /** Appends within the caller's transaction and returns the new head. */
  append(entry: AuditEntry): Promise<AuditRow>;
}
