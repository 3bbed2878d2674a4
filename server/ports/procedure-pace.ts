/** Kinds of procedures, by what one call costs the house. */
export type PaceKind =
  /** A look. */
  | 'read'
  /** A change: a save, a grant, a move. */
  | 'write'
  /** Files, hashing, walks over whole campaigns. */
  | 'heavy'
  /** A line of live events. */
  | 'line'
  /** Somebody who is nobody yet. */
  | 'stranger';

/** How fast one account, or one address of strangers, may call; this process only, bounded memory. */
export interface ProcedurePace {
  /** AppError `too-many-requests` when it goes faster than a person can; nothing was done. */
  take(kind: PaceKind, who: string): Promise<void>;
}
