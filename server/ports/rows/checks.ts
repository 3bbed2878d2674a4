/**
 * Where the verification of an agreement stands (F-05): `to-check` nobody has looked; `by-rule` outside the sample;
 * `approved`; `observed` approved, with something for the agent to read; `acknowledged` read; `rejected` goes back.
 */
export type CheckState = 'to-check' | 'by-rule' | 'approved' | 'observed' | 'rejected' | 'acknowledged';

/** One event of an agreement's verification; never rewritten, the last one of a call is in force. */
export interface CheckRow {
  readonly callId: string;
  /** 1, 2, 3… of its call. */
  readonly rank: number;
  readonly campaign: string;
  readonly recordId: number;
  readonly state: CheckState;
  readonly atMs: number;
  /** Account id, or `system`. */
  readonly author: string;
  /** French, without personal data. */
  readonly reason: string;
}

/** Undone calls are left out, but by `ofCall`. */
export interface CheckReader {
  /** In order of rank; none for a call that is not to be verified. */
  ofCall(callId: string): Promise<readonly CheckRow[]>;
  lastOf(callId: string): Promise<CheckRow | undefined>;
  /** The events in force that are in one of those states, oldest first. */
  inForce(campaign: string, states: readonly CheckState[]): Promise<readonly CheckRow[]>;
  /** Where each verified call of the campaign stands. */
  states(campaign: string): Promise<ReadonlyMap<string, CheckState>>;
}

export interface CheckWriter extends CheckReader {
  /** The first of its call. */
  open(row: Omit<CheckRow, 'rank'>): Promise<void>;
  /** Takes the next rank of its call. */
  add(row: Omit<CheckRow, 'rank'>): Promise<CheckRow>;
}
