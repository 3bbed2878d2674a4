export type Queue = 'new' | 'retry' | 'callback';
/** Day-parts of docs/rules/cadence.md: morning, afternoon, evening, Saturday. */
export type DayPart = 'M' | 'A' | 'S' | 'SA';

/** One look into the queue: `claim` tries them in order and takes the first record found, oldest due first. */
export interface QueueLook {
  readonly campaign: string;
  readonly queue: Queue;
  /** `mine`: pinned to the agent; `shared`: pinned to nobody; `anyone`: whoever it was pinned to. */
  readonly owner: 'mine' | 'shared' | 'anyone';
  readonly areas: readonly string[];
  readonly nextPart?: DayPart;
  /** Only records of that priority (1 to 9); absent: whatever theirs. */
  readonly priority?: number;
  readonly dueAtMs: number;
  /** Why such a record is chosen: code kept on the lease, made a French line by the domain (F-10). */
  readonly why: string;
}

export interface LeaseRow {
  readonly recordId: number;
  readonly callId: string;
  readonly agent: string;
  readonly campaign: string;
  readonly grantedAtMs: number;
  readonly expiresAtMs: number;
  /** Last sign of life of the screen that shows it. */
  readonly seenAtMs: number;
  readonly why: string;
  /** Theme in force when the card was served; null when the campaign's was not given. */
  readonly theme: string | null;
  /** In force when the card was served: the call ends on them. Null on a lease of before. */
  readonly scriptVersion: string | null;
  readonly aidsVersion: string | null;
  /** Digest of all that was said and sent then; null on a lease of before. */
  readonly edition: string | null;
}

export interface ClaimRequest {
  readonly agent: string;
  readonly callId: string;
  readonly looks: readonly QueueLook[];
  readonly nowMs: number;
  /** How long a card of that campaign stays on a screen that gives no sign of life. */
  readonly leaseMs: (campaign: string) => number;
  /** Theme of that record's card, kept on the lease. */
  readonly themeOf?: (campaign: string, recordId: number) => Promise<string>;
}

/** A record kept for an agent's next call, opened by nobody: a preference, until `untilMs` or any change of the record. */
export interface ReservationRow {
  readonly recordId: number;
  readonly agent: string;
  readonly campaign: string;
  readonly untilMs: number;
}

export interface ReserveRequest {
  readonly agent: string;
  readonly looks: readonly QueueLook[];
  readonly nowMs: number;
  readonly untilMs: number;
}

/** One record that the agent named, whatever its place in the queue. */
export interface TakeRequest {
  readonly recordId: number;
  readonly callId: string;
  readonly agent: string;
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly why: string;
  readonly theme: string | null;
}
