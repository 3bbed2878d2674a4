/** Time comes in by this port; the donor's local time is derived from it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Training and demonstration: the hour is not that of the world, and a telephone's codes are of another one. */
  readonly isSimulated?: true;
  /** How long the machine's own hour stands before this one, which does not go back; absent: it is not counted. */
  behindMs?(): number;
}

/** Chance comes in by this port, so that tests can fix it. */
export interface Chance {
  uuid(): string;
  /** URL-safe secret text of at least `bytes` random bytes. */
  token(bytes: number): string;
}
