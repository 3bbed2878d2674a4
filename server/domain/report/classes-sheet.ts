import type { CellValue, ColumnSpec, SheetSpec } from '../files/sheets.ts';
import type { ClassFigures } from '../indicators/class-figures.ts';
import type { CrossCell } from '../indicators/cross-table.ts';
import { integerCell, ratioCell } from './figure-cells.ts';
import { MASKED } from './heard-words.ts';

const text = (header: string, width: number): ColumnSpec => ({ header, width, kind: 'text' });
const numeric = (header: string): ColumnSpec => ({ header, width: 14, kind: 'decimal' });

/** The cells of a share that may be told or not: successes, cases, rate, bounds. */
export function classCells(cell: CrossCell): CellValue[] {
  if (!cell) return [MASKED, MASKED, null, null, null];
  const { share, interval } = cell;
  return [
    integerCell(share.successes),
    integerCell(share.cases),
    ratioCell(share.successes, share.cases),
    { figure: 'percent', value: interval.low },
    { figure: 'percent', value: interval.high },
  ];
}

/** What became of each class of the declared profiles, since the beginning; none where no campaign declares one. */
export function classesSheet(
  campaigns: readonly { readonly code: string; readonly classes: readonly ClassFigures[] }[],
): readonly SheetSpec[] {
  const rows = campaigns.flatMap(({ code, classes }) =>
    classes.flatMap(({ profile, measure, classes: each }) =>
      each.map(({ name, cell }): CellValue[] => [code, profile, name, measure, ...classCells(cell)]),
    ),
  );
  if (rows.length === 0) return [];
  return [
    {
      name: 'PROFILS',
      columns: [
        text('Campagne', 16),
        text('Profil', 28),
        text('Classe', 22),
        text('Mesure', 40),
        ...['Succès', 'Cas', 'Taux', 'Borne basse', 'Borne haute'].map(numeric),
      ],
      rows,
    },
  ];
}
