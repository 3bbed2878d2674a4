import { describe, expect, it } from 'vitest';
import { duplicateOf, type PledgeMark } from '../../../server/domain/line/duplicate-pledge.ts';
import { pledgeFigures } from '../../../server/domain/line/line-figures.ts';

const HOUR = 3_600_000;
const mark = (change: Partial<PledgeMark> = {}): PledgeMark => ({
  atMs: 100 * HOUR,
  number: 'a',
  lastName: 'Le Testeur',
  firstName: 'Ysaline-Fictive',
  postcode: '01990',
  ...change,
});
const BEFORE = mark({ atMs: 99 * HOUR });
const isDuplicate = (change: Partial<PledgeMark>, earlier = [BEFORE]) =>
  duplicateOf(mark(change), earlier, 24) !== undefined;

describe('a second pledge of one person (R-40)', () => {
  it.each([
    ['the same number, another name', { lastName: 'Autre', firstName: 'Marius' }],
    ['another number, the same names and postcode', { number: 'b' }],
    [
      'names without accents or hyphens, in capitals',
      { number: 'b', lastName: 'LE-TESTEUR', firstName: 'YSALINE FICTIVE' },
    ],
    [
      'names the other way round',
      { number: undefined, lastName: 'Ysaline-Fictive', firstName: 'Le Testeur' },
    ],
    ['exactly a day later', { atMs: BEFORE.atMs + 24 * HOUR }],
  ])('is seen by %s', (_what, change) => {
    expect(isDuplicate(change)).toBe(true);
  });

  it.each([
    ['a number of another person of the town', { number: 'b', firstName: 'Marius' }],
    ['the same names elsewhere', { number: 'b', postcode: '01991' }],
    ['a second after a day', { atMs: BEFORE.atMs + 24 * HOUR + 1000 }],
    ['two people who give no name, by numbers withheld', { number: undefined, lastName: '', firstName: '' }],
    ['a pledge that came after', { atMs: BEFORE.atMs - 1 }],
  ])('is not seen in %s', (_what, change) => {
    expect(isDuplicate(change)).toBe(false);
  });

  it('withheld numbers are nobody’s, and no name is nobody’s either', () => {
    const nobody = mark({ atMs: 99 * HOUR, number: undefined, lastName: '', firstName: '', postcode: '' });
    expect(isDuplicate({ number: undefined, lastName: '', firstName: '', postcode: '' }, [nobody])).toBe(
      false,
    );
  });

  it('is that of the latest where there are several', () => {
    const later = mark({ atMs: 99.5 * HOUR });
    expect(duplicateOf(mark(), [BEFORE, later], 24)).toBe(later);
  });
});

describe('what pledges come to (R-44)', () => {
  const of = (minor: number, rhythm: 'once' | 'monthly', currency: 'EUR' | 'CHF' = 'EUR') => ({
    ...{ currency, rhythm, minor },
    pledges: 1,
  });

  it('keeps a month’s apart from what is given once, and one currency from another', () => {
    expect(
      pledgeFigures([of(5000, 'once'), of(2501, 'once'), of(1000, 'monthly'), of(700, 'monthly', 'CHF')]),
    ).toEqual([
      { currency: 'EUR', pledges: 3, onceMinor: 7501, monthlyMinor: 1000, averageOnceMinor: 3751 },
      { currency: 'CHF', pledges: 1, onceMinor: 0, monthlyMinor: 700, averageOnceMinor: null },
    ]);
    expect(pledgeFigures([])).toEqual([]);
  });
});
