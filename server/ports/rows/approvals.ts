import type { Approvable } from '../../domain/access/four-eyes.ts';

/** An act asked by one person and decided by another one. */
export interface ApprovalRow extends Approvable {
  readonly id: string;
  /** SHA-256 of the exact parameters. */
  readonly parameters: string;
  readonly askedAtMs: number;
  /** Why it is asked; French, without personal data. */
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  /** The second person's own words; ''. */
  readonly decision: string;
  readonly usedAtMs: number | null;
}

export interface ApprovalReader {
  byId(id: string): Promise<ApprovalRow | undefined>;
  /** Newest first. */
  all(): Promise<readonly ApprovalRow[]>;
  /** The newest of that person for that very act. */
  newest(asked: Pick<ApprovalRow, 'askedBy' | 'action' | 'parameters'>): Promise<ApprovalRow | undefined>;
}

export interface ApprovalWriter extends ApprovalReader {
  add(row: ApprovalRow): Promise<void>;
  update(
    id: string,
    change: Partial<Pick<ApprovalRow, 'state' | 'decidedBy' | 'decidedAtMs' | 'decision' | 'usedAtMs'>>,
  ): Promise<void>;
}
