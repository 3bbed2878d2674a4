import type { LineBudget } from './line-budget.ts';

/** What the SSH host allows; times in milliseconds. Tests shorten them. */
export interface HostLimits extends LineBudget {
  /** Open connections in all, and from one address: a whole floor sits behind one. The next is closed unanswered. */
  readonly connections: number;
  readonly perAddress: number;
  /** Key exchanges begun each second for one address, and at once after a quiet time; the others wait their turn. */
  readonly perSecond: number;
  readonly burst: number;
  /** From the start of the key exchange to its end. */
  readonly handshakeMs: number;
  /** To prove who one is: a person reads a telephone and types. */
  readonly loginMs: number;
  /** From the login to the request of a screen. */
  readonly screenMs: number;
  /** Refused passwords or codes on one connection. */
  readonly failures: number;
  /** A refusal comes no sooner than this. */
  readonly refusalMs: number;
  /** Requests before the login, refused or not: clients offer every key they have. */
  readonly requests: number;
  /** A question to the client each time, and how many may stay unanswered: half-open lines are cut after 45 to 60 s. */
  readonly keepaliveMs: number;
  readonly keepalives: number;
  /** What was said last leaves within this, then the connection is cut. */
  readonly goodbyeMs: number;
}

export const HOST_LIMITS: HostLimits = {
  connections: 1000,
  perAddress: 400,
  perSecond: 20,
  burst: 60,
  handshakeMs: 15_000,
  loginMs: 120_000,
  screenMs: 30_000,
  failures: 6,
  refusalMs: 500,
  requests: 40,
  keepaliveMs: 15_000,
  keepalives: 3,
  goodbyeMs: 2000,
  // A key is some 60 bytes on the line: 800 keys a second, and a page pasted at once.
  lineBurstBytes: 128 * 1024,
  lineBytesPerSecond: 48 * 1024,
};
