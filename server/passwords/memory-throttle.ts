import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { LOCK_MS, waitAfterFailuresMs } from '../domain/access/account-rules.ts';
import type { LoginThrottle, ThrottleKey } from '../ports/passwords.ts';

/**
 * Strangers choose the keys: they are folded into so many slots, and memory stays bounded however many names are tried.
 * Two unknown logins in one slot slow each other, which harms nobody: neither exists.
 */
const SLOTS = { login: 1024, address: 4096 } as const;

/** A whole floor sits behind one address: its failures weigh a tenth, and it is slowed but never locked. */
const FAILURES_PER_STEP = { login: 1, address: 10 } as const;
const MAX_WAIT_MS = { login: LOCK_MS, address: 32_000 } as const;

/** Terminals rendered on this very machine: locking them out would lock everybody out. */
const OWN_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const LOCK_SECONDS = LOCK_MS / 1000;

function isOwn({ kind, value }: ThrottleKey): boolean {
  return kind === 'address' && OWN_ADDRESSES.has(value);
}

function slotOf({ kind, value }: ThrottleKey): string {
  const digest = createHash('sha256').update(value).digest();
  return `${kind}:${digest.readUInt32BE(0) % SLOTS[kind]}`;
}

/** Counts in this process's memory, by its own clock; both are gone after a restart. */
export function memoryThrottle(): LoginThrottle {
  const failures = new RateLimiterMemory({ keyPrefix: 'failures', points: 1, duration: 2 * LOCK_SECONDS });
  const gates = new RateLimiterMemory({ keyPrefix: 'gate', points: 1, duration: LOCK_SECONDS });
  const running = new Set<string>();
  return {
    enter: (login) => {
      if (running.has(login)) return undefined;
      running.add(login);
      return () => running.delete(login);
    },
    waitMs: async (key) => {
      const gate = isOwn(key) ? null : await gates.get(slotOf(key));
      return Math.max(gate?.msBeforeNext ?? 0, 0);
    },
    fail: async (key) => {
      if (isOwn(key)) return;
      const slot = slotOf(key);
      const { consumedPoints } = await failures.penalty(slot);
      const steps = Math.floor(consumedPoints / FAILURES_PER_STEP[key.kind]);
      const waitMs = Math.min(waitAfterFailuresMs(steps), MAX_WAIT_MS[key.kind]);
      if (waitMs > 0) await gates.block(slot, waitMs / 1000);
    },
  };
}
