import type { SealedKind } from '../../domain/next-card/sealed-kinds.ts';
import type { SealedBytes } from '../vault.ts';

/** One change of a session key. */
export interface RotationRow {
  /** Whose keys: the code of a campaign, or the place of a charity's people (domain/people/people-place.ts). */
  readonly place: string;
  /** From 1. */
  readonly number: number;
  readonly startedAtMs: number;
  readonly startedBy: string;
  readonly reason: string;
  /** Null while it goes on. */
  readonly resealedAtMs: number | null;
  /** The former key was destroyed. */
  readonly endedAtMs: number | null;
}

/** A table of a charity's people whose sealed values follow the key. */
type PeopleTable =
  | 'participant'
  | 'people_edit_before'
  | 'conversation_member'
  | 'conversation_message'
  | 'document_part'
  | 'follow_up_item'
  | 'poll'
  | 'saved_search';

/** A table whose sealed values follow the key. */
export type SealedTable = SealedKind | PeopleTable;

/** Where a sealed value stands in its table: the values of its key, in order. */
export type SealedKey = readonly (string | number)[];

/** A sealed value of any table, where it stands. */
export interface SealedValue {
  readonly kind: SealedTable;
  readonly subject: string;
  readonly key: SealedKey;
  readonly sealed: SealedBytes;
}

export interface RotationReader {
  /** In order. */
  ofPlace(place: string): Promise<readonly RotationRow[]>;
  /** The last rotation of each place that has one. */
  last(): Promise<ReadonlyMap<string, RotationRow>>;
  /** Tables that hold values sealed under the keys of that place. AppError `server-behind`: a newer program may have more. */
  sealedTables(place: string): Promise<readonly SealedTable[]>;
  /** Sealed values of a place in one table, after that one, a page at most; none: that was all. */
  sealedPage(from: {
    readonly place: string;
    readonly table: SealedTable;
    readonly after: SealedKey | undefined;
  }): Promise<readonly SealedValue[]>;
}

export interface RotationWriter extends RotationReader {
  /** One at a time for a place. */
  begin(row: Omit<RotationRow, 'resealedAtMs' | 'endedAtMs'>): Promise<void>;
  change(
    key: Pick<RotationRow, 'place' | 'number'>,
    change: Partial<Pick<RotationRow, 'resealedAtMs' | 'endedAtMs'>>,
  ): Promise<void>;
  /** False when somebody wrote there meanwhile: nothing is changed. Only while a rotation runs. */
  replaceSealed(value: SealedValue, by: SealedBytes): Promise<boolean>;
}
