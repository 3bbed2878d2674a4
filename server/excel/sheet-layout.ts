import type exceljs from 'exceljs';
import type { CellValue, ColumnSpec } from '../domain/files/sheets.ts';
import { addChecks } from './cell-checks.ts';
import { NUMBER_FORMAT, safeText, type WrittenCell, writtenCell } from './written-cells.ts';

type Style = Partial<exceljs.Style>;

/** Formats of what is read from the left. */
const TEXTUAL: ReadonlySet<string> = new Set(['General', '@', 'dd/mm/yyyy']);
const BOLD: Partial<exceljs.Font> = { bold: true, size: 11, name: 'Calibri', family: 2 };

function styleOf(numFmt: string, bold: boolean): Style {
  if (!bold) return { numFmt };
  // The header of figures stands above them; at the right end the filter's button would hide it.
  const isHeaderOfFigures = !TEXTUAL.has(numFmt);
  return { numFmt, font: BOLD, ...(isHeaderOfFigures && { alignment: { horizontal: 'center' } }) };
}

/** One object for each pair of format and weight: the library finds a style it knows by its object, and compares otherwise. */
export class CellStyles {
  readonly #plain = new Map<string, Style>();
  readonly #bold = new Map<string, Style>();

  of(format: string, bold: boolean): Style {
    const styles = bold ? this.#bold : this.#plain;
    const known = styles.get(format);
    if (known) return known;
    const style = styleOf(format, bold);
    styles.set(format, style);
    return style;
  }
}

export interface Layout {
  readonly columns: readonly ColumnSpec[];
  readonly styles: CellStyles;
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

/**
 * A sheet and all that stands before its first row of data: printed as wide as a page, frozen header in bold that filters,
 * widths, a format for each column, what may be typed under it.
 */
export function startSheet(
  book: exceljs.Workbook,
  name: string,
  { columns, styles }: Layout,
): exceljs.Worksheet {
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  sheet.columns = columns.map(({ width, kind }) => ({ width, style: styles.of(NUMBER_FORMAT[kind], false) }));
  addChecks(sheet, columns);
  const header = sheet.addRow([]);
  for (const [at, column] of columns.entries())
    setCell(header.getCell(at + 1), safeText(column.header), styles.of(NUMBER_FORMAT[column.kind], true));
  header.commit();
  return sheet;
}

/** One row; cells without a value are left out. */
export function addRow(
  sheet: exceljs.Worksheet,
  values: readonly CellValue[],
  { columns, styles }: Layout,
): void {
  const row = sheet.addRow([]);
  for (const [at, given] of values.entries()) {
    const column = columns[at] as ColumnSpec;
    const { value, format = NUMBER_FORMAT[column.kind], bold = false } = writtenCell(given, column);
    if (value !== null) setCell(row.getCell(at + 1), value, styles.of(format, bold));
  }
  row.commit();
}
