/**
 * Life of one confirmation (docs/rules/confirmation-email.md):
 *
 *   to-send ─ due ─► sending ─► sent
 *      ▲                │  ├───► refused      the relay said no for good (5xx)
 *      └── deferred ────┘  ├───► uncertain    it may have left: shown to ops, never resent
 *          (4xx, no relay) └───► failed       the last retry was deferred too
 *
 * `no-email`, `failed` (a template without a value) and `cancelled` (campaign purged) are reached before `sending`.
 */

const MINUTE_MS = 60_000;
/**
 * Waits before each retry; after the last one there is no other.
 *
 * @internal for tests
 */
export const RETRY_MINUTES = [15, 60, 240, 720, 1440] as const;

export interface EmailChange {
  readonly state: 'to-send' | 'sent' | 'refused' | 'uncertain' | 'failed';
  readonly reply: string;
  readonly sentAtMs?: number;
  readonly dueAtMs?: number;
}

/** What becomes of an e-mail once the relay's verdict is known. `attempts` counts the send that just ended. */
export function afterVerdict(end: {
  readonly verdict: 'sent' | 'refused' | 'deferred' | 'uncertain';
  readonly reply: string;
  readonly attempts: number;
  readonly nowMs: number;
}): EmailChange {
  const { verdict, reply, attempts, nowMs } = end;
  if (verdict === 'sent') return { state: 'sent', reply, sentAtMs: nowMs };
  if (verdict !== 'deferred') return { state: verdict, reply };
  const waitMinutes = RETRY_MINUTES[attempts - 1];
  if (waitMinutes === undefined) return { state: 'failed', reply };
  return { state: 'to-send', reply, dueAtMs: nowMs + waitMinutes * MINUTE_MS };
}

/** A state as lists and files need it: what became of an e-mail, and what the relay answered. */
export interface EmailEnd {
  readonly state: string;
  /** SMTP status and enhanced code only, or the code of an AppError or of a connection. */
  readonly reply: string;
}

/**
 * The address does not receive, whoever said so: the relay at once, after its retries, or the mailbox of returns later. An e-mail
 * that failed without a relay's answer (a template without a value, no connection) says nothing of its address: it is still owed.
 */
export function isUndeliverable({ state, reply }: EmailEnd): boolean {
  return state === 'bounced' || state === 'refused' || (state === 'failed' && /^\d{3}/.test(reply));
}

const HOUR_MS = 3_600_000;
/** Within which a confirmation leaves (F-06). */
export const EMAIL_LIMIT_HOURS = 48;
/** The clock of F-06: warned at 24 and 40, broken at the limit. */
export const LATE_HOURS = [24, 40, EMAIL_LIMIT_HOURS] as const;

/** The instant before which a call must have ended for its e-mail to be that late. */
export function lateBefore(hours: (typeof LATE_HOURS)[number], nowMs: number): number {
  return nowMs - hours * HOUR_MS;
}
