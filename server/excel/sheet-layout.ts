import type exceljs from 'exceljs';
import type { CellValue, ColumnSpec } from '../domain/files/sheets.ts';
import { addChecks } from './cell-checks.ts';
import type { CellStyles, Look } from './cell-styles.ts';
import { fittingWidth, isOnTwoLines, pageOf } from './sheet-page.ts';
import { linesOf } from './text-lines.ts';
import type { SheetHead } from './worker-messages.ts';
import { NUMBER_FORMAT, safeText, type WrittenCell, writtenCell } from './written-cells.ts';

type Style = Partial<exceljs.Style>;

export interface Layout {
  readonly columns: readonly ColumnSpec[];
  /** Of the columns, in characters. */
  readonly widths: readonly number[];
  readonly styles: CellStyles;
}

/** What the rows of a sheet have in common. */
export function layoutOf(columns: readonly ColumnSpec[], styles: CellStyles): Layout {
  return { columns, widths: columns.map(fittingWidth), styles };
}

/** Readers drop blanks at the ends of a bare text, unless it says that they are meant: the library says so of rich text only. */
const MEANT_SPACE = /^\s|\n|\s$/;

function libraryValue(value: WrittenCell['value']): exceljs.CellValue {
  const isMeant = typeof value === 'string' && MEANT_SPACE.test(value);
  return isMeant ? { richText: [{ text: value }] } : value;
}

function setCell(cell: exceljs.Cell, value: WrittenCell['value'], style: Style): void {
  cell.value = libraryValue(value);
  cell.style = style;
}

/** Points of one line of text. Rows that say no height are one line high in readers that do not measure them. */
const LINE_HEIGHT = 15;

/**
 * A sheet and all that stands before its first row of data: printed as wide as its pages with its header on each, its name and
 * the page's number below; frozen header that filters, widths, a format for each column, what may be typed under it.
 */
export function startSheet(
  book: exceljs.Workbook,
  { name, isOnePageWide }: Pick<SheetHead, 'name' | 'isOnePageWide'>,
  { columns, widths, styles }: Layout,
): exceljs.Worksheet {
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: pageOf(widths, { columns, isOnePageWide }),
    headerFooter: { oddFooter: '&L&A&RPage &P / &N' },
  });
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  sheet.columns = columns.map(({ kind }, at) => ({
    width: widths[at] as number,
    style: styles.of(NUMBER_FORMAT[kind], 'plain'),
  }));
  addChecks(sheet, columns);
  const header = sheet.addRow([]);
  for (const [at, column] of columns.entries())
    setCell(header.getCell(at + 1), safeText(column.header), styles.of(NUMBER_FORMAT[column.kind], 'header'));
  if (columns.some((column, at) => isOnTwoLines(column, widths[at] as number)))
    header.height = 2 * LINE_HEIGHT;
  header.commit();
  return sheet;
}

function lookOf(value: CellValue, lines: number): Look {
  if (typeof value === 'object' && value !== null) {
    if ('strong' in value) return 'strong';
    if ('under' in value) return 'under';
  }
  return lines > 1 ? 'wrapped' : 'plain';
}

/** One row; cells without a value are left out. */
export function addRow(
  sheet: exceljs.Worksheet,
  values: readonly CellValue[],
  { columns, widths, styles }: Layout,
): void {
  const row = sheet.addRow([]);
  let tallest = 1;
  for (const [at, given] of values.entries()) {
    const column = columns[at] as ColumnSpec;
    const { value, format = NUMBER_FORMAT[column.kind] } = writtenCell(given, column);
    const lines = linesOf(values, at, widths);
    tallest = Math.max(tallest, lines);
    if (value !== null) setCell(row.getCell(at + 1), value, styles.of(format, lookOf(given, lines)));
  }
  if (tallest > 1) row.height = tallest * LINE_HEIGHT;
  row.commit();
}
