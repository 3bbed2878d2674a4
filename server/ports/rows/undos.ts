import type { SealedBytes } from '../vault.ts';
import type { RecordRow } from './records.ts';

/** Queue columns that an outcome changes: what an undo puts back. */
export type QueueBefore = Pick<
  RecordRow,
  | 'area'
  | 'queue'
  | 'dueAtMs'
  | 'nextPart'
  | 'owner'
  | 'attempts'
  | 'triesByPart'
  | 'busyCount'
  | 'voicemailLeft'
  | 'argued'
  | 'lastAttemptAtMs'
  | 'disposition'
>;

/** How the record stood before a call that may still be taken back. */
export interface LastCallRow {
  readonly agent: string;
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  readonly before: QueueBefore;
  /** The content of before, when the call changed it. */
  readonly sealed: SealedBytes | null;
  readonly sealVersion: number;
}

/** A disposition taken back: an event beside the call, which stays as it was (promise 6, server/README.md). */
export interface UndoneCallRow {
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  readonly agent: string;
  readonly atMs: number;
}

export interface UndoReader {
  /** Undefined once too old to be taken back. */
  beforeCall(callId: string): Promise<LastCallRow | undefined>;
  /** The agent's last call on that record, when they took it back. */
  takenBack(agent: string, recordId: number): Promise<LastCallRow | undefined>;
  ofCall(callId: string): Promise<UndoneCallRow | undefined>;
}

export interface UndoWriter extends UndoReader {
  /** The agent's calls that ended before `sinceMs` are forgotten. */
  keepBefore(row: LastCallRow, sinceMs: number): Promise<void>;
  add(row: UndoneCallRow): Promise<void>;
}
