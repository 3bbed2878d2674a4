/** What became of the disposition taken back. */
export interface UndoReceipt {
  readonly callId: string;
  readonly recordId: number;
  /** One French sentence. */
  readonly summary: string;
}

/** A record that the agent may look for: a callback of theirs, or one they called today. Personal: memory only. */
export interface OwnRecord {
  readonly recordId: number;
  readonly campaign: string;
  readonly name: string;
  readonly city: string;
  readonly kind: 'callback' | 'today';
  /** When it is to be called back, or when it was called. */
  readonly atMs: number;
  /** The donor's place. */
  readonly zone: string;
  /** How the last call ended; '' when never called. */
  readonly label: string;
  /** Why it cannot be opened now, in French; '' when it can be tried. */
  readonly whyNot: string;
}
