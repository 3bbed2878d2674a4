import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEAST_CASES } from '../../../server/domain/indicators/confidence.ts';
import { lackOf } from '../../../server/domain/review/measure-facts.ts';
import { measures, noMeasureText } from '../../../server/domain/review/review-measures.ts';
import { comparison, measured } from '../../support/review/measured.ts';

const share = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 100 }))
  .map(([cases, percent]) => ({ cases, successes: Math.round((cases * percent) / 100) }));
const shares = fc.record({ A: share, B: share, C: share });

const facts = fc
  .record({
    treated: fc.integer({ min: 0, max: 900 }),
    usefulPercent: fc.integer({ min: 0, max: 100 }),
    agreedPercent: fc.integer({ min: 0, max: 100 }),
    meanMinor: fc.integer({ min: 0, max: 900 }),
    firstPercent: fc.integer({ min: 0, max: 100 }),
    elapsedDays: fc.integer({ min: 0, max: 20 }),
    hours: fc.integer({ min: 0, max: 800 }),
    seatDays: fc.integer({ min: 0, max: 200 }),
    callingDaysLeft: fc.integer({ min: 0, max: 18 }),
    agreed: shares,
    reached: shares,
    parts: fc.record({ matin: share, soir: share }),
    themes: shares,
    open: fc.record({ A: fc.nat({ max: 300 }), B: fc.nat({ max: 300 }), C: fc.nat({ max: 300 }) }),
  })
  .map((drawn) => {
    const useful = Math.round((drawn.treated * drawn.usefulPercent) / 100);
    const agreements = Math.round((useful * drawn.agreedPercent) / 100);
    return measured({
      ...{ treated: drawn.treated, useful, agreements, elapsedDays: drawn.elapsedDays },
      amountMinor: agreements * drawn.meanMinor,
      atFirst: Math.round((agreements * drawn.firstPercent) / 100),
      seconds: drawn.hours * 3600,
      seatDays: drawn.seatDays,
      callingDaysLeft: drawn.callingDaysLeft,
      open: drawn.open.A + drawn.open.B + drawn.open.C,
      openBySegment: new Map(Object.entries(drawn.open)),
      comparisons: [
        comparison('segment-agreed', drawn.agreed),
        comparison('segment-reached', drawn.reached),
        comparison('part-reached', drawn.parts),
        comparison('theme-agreed', drawn.themes),
      ],
    });
  });

test('R-67 an effect lies within its interval and never beyond what its cause lacks, and nothing is proposed on too little', () => {
  fc.assert(
    fc.property(facts, (drawn) => {
      const found = measures(drawn);
      for (const { cause, effect, text, because } of found) {
        expect(`${text} ${because}`).not.toMatch(/NaN|Infinity|undefined|-\d/);
        if (!effect) {
          expect(lackOf(drawn, cause)).toBe(0);
          continue;
        }
        expect(Number.isInteger(effect.expected)).toBe(true);
        expect(effect.low).toBeGreaterThanOrEqual(0);
        expect(effect.low).toBeLessThanOrEqual(effect.expected);
        expect(effect.expected).toBeLessThanOrEqual(effect.high);
        expect(effect.high).toBeLessThanOrEqual(lackOf(drawn, cause));
        expect(effect.unit).toBe(cause === 'amount' ? 'money' : 'agreements');
      }
      const ofUnit = (unit: string) =>
        found.flatMap(({ effect }) => (effect?.unit === unit ? [effect.expected] : []));
      for (const unit of ['agreements', 'money'])
        expect(ofUnit(unit)).toEqual(ofUnit(unit).toSorted((a, b) => b - a));
      if (drawn.treated < LEAST_CASES || drawn.gaps === undefined) expect(found).toEqual([]);
      expect(noMeasureText(drawn)).toMatch(/^Aucune/);
    }),
    { numRuns: 500 },
  );
});
