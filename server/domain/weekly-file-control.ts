import { createHash } from 'node:crypto';
import type { CellValue, ColumnSpec, SheetSpec } from './sheets.ts';

/** Bumped when the layout or the meaning of a column changes; stands in CONTROLE. */
export const WEEKLY_FILE_VERSION = 'plateau-hebdo-1';

/** A sheet whose rows may be walked twice. */
export interface DataSheet extends SheetSpec {
  readonly rows: readonly (readonly CellValue[])[];
}

export interface Controlled {
  readonly sheet: DataSheet;
  readonly delta: number | null;
  readonly total: number;
  readonly withheld: number | null;
}

const CONTROL: readonly ColumnSpec[] = [
  { header: 'FEUILLE', width: 18, kind: 'text' },
  { header: 'LIGNES', width: 10, kind: 'integer' },
  { header: 'SOMME_DELTA', width: 16, kind: 'amount' },
  { header: 'SOMME_NOUVEAU', width: 16, kind: 'amount' },
  { header: 'SHA256_DONNEES', width: 68, kind: 'text' },
  { header: 'VERSION_GENERATEUR', width: 20, kind: 'text' },
  { header: 'ACCORDS_RETENUS', width: 18, kind: 'integer' },
];

/** One line a data sheet: rows, sums, hash; the charity checks what it loaded against it. */
export function controlSheet(sheets: readonly Controlled[]): SheetSpec {
  return {
    name: 'CONTROLE',
    columns: CONTROL,
    rows: sheets.map(({ sheet, delta, total, withheld }) => [
      sheet.name,
      sheet.rows.length,
      delta === null ? null : { minor: delta },
      { minor: total },
      hashOfSheet(sheet),
      WEEKLY_FILE_VERSION,
      withheld,
    ]),
  };
}

/**
 * SHA-256 (hex) of a sheet's data, that the charity can compute again: UTF-8, header then rows, cells separated by TAB and
 * lines by LF, amounts in minor units, dates as YYYY-MM-DD, nothing for an empty cell.
 */
export function hashOfSheet(sheet: Pick<DataSheet, 'columns' | 'rows'>): string {
  const lines = [
    sheet.columns.map((column) => column.header),
    ...sheet.rows.map((row) => row.map(plainCell)),
  ];
  return createHash('sha256')
    .update(lines.map((cells) => cells.join('\t')).join('\n'))
    .digest('hex');
}

function plainCell(cell: CellValue): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  return 'minor' in cell ? String(cell.minor) : cell.date;
}
