import type { ClassCount } from '../../domain/campaign/profile-settings.ts';
import type { FilteredRecord } from '../../domain/floor/profile-filter.ts';
import type { RecordHold, RecordState } from './records.ts';

/** `theme`: `filter` is a theme's code. */
export type ProfileKind = 'exclude' | 'priority' | 'theme';

/** What somebody decided for a profile of donors: kept for good, undone by a mark. */
export interface ProfileRow {
  readonly id: string;
  readonly campaign: string;
  readonly kind: ProfileKind;
  /** As it was written. */
  readonly filter: string;
  /** 1 to 9 for a priority, 0 to 9 for a theme; null for an exclusion. */
  readonly weight: number | null;
  readonly atMs: number;
  readonly author: string;
  readonly reason: string;
  /** Records it changed; 0 for a theme. */
  readonly records: number;
  readonly undoneAtMs: number | null;
  readonly undoneBy: string | null;
  readonly undoneReason: string | null;
}

/** What a filter reads of a record, and what a profile must know to leave it alone. */
export interface ProfiledRecord extends FilteredRecord {
  readonly id: number;
  readonly recordState: RecordState;
  readonly hold: RecordHold | null;
  readonly owner: string | null;
  /** 0: none. */
  readonly priority: number;
  /** Last sign of life of a screen that lost the card without an outcome; null: nobody did. */
  readonly seenAtMs: number | null;
}

/** How an excluded record stood. */
export interface ProfileItem {
  readonly recordId: number;
  readonly disposition: string | null;
  readonly owner: string | null;
}

export interface ProfileReader {
  byId(id: string): Promise<ProfileRow | undefined>;
  /** Oldest first. */
  ofCampaign(campaign: string): Promise<readonly ProfileRow[]>;
  /** Open records of a campaign and those still entering it, columns in clear only; constant memory. */
  candidates(campaign: string): AsyncIterable<ProfiledRecord>;
  /** Records of a profile that are still its own. */
  items(id: string): Promise<readonly ProfileItem[]>;
  /** Weights of the priorities in force, highest first. */
  weights(campaign: string): Promise<readonly number[]>;
  /** Donors of a campaign by their classes; one who is on two lines of different classes counts in both. */
  classCounts(campaign: string): Promise<readonly ClassCount[]>;
  /** Weights of themes in force. */
  themeWeights(campaign: string): Promise<ReadonlyMap<string, number>>;
}

export interface ProfileWriter extends ProfileReader {
  add(row: ProfileRow, items: readonly ProfileItem[]): Promise<void>;
  setUndone(
    id: string,
    undone: { readonly atMs: number; readonly by: string; readonly reason: string },
  ): Promise<void>;
  /** Each record of that profile gets the highest weight of the priorities in force that hold it, else none. */
  setPriorities(id: string): Promise<void>;
  /** The record stays as it is whatever becomes of the profiles that hold it: somebody else decided. */
  forgetRecord(recordId: number): Promise<void>;
}
