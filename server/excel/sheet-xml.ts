import type { CellValue, ColumnSpec } from '../domain/files/sheets.ts';
import { checksXml } from './cell-checks.ts';
import { NUMBER_FORMAT, safeText, type WrittenCell, writtenCell } from './written-cells.ts';
import { columnLetters, escaped } from './xml-text.ts';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Gives each pair of number format and weight a number, in the order in which they are first met. */
export interface CellStyles {
  numberOf(format: string, bold: boolean): number;
}

const DAY_MS = 86_400_000;
const DAYS_TO_1970 = 25_569;

function textXml(text: string): string {
  const space = /^\s|\n|\s$/.test(text) ? ' xml:space="preserve"' : '';
  return `<is><t${space}>${escaped(text)}</t></is>`;
}

function cellXml(reference: string, style: number, value: WrittenCell['value']): string {
  if (typeof value === 'string')
    return `<c r="${reference}" s="${style}" t="inlineStr">${textXml(value)}</c>`;
  if (typeof value === 'boolean') return `<c r="${reference}" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`;
  const number = value instanceof Date ? DAYS_TO_1970 + value.getTime() / DAY_MS : value;
  return `<c r="${reference}" s="${style}"><v>${number}</v></c>`;
}

/** One row; cells without a value are left out. Texts stand in their cells: a table of shared ones would grow with the rows. */
export function rowXml(
  number: number,
  values: readonly CellValue[],
  { columns, styles }: { readonly columns: readonly ColumnSpec[]; readonly styles: CellStyles },
): string {
  let cells = '';
  for (const [at, given] of values.entries()) {
    const column = columns[at] as ColumnSpec;
    const { value, format = NUMBER_FORMAT[column.kind], bold = false } = writtenCell(given, column);
    if (value === null) continue;
    cells += cellXml(`${columnLetters(at + 1)}${number}`, styles.numberOf(format, bold), value);
  }
  return `<row r="${number}">${cells}</row>`;
}

/**
 * All that stands before the first row of data: printed as wide as a page, frozen header in bold, widths, a format for
 * each column.
 */
export function sheetStart(columns: readonly ColumnSpec[], styles: CellStyles): string {
  const widths = columns.map(({ width, kind }, at) => {
    const style = styles.numberOf(NUMBER_FORMAT[kind], false);
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${style}" customWidth="1"/>`;
  });
  const header = columns.map((column, at) => {
    const style = styles.numberOf(NUMBER_FORMAT[column.kind], true);
    return cellXml(`${columnLetters(at + 1)}1`, style, safeText(column.header));
  });
  return [
    `${XML_HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    '<sheetViews><sheetView workbookViewId="0">',
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols>`,
    `<sheetData><row r="1">${header.join('')}</row>`,
  ].join('');
}

/** `A1:F1`, the header that filters. */
function filterRange(columns: readonly ColumnSpec[]): string {
  return `A1:${columnLetters(columns.length)}1`;
}

export function sheetEnd(columns: readonly ColumnSpec[]): string {
  const page = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';
  return `</sheetData><autoFilter ref="${filterRange(columns)}"/>${checksXml(columns)}${page}</worksheet>`;
}
