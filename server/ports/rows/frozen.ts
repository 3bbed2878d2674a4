/** A card that an agent froze: nobody calls until a lead releases the record. No reason is kept: it would be about a person. */
export interface FrozenRow {
  /** Of the card on screen: freezing twice is once. */
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  readonly agent: string;
  readonly atMs: number;
  readonly releasedAtMs: number | null;
  /** Account id. */
  readonly releasedBy: string | null;
}

export interface FrozenReader {
  byCall(callId: string): Promise<FrozenRow | undefined>;
  openOfRecord(recordId: number): Promise<FrozenRow | undefined>;
  /** Not released yet, oldest first. */
  open(campaigns: readonly string[]): Promise<readonly FrozenRow[]>;
}

export interface FrozenWriter extends FrozenReader {
  add(row: FrozenRow): Promise<void>;
  release(callId: string, atMs: number, by: string): Promise<void>;
}
