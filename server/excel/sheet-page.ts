import type exceljs from 'exceljs';
import type { ColumnSpec } from '../domain/files/sheets.ts';
import type { SheetHead } from './worker-messages.ts';

/** In characters: the filter's button, and the margins of a cell. */
const BUTTON = 3;
/** How much wider than a digit, the unit of widths, a sign of a header is. */
const BOLD_CAPITALS = 1.2;
/** A header of words longer than that stands on two lines. */
const WIDEST_HEADER = 12;
/** In inches. */
const MARGINS = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 };
/** What an A4 page holds across and can still be read, in characters; a wider sheet takes pages side by side. */
const PAGE = { portrait: 92, landscape: 220 } as const;

/** The columns that say whose line it is: up to the first of texts. */
function namedBy(columns: readonly ColumnSpec[]): string {
  const first = columns.findIndex(({ kind }) => kind === 'text');
  return `A:${first === 1 ? 'B' : 'A'}`;
}

/** Pages as few as can be read; the second says again whose line it is. */
export function pageOf(
  widths: readonly number[],
  { columns, isOnePageWide }: Pick<SheetHead, 'columns' | 'isOnePageWide'>,
): Partial<exceljs.PageSetup> {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const across = isOnePageWide ? 1 : Math.ceil(total / PAGE.landscape);
  return {
    paperSize: 9,
    orientation: total <= PAGE.portrait ? 'portrait' : 'landscape',
    pageOrder: 'overThenDown',
    fitToPage: true,
    fitToWidth: across,
    fitToHeight: 0,
    printTitlesRow: '1:1',
    ...(across > 1 && { printTitlesColumn: namedBy(columns) }),
    margins: MARGINS,
  };
}

/** As wide as asked, and never narrower than the header's longest word, or the whole header where it is short. */
export function fittingWidth({ header, width }: ColumnSpec): number {
  const words = header.split(' ').map((word) => word.length);
  const needed = header.length <= WIDEST_HEADER ? header.length : Math.max(...words, header.length / 2);
  return Math.max(width, Math.ceil(needed * BOLD_CAPITALS) + BUTTON);
}

export const isOnTwoLines = ({ header }: ColumnSpec, width: number) =>
  header.length * BOLD_CAPITALS + BUTTON > width + 1;
