import type { KeptWatch } from '../domain/watch/kept-watch.ts';
import type { RoundLine } from '../domain/watch/watch-measures.ts';

/** What a watch keeps on its own disk: its state, its measures by month, its feed. */
export interface WatchFolder {
  /** Undefined before the first round. AppError `watch-state-unreadable`. */
  read(): Promise<KeptWatch | undefined>;
  /** Replaces the state whole: a kill in the middle leaves the one before. */
  keep(kept: KeptWatch): Promise<void>;
  /** Adds one line to the measures of that month, `2026-11`. */
  note(month: string, line: RoundLine): Promise<void>;
  /** The measures of a month, none for one without; a line that a kill cut is left out. */
  rounds(month: string): AsyncIterable<RoundLine>;
  /** Months that have measures, oldest first. */
  months(): Promise<readonly string[]>;
  /** Already gone does nothing. */
  forget(month: string): Promise<void>;
  /** Replaces the feed whole; readable by who serves it. */
  feed(xml: string): Promise<void>;
}
