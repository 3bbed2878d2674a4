import type { Points } from '../../domain/quality/listening-score.ts';
import type { SealedBytes } from '../vault.ts';

/** A grid as it was when a sheet was filled in. */
export interface ListeningGridRow {
  /** SHA-256 of its text, hex. */
  readonly hash: string;
  readonly version: string;
  /** The YAML as it was given. */
  readonly body: string;
  readonly atMs: number;
}

/** A filled-in listening sheet: feedback to the agent, waiting until it is acknowledged. */
export interface ListeningNoteRow {
  readonly id: string;
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  /** Account ids: who called, who listened; never the same. */
  readonly agent: string;
  readonly author: string;
  readonly gridHash: string;
  readonly points: Readonly<Record<string, Points>>;
  readonly fails: readonly string[];
  /** Whole per cent; 0 as soon as there is one instant fail. */
  readonly score: number;
  readonly atMs: number;
  readonly acknowledgedAtMs: number | null;
  /** The comment; null once the person of that record was erased. */
  readonly sealed: SealedBytes | null;
  readonly sealVersion: number;
}

export interface ListeningReader {
  grid(hash: string): Promise<ListeningGridRow | undefined>;
  note(id: string): Promise<ListeningNoteRow | undefined>;
  noteOf(callId: string, author: string): Promise<ListeningNoteRow | undefined>;
  /** Of those campaigns in the period, of one agent or of all; oldest first. */
  notes(
    campaigns: readonly string[],
    period: { readonly fromMs: number; readonly toMs: number },
    agent?: string,
  ): Promise<readonly ListeningNoteRow[]>;
  /** The agent's sheets not acknowledged yet, and those written since; oldest first. */
  feedbackOf(agent: string, sinceMs: number): Promise<readonly ListeningNoteRow[]>;
}

export interface ListeningWriter extends ListeningReader {
  /** A grid already kept stays as it is. */
  keepGrid(row: ListeningGridRow): Promise<void>;
  addNote(row: ListeningNoteRow): Promise<void>;
  acknowledge(id: string, atMs: number): Promise<void>;
}
