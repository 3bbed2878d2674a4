/** Where somebody learned a campaign: the practice of the workstation, or a session that a lead vouches for. */
export type TrainingKind = 'practice' | 'outside';

export interface TrainingRow {
  /** Account id of the agent. */
  readonly account: string;
  readonly campaign: string;
  readonly passedAtMs: number;
  readonly kind: TrainingKind;
  /** Account id of who recorded it: the agent for the practice. */
  readonly recordedBy: string;
}

export interface TrainingReader {
  of(account: string): Promise<readonly TrainingRow[]>;
  all(): Promise<readonly TrainingRow[]>;
}

export interface TrainingWriter extends TrainingReader {
  /** The first record of an agent and a campaign stands; a second one changes nothing and answers false. */
  add(row: TrainingRow): Promise<boolean>;
}
