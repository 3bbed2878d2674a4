import type { CivilDate } from '../../../shared/time.ts';

/** The head of the audit log at the end of a day, signed by the house key. No donor in it. */
export interface CheckpointRow {
  readonly day: CivilDate;
  /** Number and hash of the last entry covered; the count too, since numbers have no gap. */
  readonly seq: number;
  readonly hash: string;
  readonly atMs: number;
  /** JSON as signed and dropped, and its detached armoured signature. */
  readonly body: string;
  readonly signature: string;
  /** On the charity's drop since; null: waits for it. */
  readonly sentAtMs: number | null;
}

export interface CheckpointReader {
  /** Oldest first. */
  all(): Promise<readonly CheckpointRow[]>;
  last(): Promise<CheckpointRow | undefined>;
  /** Oldest first: those that wait for the drop. */
  unsent(): Promise<readonly CheckpointRow[]>;
}

export interface CheckpointWriter extends CheckpointReader {
  /** False when that day has one: the first stands. */
  add(row: CheckpointRow): Promise<boolean>;
  markSent(day: CivilDate, atMs: number): Promise<void>;
}
