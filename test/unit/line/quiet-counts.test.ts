import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countQuiet,
  LEAST_TOLD,
  type QuietCounts,
  toldSpans,
} from '../../../server/domain/line/quiet-counts.ts';
import { QUIET_KINDS } from '../../../shared/line/quiet-kinds.ts';

const HOUR = 3_600_000;
const EVENING = Date.UTC(2026, 11, 5, 19, 0);
const counted = (atMs: readonly number[]): QuietCounts =>
  atMs.reduce((counts: QuietCounts, at) => countQuiet(counts, 'handed-over', at), {});

describe('what leaves no row is told only among others', () => {
  it('four in an hour wait for the next, and are told with it', () => {
    const four = counted([1, 2, 3, 4].map((at) => EVENING + at));
    expect(toldSpans(four, EVENING + HOUR, () => 100)).toEqual({ told: [], left: four });
    const five = countQuiet(four, 'handed-over', EVENING + HOUR + 5);
    expect(toldSpans(five, EVENING + 2 * HOUR, () => 100)).toEqual({
      told: [{ kind: 'handed-over', fromMs: EVENING, toMs: EVENING + 2 * HOUR, calls: 5 }],
      left: {},
    });
  });

  it('nothing is told within its hour, nor where they would be more than a quarter of the calls', () => {
    const five = counted([1, 2, 3, 4, 5].map((at) => EVENING + at));
    expect(toldSpans(five, EVENING + HOUR - 1, () => 100).told).toEqual([]);
    expect(toldSpans(five, EVENING + HOUR, () => 19).told).toEqual([]);
    expect(toldSpans(five, EVENING + HOUR, () => 20).told).toHaveLength(1);
  });

  it('whatever comes when, no span tells fewer than five, and none is told twice', () => {
    const comes = fc.record({ kind: fc.constantFrom(...QUIET_KINDS), hour: fc.nat(10) });
    fc.assert(
      fc.property(fc.array(comes, { maxLength: 80 }), (all) => {
        let counts: QuietCounts = {};
        let told = 0;
        const inOrder = all.toSorted((a, b) => a.hour - b.hour);
        for (let hour = 0; hour <= 11; hour += 1) {
          const turn = toldSpans(counts, EVENING + hour * HOUR, () => 1_000);
          expect(turn.told.every(({ calls }) => calls >= LEAST_TOLD)).toBe(true);
          told += turn.told.reduce((sum, { calls }) => sum + calls, 0);
          counts = turn.left;
          for (const one of inOrder.filter((other) => other.hour === hour))
            counts = countQuiet(counts, one.kind, EVENING + hour * HOUR + 1);
        }
        const waiting = Object.values(counts).reduce((sum, { calls }) => sum + calls, 0);
        expect(told + waiting).toBe(all.length);
      }),
    );
  });
});
