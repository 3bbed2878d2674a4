import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { steadyClock } from '../../../server/clock/system-clock.ts';

/** A machine whose hour and ticks are moved by hand. */
function machine(wallMs: number) {
  const at = { wallMs, ticksMs: 0 };
  return {
    counts: { wallMs: () => at.wallMs, ticksMs: () => at.ticksMs },
    pass: (ms: number) => {
      at.wallMs += ms;
      at.ticksMs += ms;
    },
    set: (byMs: number) => {
      at.wallMs += byMs;
    },
  };
}

const HOUR = 3_600_000;
const START = 1_780_000_000_000;

describe('an hour that somebody sets back while the house runs', () => {
  test('is counted on by the ticks, told, and followed again once it has caught up', () => {
    const { counts, pass, set } = machine(START);
    const clock = steadyClock(0, counts);
    pass(1000);
    set(-HOUR);
    expect(clock.nowMs()).toBe(START + 1000);
    expect(clock.behindMs()).toBe(HOUR);
    pass(10_000);
    expect(clock.nowMs()).toBe(START + 11_000);
    set(HOUR);
    expect([clock.nowMs(), clock.behindMs()]).toEqual([START + 11_000, 0]);
  });

  test('forward, it is followed at once, ticks or not: a machine that slept', () => {
    const { counts, set } = machine(START);
    const clock = steadyClock(0, counts);
    set(8 * HOUR);
    expect([clock.nowMs(), clock.behindMs()]).toEqual([START + 8 * HOUR, 0]);
  });

  test('a start just behind the last entry goes on from it', () => {
    const { counts, pass } = machine(START);
    const clock = steadyClock(START + 60_000, counts);
    expect([clock.nowMs(), clock.behindMs()]).toEqual([START + 60_000, 60_000]);
    pass(5000);
    expect(clock.nowMs()).toBe(START + 65_000);
  });

  test('whatever is done to it, never goes back, nor before what was written, nor runs ahead of hour and ticks', () => {
    const step = fc.record({ passMs: fc.nat(100_000), setMs: fc.integer({ min: -HOUR, max: HOUR }) });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: -HOUR, max: HOUR }),
        (steps, ahead) => {
          const { counts, pass, set } = machine(START);
          const clock = steadyClock(START + ahead, counts);
          let last = clock.nowMs();
          let highest = Math.max(START, START + ahead);
          expect(last).toBe(highest);
          for (const { passMs, setMs } of steps) {
            pass(passMs);
            set(setMs);
            const now = clock.nowMs();
            expect(now).toBeGreaterThanOrEqual(last + passMs);
            highest = Math.max(highest + passMs, counts.wallMs());
            expect(now).toBe(highest);
            last = now;
          }
        },
      ),
    );
  });
});
