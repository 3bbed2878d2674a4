import type { CellValue, ColumnSpec, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import type { MonthFigures } from './watch-measures.ts';

const figure = (header: string, kind: ColumnSpec['kind'] = 'integer'): ColumnSpec => ({
  header,
  kind,
  width: header.length + 3,
});
const NAME: ColumnSpec = { header: 'Cible', kind: 'text', width: 34 };

/** As many hundredths of a percent as a month of minutes can tell. */
const percent = (share: number | null): CellValue => (share === null ? null : share * 100);

function monthsOf(figures: readonly MonthFigures[]): readonly string[] {
  return [...new Set(figures.map(({ month }) => month))];
}

/** The months of each target beside each other. */
function comparison(figures: readonly MonthFigures[]): SheetSpec {
  const months = monthsOf(figures);
  const targets = [...new Set(figures.map(({ target }) => target))];
  const columns = months.flatMap((month) => [
    figure(`${month} disponibilité (%)`, 'decimal'),
    ...['p50', 'p95', 'p99'].map((rank) => figure(`${month} ${rank} (ms)`)),
  ]);
  const rows = targets.map((target): readonly CellValue[] => [
    target,
    ...months.flatMap((month) => {
      const one = figures.find((each) => each.target === target && each.month === month);
      return [percent(one?.availability ?? null), one?.p50Ms ?? null, one?.p95Ms ?? null, one?.p99Ms ?? null];
    }),
  ]);
  return { name: 'Comparaison', columns: [NAME, ...columns], rows };
}

/** On what the comparison rests: how many measures there were. */
function detail(figures: readonly MonthFigures[]): SheetSpec {
  const columns = [
    NAME,
    { header: 'Mois', kind: 'text', width: 10 } as const,
    ...['Réponses justes', 'Échecs', 'Hors compte (notre réseau)'].map((header) => figure(header)),
    figure('Disponibilité (%)', 'decimal'),
    ...['p50 (ms)', 'p95 (ms)', 'p99 (ms)'].map((header) => figure(header)),
  ];
  const rows = figures.map((one): readonly CellValue[] => [
    ...[one.target, one.month, one.answered, one.failed, one.blind],
    ...[percent(one.availability), one.p50Ms, one.p95Ms, one.p99Ms],
  ]);
  return { name: 'Détail', columns, rows };
}

/** Availability and response times by month, as a workbook. Pure. */
export function watchWorkbook(figures: readonly MonthFigures[], createdAtMs: number): WorkbookSpec {
  return { title: 'Veille de disponibilité', sheets: [comparison(figures), detail(figures)], createdAtMs };
}
