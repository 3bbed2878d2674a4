import type { CivilDate } from '../../../shared/time.ts';

export interface ModulePass {
  /** Account id of the agent. */
  readonly account: string;
  readonly campaign: string;
  readonly module: string;
  readonly passedAtMs: number;
}

export interface TrainingSession {
  readonly id: string;
  readonly campaign: string;
  readonly module: string;
  readonly heldOn: CivilDate;
  readonly place: 'remote' | 'on-site';
  /** The charity itself, or the house in its name. */
  readonly givenBy: 'charity' | 'house';
  readonly minutes: number;
  readonly recordedBy: string;
  readonly recordedAtMs: number;
  /** Account ids. */
  readonly attended: readonly string[];
}

export interface ModuleReader {
  /** Modules of that campaign that the agent passed at the workstation or learned in a session, each once. */
  learned(account: string, campaign: string): Promise<readonly string[]>;
  passes(campaign: string): Promise<readonly ModulePass[]>;
  /** Oldest first. */
  sessions(campaign: string): Promise<readonly TrainingSession[]>;
}

export interface ModuleWriter extends ModuleReader {
  /** The first pass stands; a second one changes nothing and answers false. */
  addPass(row: ModulePass): Promise<boolean>;
  addSession(row: TrainingSession): Promise<void>;
}
