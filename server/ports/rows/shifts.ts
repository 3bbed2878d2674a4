import type { Period } from '../../../shared/time.ts';
import type { WorkSpan } from './floor.ts';

/** An agent's presence from login to the end of work. */
export interface ShiftRow {
  readonly agent: string;
  readonly fromMs: number;
  /** null while it runs. */
  readonly toMs: number | null;
  /** Last sign of life of the workstation. */
  readonly seenMs: number;
  /** By the person, or closed at the last sign of life; null while it runs. */
  readonly ended: 'person' | 'silence' | null;
}

/** A span of work or of break; `code` says which break, '' for production. */
export interface CodedSpan extends WorkSpan {
  readonly code: string;
}

export interface ShiftReader {
  /** Oldest first. */
  ofAgent(agent: string, period: Period): Promise<readonly ShiftRow[]>;
  running(): Promise<readonly ShiftRow[]>;
  /** Spans that overlap the period, oldest first. */
  spansOf(agent: string, period: Period): Promise<readonly CodedSpan[]>;
  runningSpan(agent: string): Promise<CodedSpan | undefined>;
  /** The last thing that the base knows an agent did: change of state, sign of life of a card, end of a call; 0 for none. */
  lastActMs(agent: string): Promise<number>;
  /** Calls ended in the period, of one campaign or of all; those taken back are left out. */
  callsOf(agent: string, period: Period, campaign?: string): Promise<number>;
}

export interface ShiftWriter extends ShiftReader {
  /** One that runs goes on. */
  begin(agent: string, atMs: number): Promise<void>;
  /** None running: nothing happens. One without length is dropped. */
  end(agent: string, atMs: number, ended: 'person' | 'silence'): Promise<void>;
  seen(agents: readonly string[], atMs: number): Promise<void>;
  /** Shifts and breaks ended before that instant; production stays with the campaign's figures. Returns how many went. */
  dropBefore(atMs: number): Promise<number>;
}
