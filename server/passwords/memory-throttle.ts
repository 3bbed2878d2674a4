import {
  FORGET_FAILURES_MS,
  QUIET_TRIES,
  waitAfterFailuresMs,
  waitOfAddressMs,
} from '../domain/access/guess-rules.ts';
import { isOwnMachine } from '../domain/access/login-places.ts';
import type { LoginThrottle, ThrottleKey } from '../ports/passwords.ts';

/** Strangers choose the keys: the one that failed longest ago is forgotten first. Some 3 MB a kind. */
const MAX_KEYS = 20_000;

interface Failures {
  count: number;
  lastMs: number;
}

interface Tries {
  fromMs: number;
  taken: number;
}

/** A map that never grows past its limit; what was set last leaves last. */
class Bounded<T> {
  readonly #values = new Map<string, T>();

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: T): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= MAX_KEYS) return;
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest);
      return;
    }
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }
}

/** Screens rendered here all share this machine's address: slowing it would slow them all. */
const isFree = ({ kind, value }: ThrottleKey) => kind === 'address' && isOwnMachine(value);

function waitFor({ kind }: ThrottleKey, failures: number): number {
  return kind === 'address' ? waitOfAddressMs(failures) : waitAfterFailuresMs(failures);
}

export function memoryThrottle(): LoginThrottle {
  const failed = { pair: bounded(), login: bounded(), address: bounded(), key: bounded() };
  const quiet = new Bounded<Tries>();
  const known = ({ kind, value }: ThrottleKey, nowMs: number): Failures | undefined => {
    const found = failed[kind].get(value);
    return found && nowMs - found.lastMs < FORGET_FAILURES_MS ? found : undefined;
  };
  const take = (key: string, most: number, nowMs: number): boolean => {
    const last = quiet.get(key);
    const isOver = last === undefined || nowMs - last.fromMs >= QUIET_TRIES.everyMs || nowMs < last.fromMs;
    const tries = isOver ? { fromMs: nowMs, taken: 0 } : last;
    if (tries.taken >= most) return false;
    tries.taken += 1;
    quiet.set(key, tries);
    return true;
  };
  return {
    waitMs: (key, nowMs) => {
      const found = known(key, nowMs);
      return found ? Math.max(0, found.lastMs + waitFor(key, found.count) - nowMs) : 0;
    },
    fail: (key, nowMs) => {
      if (isFree(key)) return () => undefined;
      const found = known(key, nowMs) ?? { count: 0, lastMs: nowMs };
      const { lastMs } = found;
      found.count += 1;
      found.lastMs = nowMs;
      failed[key.kind].set(key.value, found);
      return () => {
        found.count -= 1;
        // The wait of the failure before runs on, unless another came meanwhile.
        if (found.lastMs === nowMs) found.lastMs = lastMs;
      };
    },
    forget: ({ kind, value }) => failed[kind].delete(value),
    forgetLogin: (login) => {
      failed.login.delete(login);
      for (const key of failed.pair.keys()) if (key.startsWith(`${login} `)) failed.pair.delete(key);
    },
    takeQuiet: (pair, address, nowMs) =>
      take(`pair ${pair}`, QUIET_TRIES.pair, nowMs) && take(`address ${address}`, QUIET_TRIES.address, nowMs),
  };
}

function bounded(): Bounded<Failures> {
  return new Bounded();
}
