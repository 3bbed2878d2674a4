/** A callback that this agent promised. Who it is stays closed until the card is served. */
export interface DiaryEntry {
  readonly atMs: number;
  /** IANA zone of the donor's place. */
  readonly zone: string;
  readonly campaign: string;
  /** Code of how the last call ended; '' when it was not called. */
  readonly disposition: string;
  /** Counted attempts so far. */
  readonly attempts: number;
}

export interface Diary {
  readonly nowMs: number;
  /** Soonest first; those past due come first. */
  readonly entries: readonly DiaryEntry[];
  /** Callbacks beyond the last one listed. */
  readonly more: number;
}
