import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlindSet } from '../../../server/domain/contact-file/report/blind-set.ts';
import { ReportLines } from '../../../server/domain/contact-file/report/report-lines.ts';

const line = fc.record({
  outcome: fc.constantFrom('rejected' as const, 'excluded' as const, 'warned' as const),
  rowNumber: fc.integer({ min: 1, max: 1_048_576 }),
  donorId: fc.constantFrom('', '00042', 'A 7', 'é'),
  column: fc.constantFrom('', 'CP', 'TEL_FIXE'),
  code: fc.constantFrom('required', 'EF_DNC'),
  message: fc.constantFrom('Absent.', 'Refusé.'),
});

describe('lines kept small', () => {
  it('come back as they were, in order, as often as one likes', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 0, maxLength: 3000, size: 'max' }), (lines) => {
        const kept = new ReportLines();
        for (const one of lines) kept.push(one);
        expect(kept.length).toBe(lines.length);
        expect([...kept]).toEqual(lines);
        expect([...kept]).toEqual(lines);
      }),
      { numRuns: 25 },
    );
  });
});

describe('blind indexes met', () => {
  it('are told apart exactly, as a set of texts would', () => {
    const blind = (number: number) => createHash('sha256').update(String(number)).digest('hex').slice(0, 32);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 6000, size: 'max' }),
        (numbers) => {
          const mine = new BlindSet();
          const known = new Set<number>();
          for (const number of numbers) {
            expect(mine.addAgain(blind(number))).toBe(known.has(number));
            known.add(number);
          }
          expect(mine.size).toBe(known.size);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('indexes that differ in one digit are two, that of zeros is one too', () => {
    const set = new BlindSet();
    const zero = '0'.repeat(32);
    expect([set.addAgain(zero), set.addAgain(zero)]).toEqual([false, true]);
    for (let at = 0; at < 32; at += 1)
      expect(set.addAgain(`${zero.slice(0, at)}1${zero.slice(at + 1)}`)).toBe(false);
    expect(set.size).toBe(33);
  });
});
