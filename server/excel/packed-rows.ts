import type { RawCell, RawRow } from '../domain/contact-file/raw-sheet.ts';

/**
 * Cells as they cross between threads: bare values clone several times faster than one object per cell.
 * `d` civil date, `f` formula with its cached result, `e` error text.
 */
export type PackedCell =
  | null
  | string
  | number
  | boolean
  | { readonly d: string }
  | { readonly f: PackedCell }
  | { readonly e: string };

export interface PackedRow {
  readonly n: number;
  readonly c: readonly PackedCell[];
}

const EMPTY: RawCell = { kind: 'empty' };

function unpackCell(cell: PackedCell): RawCell {
  if (cell === null) return EMPTY;
  if (typeof cell === 'string') return { kind: 'text', text: cell };
  if (typeof cell === 'number') return { kind: 'number', value: cell };
  if (typeof cell === 'boolean') return { kind: 'boolean', value: cell };
  if ('d' in cell) return { kind: 'date', date: cell.d };
  if ('f' in cell) return { kind: 'formula', result: unpackCell(cell.f) };
  return { kind: 'error', text: cell.e };
}

export function unpackRow(row: PackedRow): RawRow {
  return { number: row.n, cells: row.c.map(unpackCell) };
}

/** The text a header cell shows. */
export function packedText(cell: PackedCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  if ('d' in cell) return cell.d;
  return 'f' in cell ? packedText(cell.f) : cell.e;
}
