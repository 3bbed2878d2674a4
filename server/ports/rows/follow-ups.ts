/** Something of a donor's data to put right (F-06); opened by what happened, closed by a human. No personal value. */
export interface FollowUpRow {
  /** Id of the e-mail that came back, or of the rejection. */
  readonly id: string;
  readonly campaign: string;
  readonly recordId: number;
  readonly callId: string;
  /** An address that does not receive; an agreement that its verifier rejected, to correct, cancel or call back about. */
  readonly kind: 'email-bounced' | 'agreement-rejected';
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  /** Account id. */
  readonly closedBy: string | null;
}

export interface FollowUpReader {
  byId(id: string): Promise<FollowUpRow | undefined>;
  /** Ids of all its tasks, open or closed. Tasks are few: their table is read. */
  idsOfRecord(recordId: number): Promise<readonly string[]>;
  /** Oldest first. */
  open(): Promise<readonly FollowUpRow[]>;
}

export interface FollowUpWriter extends FollowUpReader {
  /** The same id again changes nothing. */
  add(row: FollowUpRow): Promise<void>;
  close(id: string, atMs: number, by: string): Promise<void>;
}
