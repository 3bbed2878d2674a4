import { afterEach, describe, expect, it, vi } from 'vitest';
import { giveWay } from '../../../server/give-way.ts';

afterEach(() => vi.restoreAllMocks());

/**
 * Somebody else's requests, so many turns of the loop of one millisecond each by a clock that only they and pauses move:
 * a busy machine changes nothing.
 */
function othersAtWork(turns: number): { readonly left: () => number; readonly stop: () => void } {
  let left = turns;
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation((before) => {
    if (before) nowMs += 1;
    return { idle: 0, active: left > 0 ? 1 : 0, utilization: 0 };
  });
  const turn = () => {
    nowMs += 1;
    left -= 1;
    if (left > 0) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    left: () => left,
    stop: () => {
      left = 0;
    },
  };
}

describe('a long work', () => {
  it('goes on once the requests of others are answered', async () => {
    const others = othersAtWork(8);
    await giveWay();
    expect(others.left()).toBeLessThanOrEqual(0);
  });

  it('goes on, however many others there are', async () => {
    const others = othersAtWork(Number.MAX_SAFE_INTEGER);
    for (let slices = 0; slices < 3; slices += 1) await giveWay();
    expect(others.left()).toBeGreaterThan(0);
    others.stop();
  });

  it('waits together with another', async () => {
    const others = othersAtWork(8);
    await Promise.all([giveWay(), giveWay()]);
    expect(others.left()).toBeLessThanOrEqual(0);
  });
});
