/** Time comes in by this port; the donor's local time is derived from it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
}

/** Chance comes in by this port, so that tests can fix it. */
export interface Chance {
  uuid(): string;
  /** URL-safe secret text of at least `bytes` random bytes. */
  token(bytes: number): string;
}
