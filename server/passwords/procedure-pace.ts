import { createHash } from 'node:crypto';
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';
import { isOwnMachine } from '../domain/access/login-places.ts';
import type { PaceKind, ProcedurePace } from '../ports/procedure-pace.ts';

/** Calls a second that may last for ever, and how many more at once, given back in ten seconds. */
const PACES: Readonly<Record<PaceKind, { readonly perSecond: number; readonly burst: number }>> = {
  read: { perSecond: 30, burst: 120 },
  // A workstation that comes back sends at once all it had to keep.
  write: { perSecond: 30, burst: 300 },
  heavy: { perSecond: 5, burst: 30 },
  line: { perSecond: 2, burst: 30 },
  // A whole floor arrives from one address at nine o’clock.
  stranger: { perSecond: 100, burst: 1500 },
};
const BURST_SECONDS = 10;

/** Strangers choose their address: folded into so many slots, memory stays bounded. */
const SLOTS = 4096;

/** Screens rendered on this very machine all come from it, or from nowhere. */
const isOwn = (address: string) => address === '' || isOwnMachine(address);

function limiterOf(kind: PaceKind): BurstyRateLimiter {
  const { perSecond, burst } = PACES[kind];
  return new BurstyRateLimiter(
    new RateLimiterMemory({ keyPrefix: kind, points: perSecond, duration: 1 }),
    new RateLimiterMemory({ keyPrefix: `${kind}-burst`, points: burst, duration: BURST_SECONDS }),
  );
}

function slotOf(address: string): string {
  return String(createHash('sha256').update(address).digest().readUInt32BE(0) % SLOTS);
}

function tooFast(waitMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new AppError({
    code: 'too-many-requests',
    kind: 'too-many',
    message: 'Trop de demandes en trop peu de temps : celle-ci n’a pas été faite.',
    hint: `Attendez ${seconds} s, puis recommencez ; un programme doit ralentir.`,
  });
}

/** Counts by this process's own clock, whatever the house's: a simulated hour does not let more through. */
export function memoryPace(): ProcedurePace {
  const limiters = {
    read: limiterOf('read'),
    write: limiterOf('write'),
    heavy: limiterOf('heavy'),
    line: limiterOf('line'),
    stranger: limiterOf('stranger'),
  };
  return {
    take: async (kind, who) => {
      if (kind === 'stranger' && isOwn(who)) return;
      try {
        await limiters[kind].consume(kind === 'stranger' ? slotOf(who) : who);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) throw tooFast(refused.msBeforeNext);
        throw refused;
      }
    },
  };
}
