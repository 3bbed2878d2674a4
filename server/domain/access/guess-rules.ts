/** Rules against guessed passwords: whoever guesses waits, the person comes in. Pure. */

const FREE_FAILURES = 4;
const FAILURES_BEFORE_LOCK = 10;
/** @internal for tests */
export const LOCK_MS = 15 * 60_000;

/** Wait imposed by the n-th failure in a row: none up to 4, then 2, 4, 8, 16, 32 s, then 15 minutes each. */
export function waitAfterFailuresMs(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  if (failures >= FAILURES_BEFORE_LOCK) return LOCK_MS;
  return 1000 * 2 ** (failures - FREE_FAILURES);
}

/** An address stands for a whole floor: its failures weigh a tenth, and it is slowed but never locked. */
const FAILURES_PER_STEP = 10;
const MAX_ADDRESS_WAIT_MS = 32_000;

/** The same for an address, whatever the logins tried from it. */
export function waitOfAddressMs(failures: number): number {
  return Math.min(waitAfterFailuresMs(Math.floor(failures / FAILURES_PER_STEP)), MAX_ADDRESS_WAIT_MS);
}

/** Failures are forgotten once there was none for so long. */
export const FORGET_FAILURES_MS = 24 * 3_600_000;

/**
 * Tries that are looked at although the guesser must wait, in a minute: of one login from one place, and of one
 * place. Only who has something that a guesser lacks gets in by them; the others are answered as if nobody had
 * looked.
 */
export const QUIET_TRIES = { pair: 2, address: 30, everyMs: 60_000 } as const;

/** Refusals told to the audit log in one entry, with their count. */
export const REFUSALS_TOLD_EVERY_MS = 15 * 60_000;

/** Places an account is remembered to have come from. */
export const KNOWN_PLACES = { most: 20, forMs: 90 * 86_400_000 } as const;

/** A lead's word that lets one person in past the waits: drawn, said by telephone, used once. */
export const UNLOCK = { signs: 8, lifeMs: 15 * 60_000, tries: 5 } as const;

/** Without letters and digits that are taken for one another on the telephone. */
const UNLOCK_SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** The word that these random bytes draw, one sign each. */
export function unlockWord(bytes: Uint8Array): string {
  return [...bytes.slice(0, UNLOCK.signs)].map((byte) => UNLOCK_SIGNS[byte % UNLOCK_SIGNS.length]).join('');
}

/** What was typed as such a word, without spaces, dashes and case; undefined when it cannot be one. */
export function unlockWordOf(typed: string): string | undefined {
  const word = typed.replace(/[\s-]/g, '').toUpperCase();
  const isOne = word.length === UNLOCK.signs && [...word].every((sign) => UNLOCK_SIGNS.includes(sign));
  return isOne ? word : undefined;
}
