import { describe, expect, it } from 'vitest';
import {
  blockedShare,
  busyShare,
  callsBeforeOverflow,
  callsCarried,
  seatsFor,
  servedShare,
  waitingShare,
} from '../../../server/domain/line/staffing/erlang.ts';

/** Erlangs are calls of an hour that last an hour. */
const erlangs = (load: number, seats: number) => ({ callsPerHour: load, handlingSeconds: 3600, seats });
const GOAL = { share: 0.8, seconds: 20 };
const MINUTE_CALL = 78;

describe('Erlang B and C, against the tables in print', () => {
  it.each([
    [1, 1, 0.5],
    [5, 10, 0.0184],
    [10, 15, 0.0365],
    [20, 30, 0.0085],
    [100, 117, 0.0098],
  ])('%d erlangs on %d seats: a share of %d finds them all taken', (load, seats, share) => {
    expect(blockedShare(erlangs(load, seats))).toBeCloseTo(share, 4);
  });

  it.each([
    [5, 10, 0.0361],
    [10, 15, 0.102],
    [20, 30, 0.025],
  ])('%d erlangs on %d seats: a share of %d waits', (load, seats, share) => {
    expect(waitingShare(erlangs(load, seats))).toBeCloseTo(share, 3);
  });

  it('more calls than can be served all wait, and none is served in time', () => {
    expect(waitingShare(erlangs(15, 15))).toBe(1);
    expect(servedShare(erlangs(15, 15), 20)).toBe(0);
    expect(busyShare(erlangs(30, 15))).toBe(1);
  });

  it('no call asks for one seat, which is idle', () => {
    const calls = { callsPerHour: 0, handlingSeconds: MINUTE_CALL };
    expect(seatsFor(calls, GOAL)).toBe(1);
    expect(busyShare({ ...calls, seats: 1 })).toBe(0);
  });
});

describe('R-43 a line of one-minute calls, four in five served within twenty seconds', () => {
  it.each([
    [15, 573],
    [25, 1015],
    [70, 3052],
    [350, 15_925],
  ])('%d seats carry %d calls an hour', (seats, calls) => {
    expect(callsCarried({ handlingSeconds: MINUTE_CALL, seats }, GOAL)).toBe(calls);
    expect(seatsFor({ callsPerHour: calls, handlingSeconds: MINUTE_CALL }, GOAL)).toBe(seats);
    expect(seatsFor({ callsPerHour: calls + 1, handlingSeconds: MINUTE_CALL }, GOAL)).toBe(seats + 1);
  });

  it('fifteen seats overflow by one call in a hundred from 429 calls an hour of 68 seconds', () => {
    expect(callsBeforeOverflow({ handlingSeconds: 68, seats: 15 }, 0.01)).toBe(429);
  });
});
