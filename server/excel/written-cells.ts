import type { CellValue, ColumnSpec, FigureCell } from '../domain/files/sheets.ts';

const MAX_CHARACTERS = 32_767;

export const NUMBER_FORMAT: Record<ColumnSpec['kind'], string> = {
  text: '@',
  integer: '0',
  amount: '#,##0.00',
  date: 'dd/mm/yyyy',
  decimal: '0.00',
  percent: '0.0%',
};

/** XML forbids them, and a terminal would obey them. Tab and line break stay; a carriage return becomes a line break. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

/**
 * A text as an .xlsx may hold it: well formed, without control characters, at most 32,767 characters. `_x000D_` and
 * its like would be decoded by readers: their underscore is escaped as Excel does.
 */
export function safeText(text: string): string {
  const clean = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(FORBIDDEN, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return clean.length <= MAX_CHARACTERS ? clean : clean.slice(0, MAX_CHARACTERS).toWellFormed();
}

/** Formats of cells that carry their own: thousands apart, rates and cadences to one decimal, points signed. */
const FIGURE_FORMAT: Record<FigureCell['figure'], string> = {
  integer: '#,##0',
  amount: '#,##0.00',
  percent: '0.0%',
  decimal: '0.0',
  gap: '+#,##0.00;-#,##0.00;0.00',
  points: '+0.0" pts";-0.0" pts"',
};

/** Held in minor units, written in whole ones. */
const MINOR: ReadonlySet<FigureCell['figure']> = new Set(['amount', 'gap']);

/** A word in the place of a figure, « n. d. », stands where the figures end: the format fills the cell before it. */
const RIGHT_TEXT = '* @';
const LONGEST_WORD = 12;
const FIGURES: ReadonlySet<ColumnSpec['kind']> = new Set(['integer', 'amount', 'decimal', 'percent']);

export interface WrittenCell {
  readonly value: string | number | boolean | Date | null;
  /** Excel number format; the column's own when absent. */
  readonly format?: string;
}

/** Excel counts days from 1900 and has a false 29 February 1900: older dates are written as ISO text. */
const FIRST_SAFE_DATE = '1900-03-01';

function written(value: WrittenCell['value'], wanted: string, column: ColumnSpec): WrittenCell {
  return NUMBER_FORMAT[column.kind] === wanted ? { value } : { value, format: wanted };
}

/**
 * The cell for a value: its kind decides the format, the column's kind only that of bare numbers. Texts stay texts,
 * whatever their first sign.
 */
export function writtenCell(value: CellValue, column: ColumnSpec): WrittenCell {
  if (value === null || value === '') return { value: null };
  if (typeof value === 'string') {
    const isWord = value.length <= LONGEST_WORD && FIGURES.has(column.kind);
    return written(safeText(value), isWord ? RIGHT_TEXT : NUMBER_FORMAT.text, column);
  }
  if (typeof value === 'boolean') return { value };
  if (typeof value === 'number') {
    const textual = column.kind === 'text' || column.kind === 'date';
    return textual ? { value, format: 'General' } : { value };
  }
  if ('strong' in value) return written(safeText(value.strong), NUMBER_FORMAT.text, column);
  if ('under' in value) return written(safeText(value.under), NUMBER_FORMAT.text, column);
  if ('figure' in value) {
    const { figure, value: number } = value;
    return written(MINOR.has(figure) ? number / 100 : number, FIGURE_FORMAT[figure], column);
  }
  if ('minor' in value) return written(value.minor / 100, NUMBER_FORMAT.amount, column);
  if (value.date < FIRST_SAFE_DATE) return written(value.date, NUMBER_FORMAT.text, column);
  return written(new Date(`${value.date}T00:00:00Z`), NUMBER_FORMAT.date, column);
}
