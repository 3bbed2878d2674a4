import type { SealedBytes } from '../vault.ts';

/** Somebody who hung up before a seat answered, and may be rung back once. */
export interface LineCallbackRow {
  readonly campaign: string;
  /** Blind. */
  readonly numberIndex: string;
  readonly site: string;
  /** When they hung up. */
  readonly atMs: number;
  readonly sealed: SealedBytes;
}

/** Those of one site that wait. */
interface WaitingCallbacks {
  readonly site: string;
  readonly count: number;
  readonly oldestMs: number;
}

export interface LineCallbackReader {
  /** Given up since that instant and not tried, by site. */
  waiting(campaign: string, sinceMs: number): Promise<readonly WaitingCallbacks[]>;
  /** The one that waits longest at that site, given up since that instant. */
  next(campaign: string, site: string, sinceMs: number): Promise<LineCallbackRow | undefined>;
}

export interface LineCallbackWriter extends LineCallbackReader {
  /** A number that is there already, tried or not, stays as it is. */
  add(row: LineCallbackRow): Promise<void>;
  /** Tried, or answered: the number is gone. Twice, or of a number that is not there, changes nothing. */
  settle(campaign: string, numberIndex: string): Promise<void>;
  /** It could not be dialled: it waits again. */
  putBack(row: LineCallbackRow): Promise<void>;
  /** Erases those given up before that instant; answers how many. */
  dropBefore(campaign: string, beforeMs: number): Promise<number>;
}
