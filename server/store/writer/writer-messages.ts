import type { AppErrorParts } from '../../../shared/errors.ts';
import type {
  DeskClaim,
  DeskClaimed,
  DeskOpened,
  DeskOpening,
  DeskOutcome,
  DeskReceipt,
  DeskRecorded,
} from '../../ports/desk.ts';
import type { Durability } from '../sql.ts';

/** One operation of the desk. */
export type DeskAsk =
  | { readonly act: 'claim'; readonly question: DeskClaim }
  | { readonly act: 'open'; readonly question: DeskOpening }
  | { readonly act: 'record'; readonly question: DeskOutcome };

export type DeskAnswer = DeskClaimed | DeskOpened | DeskReceipt | DeskRecorded;

export interface WriterJob {
  readonly id: number;
  readonly ask: DeskAsk;
  readonly durability: Durability;
}

export type WriterReply =
  /** The answer as shared-values.ts packs it; `forgets`: its numbers begin anew. */
  | { readonly kind: 'done'; readonly packed: unknown; readonly forgets: boolean }
  | { readonly kind: 'refused'; readonly parts: Omit<AppErrorParts, 'cause'> }
  /** It needs what the thread has not, and nothing of it was done: it is for the main thread. */
  | { readonly kind: 'not-here' }
  /** A bug, as it was thrown. */
  | { readonly kind: 'failed'; readonly error: unknown };

export interface WriterResult {
  readonly id: number;
  readonly reply: WriterReply;
}

export interface WriterSetting {
  readonly file: string;
  readonly patienceMs: number;
  /** What people type is sealed: by the main thread alone, which has the keys. */
  readonly sealsWords: boolean;
  /** One number: 1 once the thread has closed its connection. */
  readonly closed: Int32Array;
}
