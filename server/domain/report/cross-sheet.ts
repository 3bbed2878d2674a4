import type { CellValue, ColumnSpec, SheetImage, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import type { CrossCell, CrossTable } from '../indicators/cross-table.ts';
import type { DrawnChart } from './campaign-week.ts';
import { integerCell, ratioCell } from './figure-cells.ts';
import { MASKED } from './heard-words.ts';

const text = (header: string, width: number): ColumnSpec => ({ header, width, kind: 'text' });
const numeric = (header: string): ColumnSpec => ({ header, width: 14, kind: 'decimal' });

/** The picture stands to the right of the table. */
const PICTURE_COLUMN = 10;
const ROW_PX = 20;

/** A cross-tabulation of one campaign, with its picture. */
export interface CrossOf {
  readonly campaign: string;
  readonly table: CrossTable;
  readonly picture: DrawnChart;
}

/** One line a cell, then the totals: the reader sorts and filters them. Pictures one below the other. */
export function crossSheet(all: readonly CrossOf[]): SheetSpec {
  let row = 1;
  const images = all.map(({ picture: { spec, png } }): SheetImage => {
    const at = { row, column: PICTURE_COLUMN };
    row += Math.ceil(spec.heightPx / ROW_PX) + 1;
    const { widthPx, heightPx, title, alt } = spec;
    return { png, at, widthPx, heightPx, alt: `${title}. ${alt}` };
  });
  return {
    name: 'CROISEMENTS',
    columns: [
      text('Campagne', 16),
      text('Mesure', 40),
      text('Lignes', 24),
      text('Colonnes', 24),
      ...['Succès', 'Cas', 'Taux', 'Borne basse', 'Borne haute'].map(numeric),
    ],
    rows: all.flatMap(({ campaign, table }) => crossRows(table).map((cells) => [campaign, ...cells])),
    images,
  };
}

function crossRows({ titles, measure, columns, rows, wholes, whole }: CrossTable): CellValue[][] {
  const all = 'Ensemble';
  const line = (row: string, column: string, cell: CrossCell) => [
    measure.title,
    `${titles.rows} : ${row}`,
    `${titles.columns} : ${column}`,
    ...cellValues(cell),
  ];
  return [
    ...rows.flatMap(({ name, cells, whole: total }) => [
      ...cells.map((cell, at) => line(name, columns[at] ?? '', cell)),
      line(name, all, total),
    ]),
    ...wholes.map((cell, at) => line(all, columns[at] ?? '', cell)),
    line(all, all, whole),
  ];
}

function cellValues(cell: CrossCell): CellValue[] {
  if (!cell) return [null, MASKED, null, null, null];
  const { share, interval } = cell;
  const bounds = [interval.low, interval.high].map((value) => ({ figure: 'percent', value }) as const);
  return [
    integerCell(share.successes),
    integerCell(share.cases),
    ratioCell(share.successes, share.cases),
    ...(share.cases === 0 ? [null, null] : bounds),
  ];
}

/** The workbook that `plateau figures --by … --out` writes. */
export function crossWorkbook(
  { campaign, table }: Omit<CrossOf, 'picture'>,
  made: { readonly picture: DrawnChart; readonly createdAtMs: number },
): WorkbookSpec {
  const { rows, columns } = table.titles;
  return {
    title: `${rows} et ${columns.toLowerCase()} ${campaign}`,
    createdAtMs: made.createdAtMs,
    sheets: [crossSheet([{ campaign, table, picture: made.picture }])],
  };
}
