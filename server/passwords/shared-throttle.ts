import { inTurn } from '../../shared/in-turn.ts';
import {
  FORGET_FAILURES_MS,
  QUIET_TRIES,
  waitAfterFailuresMs,
  waitOfAddressMs,
} from '../domain/access/guess-rules.ts';
import { isOwnMachine } from '../domain/access/login-places.ts';
import { sha256 } from '../domain/files/sha256.ts';
import type { LoginThrottle, ThrottleKey } from '../ports/passwords.ts';
import type { FailureKey } from '../ports/rows/login-failures.ts';
import type { Store, StoreReader, StoreWriter } from '../ports/store.ts';

/** Strangers choose the keys: of each kind those that failed longest ago are forgotten first. Some 5 MB a kind. */
const MOST_KEYS = 20_000;
/** Pruned once in so many failures counted by this server. */
const PRUNE_EVERY = 200;

/** Screens rendered here all share this machine's address: slowing it would slow them all. */
const isFree = ({ kind, value }: ThrottleKey) => kind === 'address' && isOwnMachine(value);

function rowKey({ kind, value }: ThrottleKey): FailureKey {
  return { kind, digest: sha256(`${kind} ${value}`) };
}

const loginDigest = (login: string) => sha256(`login ${login}`);

/** The login that a key names: addresses have no space, so the last one parts the two. */
function loginOfKey({ kind, value }: ThrottleKey): string | undefined {
  if (kind === 'login') return loginDigest(value);
  return kind === 'pair' ? loginDigest(value.slice(0, value.lastIndexOf(' '))) : undefined;
}

async function waitOf(rows: StoreReader, key: ThrottleKey, nowMs: number): Promise<number> {
  const found = await rows.loginFailures.of(rowKey(key));
  if (!found || nowMs - found.lastMs >= FORGET_FAILURES_MS) return 0;
  const waits = key.kind === 'address' ? waitOfAddressMs : waitAfterFailuresMs;
  return Math.max(0, found.lastMs + waits(found.count) - nowMs);
}

async function longestWait(rows: StoreReader, keys: readonly ThrottleKey[], nowMs: number): Promise<number> {
  return Math.max(0, ...(await inTurn.map(keys, (key) => waitOf(rows, key, nowMs))));
}

interface Counted {
  readonly key: FailureKey;
  readonly beforeMs: number;
}

/** Counts under each, and answers what taking it back needs. */
async function count(
  rows: StoreWriter,
  keys: readonly ThrottleKey[],
  nowMs: number,
): Promise<readonly Counted[]> {
  const counted = keys.filter((key) => !isFree(key));
  return await inTurn.map(counted, async (one) => {
    const key = rowKey(one);
    const beforeMs = (await rows.loginFailures.of(key))?.lastMs ?? nowMs;
    const failure = { ...key, loginDigest: loginOfKey(one) };
    await rows.loginFailures.add(failure, { nowMs, forgetMs: FORGET_FAILURES_MS });
    return { key, beforeMs };
  });
}

/** The failures of all servers of the house, in the base, which a restart does not forget. */
export function sharedThrottle(store: Store): LoginThrottle {
  // What is counted must be there for the next guess, not yet on the disk: no guesser hears sooner.
  const { unsettled } = store;
  let added = 0;
  const prune = async (rows: StoreWriter, nowMs: number) => {
    added += 1;
    if (added % PRUNE_EVERY === 0) await rows.loginFailures.prune(nowMs - FORGET_FAILURES_MS, MOST_KEYS);
  };
  const takingBack = (counted: readonly Counted[], atMs: number) => async () => {
    await unsettled.write(async ({ loginFailures }) => {
      for (const { key, beforeMs } of counted) await loginFailures.takeBack(key, { atMs, beforeMs });
    });
  };
  return {
    waitMs: (key, nowMs) => store.read((rows) => waitOf(rows, key, nowMs)),
    attempt: async ({ counted: keys, watched = [], nowMs }) => {
      const all = [...keys, ...watched];
      const waitMs = await store.read((rows) => longestWait(rows, all, nowMs));
      if (waitMs > 0) return { waitMs, takeBack: async () => undefined };
      return await unsettled.write(async (rows) => {
        for (const key of keys) await rows.loginFailures.hold(rowKey(key));
        const meanwhile = await longestWait(rows, all, nowMs);
        const counted = meanwhile > 0 ? [] : await count(rows, keys, nowMs);
        await prune(rows, nowMs);
        return { waitMs: meanwhile, takeBack: takingBack(counted, nowMs) };
      });
    },
    fail: async (keys, nowMs) => {
      const counted = await unsettled.write(async (rows) => {
        await prune(rows, nowMs);
        return await count(rows, keys, nowMs);
      });
      return takingBack(counted, nowMs);
    },
    forget: (key) => unsettled.write((rows) => rows.loginFailures.forget(rowKey(key))),
    forgetLogin: (login) => unsettled.write((rows) => rows.loginFailures.forgetLogin(loginDigest(login))),
    takeQuiet: (pair, address, nowMs) =>
      unsettled.write(async ({ loginFailures }) => {
        const span = { nowMs, everyMs: QUIET_TRIES.everyMs };
        return (
          (await loginFailures.takeQuiet(sha256(`pair ${pair}`), { ...span, most: QUIET_TRIES.pair })) &&
          (await loginFailures.takeQuiet(sha256(`address ${address}`), {
            ...span,
            most: QUIET_TRIES.address,
          }))
        );
      }),
  };
}
