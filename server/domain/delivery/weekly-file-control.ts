import assert from 'node:assert/strict';
import { sha256 } from '../files/sha256.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../files/sheets.ts';
import type { LeftOut } from '../indicators/agreement-sums.ts';

/** Bumped when the layout or the meaning of a column changes; stands in CONTROLE. */
const WEEKLY_FILE_VERSION = 'plateau-hebdo-3';

/** A sheet whose rows may be walked twice. */
export interface DataSheet extends SheetSpec {
  readonly rows: readonly (readonly CellValue[])[];
}

export interface Controlled {
  readonly sheet: DataSheet;
  readonly delta: number | null;
  readonly total: number;
  /** Null for gifts: nothing of them waits. */
  readonly left: LeftOut | null;
  readonly lines: Readonly<Record<'N' | 'M' | 'X', number>>;
  readonly effect: { readonly delta: number | null; readonly total: number };
}

/** A line, as the sums see it: amounts in minor units; `old` is null for a one-off gift. */
export interface SummedLine {
  readonly line: 'N' | 'M' | 'X';
  readonly old: number | null;
  readonly amount: number;
  /** What the charity was last told; null on a new line. */
  readonly told: number | null;
}

/**
 * What CONTROLE says of a sheet. The effect is what the file changes of the totals so far: its sum over every file is
 * the final file's.
 */
export function controlled(sheet: DataSheet, lines: readonly SummedLine[], left: LeftOut | null): Controlled {
  const sum = (of: (line: SummedLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  const count = (type: SummedLine['line']) => lines.filter(({ line }) => line === type).length;
  const hasOld = left !== null;
  const effectOf = ({ line, old, amount, told }: SummedLine) => {
    if (line === 'N') return { total: amount, delta: amount - (old ?? 0) };
    if (line === 'M') return { total: amount - (told ?? 0), delta: amount - (told ?? 0) };
    return { total: -amount, delta: -(amount - (old ?? 0)) };
  };
  return {
    sheet,
    left,
    total: sum((line) => line.amount),
    delta: hasOld ? sum((line) => line.amount - (line.old ?? 0)) : null,
    lines: { N: count('N'), M: count('M'), X: count('X') },
    effect: {
      total: sum((line) => effectOf(line).total),
      delta: hasOld ? sum((line) => effectOf(line).delta) : null,
    },
  };
}

const CONTROL: readonly ColumnSpec[] = [
  { header: 'FEUILLE', width: 18, kind: 'text' },
  { header: 'LIGNES', width: 10, kind: 'integer' },
  { header: 'SOMME_DELTA', width: 16, kind: 'amount' },
  { header: 'SOMME_NOUVEAU', width: 16, kind: 'amount' },
  { header: 'SHA256_DONNEES', width: 68, kind: 'text' },
  { header: 'VERSION_GENERATEUR', width: 20, kind: 'text' },
  { header: 'ACCORDS_RETENUS', width: 18, kind: 'integer' },
  { header: 'LIGNES_N', width: 10, kind: 'integer' },
  { header: 'LIGNES_M', width: 10, kind: 'integer' },
  { header: 'LIGNES_X', width: 10, kind: 'integer' },
  { header: 'EFFET_DELTA', width: 16, kind: 'amount' },
  { header: 'EFFET_NOUVEAU', width: 16, kind: 'amount' },
  { header: 'ACCORDS_A_VERIFIER', width: 20, kind: 'integer' },
  { header: 'ACCORDS_REJETES', width: 18, kind: 'integer' },
  { header: 'ACCORDS_A_SIGNER', width: 18, kind: 'integer' },
  { header: 'CORRECTIONS_A_VERIFIER', width: 24, kind: 'integer' },
  { header: 'REMARQUE', width: 78, kind: 'text' },
];

/** Said beside the count of a sheet without a line; the sheet itself keeps its header alone, for whoever loads it. */
export const NO_LINE = 'Aucune ligne cette semaine : la feuille n’a que son en-tête.';
/** Monthly, quarterly and yearly amounts are added as they are: nobody owes that sum. */
const CHECK_SUMS = 'SOMME_… et EFFET_… : somme de contrôle, pas un montant (périodicités mêlées).';

/**
 * One line a data sheet: rows, plain sums of its columns, hash, then lines by type and what they change; the charity
 * checks what it loaded against it. What the file leaves out is counted too: with the lines, it gives the agreements of the
 * report.
 */
export function controlSheet(sheets: readonly Controlled[]): SheetSpec {
  return {
    name: 'CONTROLE',
    columns: CONTROL,
    rows: sheets.map(({ sheet, delta, total, left, lines, effect }) => [
      sheet.name,
      sheet.rows.length,
      delta === null ? null : { minor: delta },
      { minor: total },
      hashOfSheet(sheet),
      WEEKLY_FILE_VERSION,
      left?.withheld ?? null,
      lines.N,
      lines.M,
      lines.X,
      effect.delta === null ? null : { minor: effect.delta },
      { minor: effect.total },
      left?.awaitingVerifier ?? null,
      left?.rejected ?? null,
      left?.awaitingSignature ?? null,
      left?.corrections ?? null,
      sheet.rows.length === 0 ? NO_LINE : CHECK_SUMS,
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
  return sha256(lines.map((cells) => cells.join('\t')).join('\n'));
}

function plainCell(cell: CellValue): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  if ('minor' in cell) return String(cell.minor);
  assert('date' in cell, 'a data sheet holds plain values');
  return cell.date;
}
