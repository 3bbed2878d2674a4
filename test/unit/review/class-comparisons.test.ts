import { expect, test } from 'vitest';
import { classFigures } from '../../../server/domain/indicators/class-figures.ts';
import { crossAxes } from '../../../server/domain/indicators/cross-axes.ts';
import { CROSS_MEASURES, crossTable } from '../../../server/domain/indicators/cross-table.ts';
import { classesSheet } from '../../../server/domain/report/classes-sheet.ts';
import { classComparisons } from '../../../server/domain/review/class-comparisons.ts';
import { readingText } from '../../../server/domain/review/review-words.ts';

const AXES = crossAxes([
  { name: 'canal', label: 'canal de recrutement', classes: ['RUE', 'WEB', 'TV', 'AUTRE'] },
]);
const axis = (key: string) => AXES.find((one) => one.key === key)!;

/** Useful contacts of each class, and how many of them agreed. */
function figures(classes: Readonly<Record<string, readonly [cases: number, agreed: number]>>) {
  const counts = Object.entries(classes).flatMap(([row, [cases, agreed]]) => [
    ...Array.from({ length: agreed }, (_, at) => ({
      ...{ row, column: 'FR', disposition: 'AC_UP', callId: `${row}-${at}`, calls: 1 },
    })),
    { row, column: 'FR', disposition: 'RA_MOYENS', callId: null, calls: cases - agreed },
  ]);
  const measure = CROSS_MEASURES[0]!;
  const agreed = new Set(counts.flatMap(({ callId }) => callId ?? []));
  const question = { rows: axis('canal'), columns: axis('pays'), measure, agreed, least: 5 };
  return classFigures(crossTable(counts, { ...question, context: { scripts: new Map(), teams: new Map() } }));
}

test('R-63 each class is compared with all the others', () => {
  const [comparison] = classComparisons([figures({ RUE: [60, 30], WEB: [60, 6], AUTRE: [20, 2] })]);
  expect(comparison?.title).toBe('Canal de recrutement : accords sur contacts utiles');
  expect(comparison?.masked).toEqual([]);
  expect(comparison?.groups.map((one) => [one.name, one.share, one.rest.cases, readingText(one)])).toEqual([
    ['rue', { successes: 30, cases: 60 }, 80, 'nettement au-dessus du reste'],
    ['web', { successes: 6, cases: 60 }, 80, 'nettement au-dessous du reste'],
    ['autre', { successes: 2, cases: 20 }, 120, 'trop peu de cas (n = 20)'],
  ]);
});

test('R-63 a class of too few is named without a figure, and so is what would give it away', () => {
  const few = figures({ RUE: [60, 30], WEB: [40, 6], TV: [3, 2] });
  const [comparison] = classComparisons([few]);
  expect(comparison?.groups.map(({ name }) => name)).toEqual(['rue']);
  expect(comparison?.masked).toEqual(['web', 'tv']);
  const [sheet] = classesSheet([{ code: 'A', classes: [few] }]);
  expect([...(sheet?.rows ?? [])].map((row) => row.slice(1, 6))).toEqual([
    [
      'canal de recrutement',
      'rue',
      'accords sur contacts utiles',
      { figure: 'integer', value: 30 },
      { figure: 'integer', value: 60 },
    ],
    ['canal de recrutement', 'web', 'accords sur contacts utiles', 'masqué', 'masqué'],
    ['canal de recrutement', 'tv', 'accords sur contacts utiles', 'masqué', 'masqué'],
  ]);
  expect(classesSheet([{ code: 'A', classes: [] }])).toEqual([]);
});
