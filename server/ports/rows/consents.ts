import type { ConsentStatement } from '../../domain/agreement/consent-statement.ts';

/**
 * `given` on the phone; `corrected` and `cancelled` by somebody of the house since; `undone` by the agent who had recorded it by
 * mistake.
 */
export type ConsentKind = 'given' | 'corrected' | 'cancelled' | 'undone';

/** One version of what a donor agreed to (F-04), without their identity; never rewritten, the earlier ones stay. */
export interface ConsentRow {
  readonly callId: string;
  /** 1, 2, 3… of its call. */
  readonly version: number;
  readonly campaign: string;
  readonly recordId: number;
  readonly kind: ConsentKind;
  readonly atMs: number;
  /** Account id. */
  readonly author: string;
  /** `ConsentStatement` as JSON, byte for byte what the digest covers. */
  readonly statement: string;
  /** SHA-256 of the statement, in hexadecimal. */
  readonly digest: string;
  /** The entry of the audit log whose detail holds the digest. */
  readonly auditSeq: number;
}

export interface ConsentReader {
  /** In order of version. */
  ofCall(callId: string): Promise<readonly ConsentRow[]>;
  /** What a row states, whether or not it is what was recorded: whoever proves it compares its digest. */
  stated(row: Pick<ConsentRow, 'callId' | 'version' | 'statement'>): Promise<ConsentStatement>;
}

export interface ConsentWriter extends ConsentReader {
  /** AppError `consent-exists` when that version is taken. */
  add(row: ConsentRow): Promise<void>;
}
