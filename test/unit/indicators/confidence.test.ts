import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, LEAST_CASES, wilson } from '../../../server/domain/indicators/confidence.ts';

const rounded = (successes: number, cases: number) => {
  const { low, high } = wilson({ successes, cases });
  return [low, high].map((bound) => Math.round(bound * 1e4) / 1e4);
};

describe('R-22 intervals', () => {
  it('are Wilson’s, as in the published tables', () => {
    expect(rounded(0, 10)).toEqual([0, 0.2775]);
    expect(rounded(10, 10)).toEqual([0.7225, 1]);
    expect(rounded(5, 10)).toEqual([0.2366, 0.7634]);
    expect(rounded(81, 263)).toEqual([0.2553, 0.3662]);
    expect(rounded(0, 0)).toEqual([0, 1]);
  });

  it('hold the share, stay within 0 and 1, and narrow with more cases', () => {
    const share = fc
      .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([cases, part]) => ({ cases, successes: Math.floor(cases * part) }));
    fc.assert(
      fc.property(share, ({ successes, cases }) => {
        const { low, high } = wilson({ successes, cases });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / cases + 1e-12);
        expect(high).toBeGreaterThanOrEqual(successes / cases - 1e-12);
        const more = wilson({ successes: successes * 4, cases: cases * 4 });
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
    );
  });
});

describe('a comparison', () => {
  it('calls different only intervals that do not touch', () => {
    expect(compare({ successes: 60, cases: 100 }, { successes: 30, cases: 100 })).toBe('above');
    expect(compare({ successes: 30, cases: 100 }, { successes: 60, cases: 100 })).toBe('below');
    expect(compare({ successes: 45, cases: 100 }, { successes: 40, cases: 100 })).toBe('like-the-rest');
  });

  it('says nothing on fewer than 30 cases, on either side', () => {
    const few = { successes: 0, cases: LEAST_CASES - 1 };
    const enough = { successes: LEAST_CASES, cases: LEAST_CASES };
    expect(compare(few, enough)).toBe('too-few');
    expect(compare(enough, few)).toBe('too-few');
    expect(compare({ successes: 0, cases: LEAST_CASES }, enough)).toBe('below');
  });
});
