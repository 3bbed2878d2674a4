/** What a house rehearses so that a bad day finds it ready. */
export const REHEARSAL_KINDS = ['restore', 'purge', 'failover', 'breach'] as const;
export type RehearsalKind = (typeof REHEARSAL_KINDS)[number];

export const REHEARSAL_LABEL: Readonly<Record<RehearsalKind, string>> = {
  restore: 'restauration d’une sauvegarde',
  purge: 'répétition d’une destruction',
  failover: 'reprise après la perte de la machine',
  breach: 'exercice de fuite',
};

/** `held`: it went as written down; `missed`: something must be mended, and rehearsed again. */
export const REHEARSAL_OUTCOMES = ['held', 'missed'] as const;
export type RehearsalOutcome = (typeof REHEARSAL_OUTCOMES)[number];

export const REHEARSAL_OUTCOME_LABEL: Readonly<Record<RehearsalOutcome, string>> = {
  held: 'tenue',
  missed: 'à revoir',
};

export interface Rehearsal {
  readonly kind: RehearsalKind;
  readonly outcome: RehearsalOutcome;
  /** Of the entry in the log. */
  readonly atMs: number;
  readonly by: string;
  /** What was done and found; nobody is named. */
  readonly told: string;
}
