/** A pledge line as its folder said it, kept for those who sit on it. */
export interface LineFolderRow {
  readonly campaign: string;
  readonly name: string;
  /** JSON of `seatedLineSchema`. */
  readonly body: string;
  readonly atMs: number;
}

/** A building of a pledge line, and the queue that its seats answer. */
export interface SiteRow {
  readonly campaign: string;
  readonly code: string;
  readonly queue: string;
}

/** A place with a telephone and a screen. */
export interface SeatRow {
  /** `MAISON-07`, unique in the house. */
  readonly name: string;
  readonly site: string;
  /** Wrong codes in a row. */
  readonly failures: number;
  readonly frozenAtMs: number | null;
  /** OpenSSH's `SHA256:…` of the only key that may ask for a code there; null: whoever reaches the host. */
  readonly keyFingerprint: string | null;
}

/** A lead who sees that site of the campaign, and the others only where they are theirs too. */
export interface SiteLeadRow {
  readonly account: string;
  readonly campaign: string;
  readonly site: string;
}

export interface SeatReader {
  folder(campaign: string): Promise<LineFolderRow | undefined>;
  /** By code. */
  sites(campaign: string): Promise<readonly SiteRow[]>;
  /** By name. */
  seatsOf(site: string): Promise<readonly SeatRow[]>;
  seat(name: string): Promise<SeatRow | undefined>;
  /** Sites that the account is held to in that campaign; none: it sees them all. */
  heldTo(account: string, campaign: string): Promise<readonly string[]>;
}

export interface SeatWriter extends SeatReader {
  /** In place of the one before. */
  setFolder(row: LineFolderRow): Promise<void>;
  /** In place of the one before: another queue. */
  setSite(row: SiteRow): Promise<void>;
  /** One that is there already stays as it is. */
  addSeat(row: Pick<SeatRow, 'name' | 'site'>): Promise<boolean>;
  changeSeat(name: string, change: Partial<Omit<SeatRow, 'name' | 'site'>>): Promise<void>;
  /** One wrong code more; the `limit`-th freezes the seat. Answers the failures now. */
  noteFailure(name: string, limit: number, nowMs: number): Promise<number>;
  /** Twice is once. */
  holdTo(row: SiteLeadRow): Promise<void>;
  /** From now on the account sees every site of the campaign. */
  holdToNone(account: string, campaign: string): Promise<number>;
}
