import type { CallOutcomeInput, OutcomeReceipt } from './call-outcome.ts';
import type { NextCard } from './card.ts';

/** An outcome recorded, and with the same answer the card that follows. */
export interface SavedAndNext {
  readonly receipt: OutcomeReceipt;
  /** Absent when none could be served with this answer: ask `nextCard`, which says why. */
  readonly next?: NextCard | undefined;
}

/** Outcomes that this workstation keeps until the server has them. */
export interface Unsent {
  readonly count: number;
  /** On this disk, sealed: they outlive the program. False: in memory only. */
  readonly isOnDisk: boolean;
  /** French: what became of one, or of the server's key. */
  readonly said?: string;
}

/**
 * What keeps calls going on a bad line (issue 4 §4). Absent methods: a desk in memory, the practice. Rejects with AppErrors
 * as the rest does.
 */
export interface SteadyDesk {
  /** One round trip from a call to the next one. A replay answers the first receipt, and the card that is open. */
  saveAndNext?(outcome: CallOutcomeInput): Promise<SavedAndNext>;
  /** While a call ends: reserves a record and says which script to have at hand; undefined when there is none. */
  reserveNext?(): Promise<{ readonly campaign: string; readonly scriptVersion: string } | undefined>;
  /** This workstation takes the place of the agent's other one, which is told. */
  takeOver?(): Promise<void>;
  /** What waits to be sent; returns the function that stops it. Tells at once, then at each change. */
  onUnsent?(listener: (unsent: Unsent) => void): () => void;
}

/** AppError code when another workstation of the same agent is open. */
export const OTHER_SCREEN = 'other-screen';
