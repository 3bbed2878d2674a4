/** What became of the disposition taken back. */
export interface UndoReceipt {
  readonly callId: string;
  readonly recordId: number;
  /** One French sentence. */
  readonly summary: string;
}

export const OWN_KINDS = ['callback', 'today'] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** Most records of a kind that one look opens. */
export const MOST_OWN: Readonly<Record<OwnKind, number>> = { callback: 100, today: 60 };

/** A record that the agent may look for: a callback of theirs, or one they called today. Personal: memory only. */
export interface OwnRecord {
  readonly recordId: number;
  /** Its name. */
  readonly campaign: string;
  /** `M. Zéphyrin TESTEUR` */
  readonly name: string;
  readonly city: string;
  readonly kind: OwnKind;
  /** When it is to be called back, or when it was called. */
  readonly atMs: number;
  /** The donor's place. */
  readonly zone: string;
  /** Code of how the last call ended, or that call of today; '' when never called. */
  readonly disposition: string;
  /** Counted attempts so far. */
  readonly attempts: number;
  /** Why it cannot be opened now, in French; '' when it can be tried. */
  readonly whyNot: string;
}
