const HOUR_MS = 3_600_000;

/** Bounds of what people write to each other. */
export const CONVERSATION_LIMITS = {
  /** Characters of one message, as a note of a call has. */
  textMost: 2000,
  /** Whoever writes counts among them. */
  peopleMost: 20,
  /** Messages of one person within an hour: nobody floods a group by hand. */
  hourly: 30,
  hourMs: HOUR_MS,
  /** Messages of one look at a thread. */
  page: 30,
  /** Conversations of one look at the inbox. */
  inbox: 60,
  /** Kept, then gone. */
  months: 24,
} as const;
