import { describe, expect, it } from 'vitest';
import { MonthCount, roundLine } from '../../../server/domain/watch/watch-measures.ts';
import { watchWorkbook } from '../../../server/domain/watch/watch-sheet.ts';

function counted(): MonthCount {
  const count = new MonthCount();
  for (let at = 1; at <= 98; at += 1)
    count.add({ atMs: at, blind: false, ms: { Postes: at, Relais: 5 }, down: {} });
  for (const blind of [false, false, true])
    count.add({ atMs: 0, blind, ms: { Relais: 5 }, down: { Postes: 'refused' } });
  return count;
}

describe('the measures of a month (R-58)', () => {
  it('availability counts answers and failures; what our own network hid is beside', () => {
    const [postes, relais] = counted().figures('2026-11', ['Postes', 'Relais']);
    expect(postes).toMatchObject({ answered: 98, failed: 2, blind: 1, availability: 0.98 });
    expect(relais).toMatchObject({ answered: 101, failed: 0, availability: 1 });
  });

  it('a rank is a duration that was measured', () => {
    const [postes] = counted().figures('2026-11', ['Postes']);
    expect([postes?.p50Ms, postes?.p95Ms, postes?.p99Ms]).toEqual([49, 94, 98]);
  });

  it('a target without a measure is not available, nor unavailable; one that left the file is still told', () => {
    const figures = counted().figures('2026-11', ['Neuve', 'Relais']);
    expect(figures.map(({ target }) => target)).toEqual(['Neuve', 'Relais', 'Postes']);
    expect(figures[0]).toMatchObject({ availability: null, p50Ms: null });
  });

  it('a round is kept as who answered in how long, and who failed why', () => {
    const outcomes = new Map([
      ['Postes', { ok: false, why: 'timeout', detail: '' } as const],
      ['Relais', { ok: true, ms: 7 } as const],
    ]);
    expect(roundLine({ atMs: 4, outcomes }, true)).toEqual({
      ...{ atMs: 4, blind: true, ms: { Relais: 7 }, down: { Postes: 'timeout' } },
    });
  });

  it('the workbook lays the months of a target beside each other', () => {
    const figures = ['2026-10', '2026-11'].flatMap((month) => counted().figures(month, ['Postes', 'Relais']));
    const [comparison, detail] = watchWorkbook(figures, 0).sheets;
    expect(comparison?.columns.map(({ header }) => header)).toEqual([
      'Cible',
      ...['2026-10', '2026-11'].flatMap((month) =>
        ['disponibilité (%)', 'p50 (ms)', 'p95 (ms)', 'p99 (ms)'].map((what) => `${month} ${what}`),
      ),
    ]);
    expect([...(comparison?.rows ?? [])][0]).toEqual(['Postes', 98, 49, 94, 98, 98, 49, 94, 98]);
    expect([...(detail?.rows ?? [])]).toHaveLength(4);
  });
});
