import type { SealedBytes } from '../vault.ts';

export interface PollRow {
  readonly id: string;
  readonly charity: string;
  readonly groupId: string;
  readonly author: string;
  /** `2026-12-15`: the last day on which one votes. */
  readonly endsOn: string;
  readonly atMs: number;
  readonly sealVersion: number;
  readonly sealed: SealedBytes;
}

export interface PollReader {
  byId(id: string): Promise<PollRow | undefined>;
  /** Newest first, 20 at most. */
  ofGroup(group: string): Promise<readonly PollRow[]>;
  /** Of a group, that end on that day or later. */
  running(group: string, day: string): Promise<number>;
}

export interface PollWriter extends PollReader {
  add(row: PollRow): Promise<void>;
  /** In the place of the version before; false when somebody else wrote meanwhile. */
  reseal(id: string, next: Pick<PollRow, 'sealVersion' | 'sealed'>): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Polls asked before that instant go; answers how many. */
  dropBefore(atMs: number): Promise<number>;
}
