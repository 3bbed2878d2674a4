import type { SealedBytes } from '../vault.ts';

/** A search of a directory that an account keeps: whose, since when, and its name and words, sealed. */
export interface SavedSearchRow {
  readonly id: string;
  readonly charity: string;
  readonly account: string;
  readonly atMs: number;
  readonly sealed: SealedBytes;
}

export interface SavedSearchReader {
  /** Of that account in that directory, in the order of their ids. */
  of(charity: string, account: string): Promise<readonly SavedSearchRow[]>;
}

export interface SavedSearchWriter extends SavedSearchReader {
  add(row: SavedSearchRow): Promise<void>;
  /** Answers how many there were: none on a second call. */
  drop(id: string): Promise<number>;
  /** Those kept before that instant go; answers how many. */
  dropBefore(atMs: number): Promise<number>;
}
