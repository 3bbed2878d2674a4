import type { Role } from '../../../shared/roles.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a session may last, and how long without a request; milliseconds. */
export interface SessionLife {
  readonly absoluteMs: number;
  readonly idleMs: number;
}

/**
 * By role: an agent's lasts a shift, whose idle moments the workstation watches (it locks); those who see more have
 * less. Never past the end of the access. Documented in the data officer's sheet.
 */
export const SESSION_LIFE: Readonly<Record<Role, SessionLife>> = {
  agent: { absoluteMs: 12 * HOUR_MS, idleMs: 12 * HOUR_MS },
  lead: { absoluteMs: 12 * HOUR_MS, idleMs: 4 * HOUR_MS },
  verifier: { absoluteMs: 12 * HOUR_MS, idleMs: 2 * HOUR_MS },
  ops: { absoluteMs: 8 * HOUR_MS, idleMs: HOUR_MS },
  dataOfficer: { absoluteMs: 4 * HOUR_MS, idleMs: 30 * MINUTE_MS },
  mobilisation: { absoluteMs: 8 * HOUR_MS, idleMs: HOUR_MS },
  observer: { absoluteMs: 4 * HOUR_MS, idleMs: 30 * MINUTE_MS },
  volunteer: { absoluteMs: 12 * HOUR_MS, idleMs: 12 * HOUR_MS },
};

/** A session that owes something (session-debts.ts): no more than the time to pay it. */
export const OWING_MS = 15 * MINUTE_MS;

/**
 * How often the last request is noted: a write a request would cost a disk flush each, and a floor of hundreds of agents, whose
 * idle moments nobody counts here, many.
 */
export function seenEveryMs(role: Role): number {
  return Math.min(15 * MINUTE_MS, Math.max(MINUTE_MS, SESSION_LIFE[role].idleMs / 30));
}

/** Is that session of that role still open at `nowMs`? */
export function isOpen(
  session: { readonly expiresAtMs: number; readonly seenAtMs: number },
  role: Role,
  nowMs: number,
): boolean {
  const idleMs = nowMs - session.seenAtMs;
  return nowMs < session.expiresAtMs && idleMs < SESSION_LIFE[role].idleMs + seenEveryMs(role);
}
