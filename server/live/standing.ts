import assert from 'node:assert/strict';
import { holderOf } from '../domain/house/server-holder.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { BaseSchema, ServerStart } from '../ports/rows/servers.ts';
import type { Store } from '../ports/store.ts';

/** Why a server is to be given nobody more. */
export type NotReady = 'starting' | 'draining' | 'base' | 'schema' | 'keys' | 'clock' | 'replaced';

/**
 * Whether this server may be given people: its row in the base, written every few seconds, proves that the base takes what it
 * writes; what the base answered then is what `notReady` says, so that asking costs the base nothing.
 */
export interface Standing {
  /** This start, as what it holds in the base names it. An assertion before `begin`. */
  holder(): string;
  /** How long it holds what it does not renew, milliseconds; it renews at each beat. */
  readonly leaseMs: number;
  /**
   * The base took its row for long enough that every living server has written its own too: only then may one be judged dead,
   * since a base that was away silences all of them.
   */
  isSteady(): boolean;
  /** Registers the server, and goes on until `close`. AppErrors of the store. Once. */
  begin(): Promise<void>;
  /** Registers anew what is true now. A failure is remembered and logged, never thrown. */
  beat(): Promise<void>;
  /** Empty: it is ready. */
  notReady(): readonly NotReady[];
  /** The row says `stopped`, and what it held is anybody's, when the base still takes it. */
  close(): Promise<void>;
}

export interface StandingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly name: string;
  readonly isClosing: () => boolean;
  /** The ring that the passphrase opened at the start is still there. */
  readonly hasKeys: () => Promise<boolean>;
  readonly leaseMs?: number;
  /** Between two beats; a sixth of the lease. */
  readonly beatMs?: number;
}

/** Six beats missed and what it did is another's. */
const LEASE_MS = 30_000;
const BEAT_MS = 5_000;
/** Two beats missed and what was known is no more. */
const STALE_MS = 12_000;
/** Two servers further apart would quarrel over deadlines that each reads on its own clock. */
const MOST_SKEW_MS = 500;

/** What one beat found; `atTicks` of the process's own count, which no set clock moves. */
interface Found {
  readonly atTicks: number;
  readonly why: readonly NotReady[];
}

/** How far this house's clock is from the base's, milliseconds; a simulated hour has no true one to be compared with. */
async function skewMs({ store, clock }: StandingDeps): Promise<number> {
  if (!clock.behindMs) return 0;
  const before = clock.nowMs();
  const baseMs = await store.read((rows) => rows.servers.clockMs());
  const after = clock.nowMs();
  // The base answered at some moment between the two: that much is not known of it.
  return Math.max(0, before - baseMs, baseMs - after);
}

/** Seen, and what this server holds renewed, all in one: a server that is replaced holds nothing much longer. */
async function renew(deps: StandingDeps, self: ServerStart, leaseMs: number) {
  const state = deps.isClosing() ? 'draining' : 'serving';
  return await deps.store.unsettled.write(async ({ servers, jobs, places }) => {
    const nowMs = await servers.clockMs();
    const isStill = await servers.beat(self, state, nowMs);
    if (isStill) {
      await jobs.renew(holderOf(self), nowMs + leaseMs);
      await places.renew(holderOf(self), leaseMs);
    }
    return { isStill, schema: await servers.schema() };
  });
}

interface Known {
  readonly self: ServerStart;
  readonly schema: BaseSchema;
}

async function look(deps: StandingDeps, known: Known, leaseMs: number): Promise<readonly NotReady[]> {
  const why: NotReady[] = [];
  const { isStill, schema } = await renew(deps, known.self, leaseMs);
  if (!isStill) why.push('replaced');
  // A base that only gained something is served on by the program of before.
  if (schema.servesFrom > known.schema.version) why.push('schema');
  if ((await skewMs(deps)) > MOST_SKEW_MS) why.push('clock');
  if (!(await deps.hasKeys())) why.push('keys');
  return why;
}

/** Since when each beat was taken without a gap: two beats later every living server has written its own. */
function openSteadiness(beatMs: number) {
  let sinceTicks: number | undefined;
  let lastTicks: number | undefined;
  return {
    /** Milliseconds since the beat before; 0 for the first. */
    taken: (): number => {
      const now = performance.now();
      const silentMs = now - (lastTicks ?? now);
      if (silentMs > STALE_MS) sinceTicks = undefined;
      lastTicks = now;
      sinceTicks ??= now;
      return silentMs;
    },
    missed: () => {
      sinceTicks = undefined;
    },
    isSteady: () => sinceTicks !== undefined && performance.now() - sinceTicks >= 2 * beatMs,
  };
}

export function openStanding(deps: StandingDeps): Standing {
  const { store, log, name, leaseMs = LEASE_MS, beatMs = BEAT_MS } = deps;
  const steadiness = openSteadiness(beatMs);
  let known: Known | undefined;
  let found: Found | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isBeating = false;
  let beating: Promise<void> = Promise.resolve();
  const failed = (error: unknown): string => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal';
    log.error('standing.failed', { code });
    return code;
  };
  const beatNow = async (now: Known) => {
    const atTicks = performance.now();
    try {
      await store.whenFree();
      found = { atTicks, why: await look(deps, now, leaseMs) };
      const silentMs = steadiness.taken();
      // It stood still, or the base was away: the others may have taken over its places and its work.
      if (silentMs > leaseMs) log.warn('standing.lapsed', { seconds: Math.round(silentMs / 1000) });
    } catch (error) {
      steadiness.missed();
      // Another program writes: what was known before holds until it is stale.
      if (failed(error) !== 'store-busy') found = { atTicks, why: ['base'] };
    }
  };
  const beat = async () => {
    if (!known) return;
    // A base that stands still answers one of them, not a row of them.
    if (!isBeating) {
      isBeating = true;
      beating = beatNow(known).finally(() => {
        isBeating = false;
      });
    }
    await beating;
  };
  return {
    holder: () => {
      assert(known, 'a server that is not registered holds nothing');
      return holderOf(known.self);
    },
    leaseMs,
    isSteady: steadiness.isSteady,
    begin: async () => {
      known = await store.write(async ({ servers, jobs, places }) => {
        const epoch = await servers.begin(name, await servers.clockMs());
        await jobs.leave(name);
        await places.forget(name);
        return { self: { name, epoch }, schema: await servers.schema() };
      });
      store.worksAs(holderOf(known.self));
      await beat();
      timer = setInterval(() => void beat(), beatMs);
      timer.unref();
    },
    beat,
    notReady: () => {
      if (deps.isClosing()) return ['draining'];
      if (!found) return ['starting'];
      return performance.now() - found.atTicks > STALE_MS ? ['base'] : found.why;
    },
    close: async () => {
      clearInterval(timer);
      await beating;
      const last = known?.self;
      if (!last) return;
      known = undefined;
      try {
        await store.write(async ({ servers, jobs, places }) => {
          await servers.beat(last, 'stopped', await servers.clockMs());
          await jobs.giveBack(holderOf(last));
          await places.giveBack(holderOf(last));
        });
      } catch (error) {
        // A base that takes nothing more keeps nobody from stopping.
        failed(error);
      }
    },
  };
}
