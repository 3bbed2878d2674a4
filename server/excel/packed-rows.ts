import type { RawCell, RawRow } from '../domain/contact-file/raw-sheet.ts';

/**
 * Cells as they cross between threads: bare values clone several times faster than one object per cell.
 * `d` civil date, then its hour if any (`2020-02-03 18:30:00`), `f` formula with its cached result, `e` error text, `m` what no
 * cell of its type may hold.
 */
export type PackedCell =
  | null
  | string
  | number
  | boolean
  | { readonly d: string }
  | { readonly f: PackedCell }
  | { readonly e: string }
  | { readonly m: string };

export interface PackedRow {
  readonly n: number;
  readonly c: readonly PackedCell[];
  /** It does not show. */
  readonly h?: true;
}

const EMPTY: RawCell = { kind: 'empty' };

function unpackCell(cell: PackedCell): RawCell {
  if (cell === null) return EMPTY;
  if (typeof cell === 'string') return { kind: 'text', text: cell };
  if (typeof cell === 'number') return { kind: 'number', value: cell };
  if (typeof cell === 'boolean') return { kind: 'boolean', value: cell };
  if ('d' in cell) return unpackDate(cell.d);
  if ('f' in cell) return { kind: 'formula', result: unpackCell(cell.f) };
  return 'e' in cell ? { kind: 'error', text: cell.e } : { kind: 'malformed', text: cell.m };
}

function unpackDate(packed: string): RawCell {
  const [date = '', time] = packed.split(' ');
  return time === undefined ? { kind: 'date', date } : { kind: 'date', date, time };
}

export function unpackRow(row: PackedRow): RawRow {
  const cells = row.c.map(unpackCell);
  return row.h ? { number: row.n, cells, isHidden: true } : { number: row.n, cells };
}

/** The text a header cell shows. */
export function packedText(cell: PackedCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  if ('d' in cell) return cell.d;
  if ('f' in cell) return packedText(cell.f);
  return 'e' in cell ? cell.e : cell.m;
}

/** Characters of the text that a cell holds, itself or as the result of its formula; 0 for what is no text. */
export function textLength(cell: PackedCell): number {
  if (typeof cell === 'string') return cell.length;
  return typeof cell === 'object' && cell !== null && 'f' in cell ? textLength(cell.f) : 0;
}
