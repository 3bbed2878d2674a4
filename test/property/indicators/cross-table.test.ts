import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CrossAxis, crossAxes } from '../../../server/domain/indicators/cross-axes.ts';
import {
  CROSS_MEASURES,
  type CrossCell,
  type CrossCount,
  crossTable,
} from '../../../server/domain/indicators/cross-table.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';

const CODES = ['AC_UP', 'RA_MOYENS', 'DP_LIEN', 'NJ_NRP', 'NJ_OCC', 'RP_INDECIS', 'EF_MD'];

interface DrawnCount {
  readonly row: string;
  readonly column: string;
  readonly disposition: string;
  readonly number: number;
  readonly isCounted: boolean;
}

const count: fc.Arbitrary<DrawnCount> = fc.record({
  row: fc.constantFrom('S1', 'S2', 'S3', ''),
  column: fc.constantFrom('A', 'B', 'C'),
  disposition: fc.constantFrom(...CODES),
  number: fc.nat({ max: 20 }),
  isCounted: fc.boolean(),
});

function axis(key: string): CrossAxis {
  const found = crossAxes([]).find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
}

/** An agreement is a call of its own, the rest are counts. */
function countsOf(drawn: readonly DrawnCount[]): readonly CrossCount[] {
  return drawn.map(({ number, isCounted: _, ...one }, at) =>
    one.disposition === 'AC_UP'
      ? { ...one, callId: `c${at}`, calls: 1 }
      : { ...one, callId: null, calls: number },
  );
}

const question = (drawn: readonly DrawnCount[], least: number, measure = 'accords') => ({
  rows: axis('profil'),
  columns: axis('theme'),
  measure: CROSS_MEASURES.find(({ key }) => key === measure) ?? never(),
  context: { scripts: new Map(), teams: new Map() },
  agreed: new Set(drawn.flatMap(({ isCounted }, at) => (isCounted ? [`c${at}`] : []))),
  least,
});

function never(): never {
  throw new Error('no such measure');
}

const casesOf = (cell: CrossCell | undefined) => cell?.share.cases ?? 0;
const successesOf = (cell: CrossCell | undefined) => cell?.share.successes ?? 0;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

test('told whole, the cells of a table add up to its totals, and its totals to what the calls say', () => {
  fc.assert(
    fc.property(fc.array(count, { maxLength: 60 }), (drawn) => {
      const counts = countsOf(drawn);
      const table = crossTable(counts, question(drawn, 1));
      for (const { cells, whole } of table.rows) {
        expect(sum(cells.map(casesOf))).toBe(casesOf(whole));
        expect(sum(cells.map(successesOf))).toBe(successesOf(whole));
      }
      for (const [at, whole] of table.wholes.entries())
        expect(sum(table.rows.map(({ cells }) => casesOf(cells[at])))).toBe(casesOf(whole));
      const useful = counts.filter(({ disposition }) => {
        const row = dispositionOf(disposition);
        return row?.isFinal && row.useful;
      });
      expect(casesOf(table.whole)).toBe(sum(useful.map(({ calls }) => calls)));
      const agreed = drawn.filter(({ disposition, isCounted }) => disposition === 'AC_UP' && isCounted);
      expect(successesOf(table.whole)).toBe(agreed.length);
    }),
  );
});

test('no cell of too few cases is told, nor one that the totals would give away, in any measure', () => {
  fc.assert(
    fc.property(
      fc.array(count, { maxLength: 60 }),
      fc.constantFrom(...CROSS_MEASURES.map(({ key }) => key)),
      (drawn, measure) => {
        const counts = countsOf(drawn);
        const whole = crossTable(counts, question(drawn, 1, measure));
        const table = crossTable(counts, question(drawn, 5, measure));
        expect(table.columns).toEqual(whole.columns);
        for (const [y, { cells }] of table.rows.entries()) {
          const real = (x: number) => casesOf(whole.rows[y]?.cells[x]);
          for (const [x, cell] of cells.entries()) {
            if (real(x) > 0 && real(x) < 5) expect(cell).toBeNull();
            if (cell) expect(cell.share.successes).toBeLessThanOrEqual(cell.share.cases);
          }
          const hidden = cells.flatMap((cell, x) => (cell === null ? [real(x)] : []));
          const filled = cells.filter((_, x) => real(x) > 0).length;
          if (filled > 1) expect(hidden).not.toHaveLength(1);
        }
      },
    ),
  );
});
