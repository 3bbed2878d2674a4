import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countersOf } from '../../../server/domain/indicators/indicator-counters.ts';
import { divideHalfUp } from '../../../server/domain/indicators/indicator-figures.ts';
import { indicatorLine, indicators } from '../../../server/domain/indicators/indicators.ts';
import { DISPOSITIONS, dispositionOf, isProcessed } from '../../../shared/dispositions.ts';
import { EMPTY_SPAN, workedExample } from '../../support/review/worked-example.ts';

const FINAL = DISPOSITIONS.filter((row) => row.isFinal).map((row) => row.code);
const closedRecords = fc.array(fc.constantFrom(...FINAL), { maxLength: 300 }).map((codes) => {
  const closed = new Map<string, number>();
  for (const code of codes) closed.set(code, (closed.get(code) ?? 0) + 1);
  return closed;
});

describe('R-21 counters over any closed records', () => {
  it('CA ⊆ CU ⊆ T, S ⇒ A ⇒ U ⇒ R ⇒ H on every final code', () => {
    for (const row of DISPOSITIONS.filter((one) => isProcessed(one))) {
      expect(!row.agreement || row.pitched, row.code).toBe(true);
      expect(!row.pitched || row.useful, row.code).toBe(true);
      expect(!row.useful || row.rightPerson, row.code).toBe(true);
      expect(!row.rightPerson || row.humanReached, row.code).toBe(true);
    }
    fc.assert(
      fc.property(closedRecords, (closed) => {
        const { pitched, useful, processed } = countersOf(closed);
        expect(pitched).toBeLessThanOrEqual(useful);
        expect(useful).toBeLessThanOrEqual(processed);
      }),
    );
  });

  it('T = CU + échecs and CU = A + DP + remerciés + R + neutres are partitions', () => {
    fc.assert(
      fc.property(closedRecords, (closed) => {
        const c = countersOf(closed);
        expect(c.useful + c.failed).toBe(c.processed);
        expect(c.agreements + c.oneOffs + c.thanked + c.refusals + c.neutral).toBe(c.useful);
        expect(c.pitchedRefusals + c.unheardRefusals + c.objections + c.stopRequests).toBe(c.refusals);
        expect(c.wrongPersons).toBeLessThanOrEqual(c.wrongRecipients);
        expect(c.wrongRecipients).toBeLessThanOrEqual(c.failed);
      }),
    );
  });

  it('T counts exactly the processed records, whatever else is closed', () => {
    fc.assert(
      fc.property(closedRecords, (closed) => {
        const expected = [...closed].reduce((sum, [code, count]) => {
          const row = dispositionOf(code);
          return sum + (row && isProcessed(row) ? count : 0);
        }, 0);
        expect(countersOf(closed).processed).toBe(expected);
      }),
    );
  });

  it('the cumulated counts of two spans are the sum of each', () => {
    fc.assert(
      fc.property(closedRecords, closedRecords, (first, second) => {
        const both = new Map(first);
        for (const [code, count] of second) both.set(code, (both.get(code) ?? 0) + count);
        const [a, b, sum] = [countersOf(first), countersOf(second), countersOf(both)];
        for (const key of Object.keys(sum) as (keyof typeof sum)[]) expect(sum[key]).toBe(a[key] + b[key]);
      }),
    );
  });

  it('rates stay between 0 and 100 %, and are n. d. only where the denominator is 0', () => {
    fc.assert(
      fc.property(closedRecords, (closed) => {
        const all = indicators({ ...workedExample(), cumulated: { ...EMPTY_SPAN, closed } });
        const { useful, processed } = countersOf(closed);
        const scaled = (key: string) => indicatorLine(all, key)?.cumulated.scaled;
        expect(scaled('agreementRate') === null).toBe(useful === 0);
        expect(scaled('pitchRate') === null).toBe(processed === 0);
        for (const key of ['agreementRate', 'pitchRate', 'usefulRate', 'wrongRecipientRate']) {
          expect(scaled(key) ?? 0).toBeGreaterThanOrEqual(0);
          expect(scaled(key) ?? 0).toBeLessThanOrEqual(1000);
        }
      }),
    );
  });
});

describe('half-up division', () => {
  it('is the exact floor(n/d + 1/2), negatives included', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 1, max: 1e9 }), (n, d) => {
        const rounded = BigInt(divideHalfUp(n, d));
        const [twice, span] = [2n * BigInt(n) + BigInt(d), 2n * BigInt(d)];
        expect(rounded * span <= twice && twice < (rounded + 1n) * span).toBe(true);
      }),
    );
  });

  it('rounds the half up, where binary fractions would not', () => {
    expect([
      divideHalfUp(1005, 1000),
      divideHalfUp(5, 10),
      divideHalfUp(-5, 10),
      divideHalfUp(25, 10),
    ]).toEqual([1, 1, 0, 3]);
  });
});
