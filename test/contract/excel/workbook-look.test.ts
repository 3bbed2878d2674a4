import exceljs from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import type { CellValue, SheetSpec, WorkbookSpec } from '../../../server/domain/files/sheets.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { WORKBOOK_KINDS } from '../../support/delivery/workbook-kinds.ts';

const workbooks = openWorkbooks();
afterAll(() => workbooks.close());

/** As Excel shows a column that is not to be cut, with the margins of its cells. */
const MARGINS = 1;
/** What an A4 page holds in readable size; beyond, it lies on its side. */
const UPRIGHT = 92;

async function opened(spec: WorkbookSpec): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  // What may be typed is read by openpyxl elsewhere: this library would hold a rule for each of a million rows.
  const sheets = spec.sheets.map((sheet) => ({
    ...sheet,
    columns: sheet.columns.map(({ check: _check, ...column }) => column),
  }));
  const bytes = await workbooks.writer.write({ ...spec, sheets });
  return book.xlsx.load(Uint8Array.from(bytes).buffer);
}

function cellsOf(row: exceljs.Row, { columns }: SheetSpec): readonly exceljs.Cell[] {
  return columns.map((_column, at) => row.getCell(at + 1));
}

function widthsOf(sheet: exceljs.Worksheet, { columns }: SheetSpec): readonly number[] {
  return columns.map((_column, at) => sheet.getColumn(at + 1).width ?? 0);
}

function headerOf(sheet: exceljs.Worksheet, spec: SheetSpec) {
  return cellsOf(sheet.getRow(1), spec).map(({ value, font, fill, border }) => ({
    value,
    bold: font?.bold,
    fill: fill?.type === 'pattern' ? fill.fgColor?.argb : undefined,
    ruled: border?.bottom?.style,
  }));
}

/** On the second page, whose line it is: its first column, and its name where that one is a number. */
const namedBy = ({ columns }: SheetSpec) => (columns[0]?.kind === 'text' ? 'A:A' : 'A:B');

/** Characters of the longest word of that header, which nothing can break. */
const longestWord = (header: string) => Math.max(...header.split(' ').map((word) => word.length));

/** Texts that end under their neighbour: on one line, wider than their column and the empty cells after it. */
function cutTexts(sheet: exceljs.Worksheet, spec: SheetSpec): readonly string[] {
  const widths = widthsOf(sheet, spec);
  const cut: string[] = [];
  sheet.eachRow((row) => {
    for (const [at, { value, alignment }] of cellsOf(row, spec).entries()) {
      if (typeof value !== 'string' || alignment?.wrapText) continue;
      let room = (widths[at] ?? 0) - MARGINS;
      for (let next = at + 1; next < widths.length && row.getCell(next + 1).value === null; next += 1)
        room += widths[next] ?? 0;
      if (value.length > room) cut.push(value);
    }
  });
  return cut;
}

function isNumeric(given: CellValue | undefined): boolean {
  if (typeof given === 'number') return true;
  return typeof given === 'object' && given !== null && ('minor' in given || 'figure' in given);
}

/** Figures and days that are not what a program can add or sort. */
function falseTexts(sheet: exceljs.Worksheet, { rows }: SheetSpec): readonly string[] {
  return [...rows].flatMap((row, at) =>
    row.flatMap((given, column) => {
      const cell = sheet.getRow(at + 2).getCell(column + 1);
      const isDay = typeof given === 'object' && given !== null && 'date' in given;
      if (isNumeric(given) && cell.type !== exceljs.ValueType.Number) return [cell.address];
      return isDay && cell.type !== exceljs.ValueType.Date ? [cell.address] : [];
    }),
  );
}

describe.each(Object.entries(WORKBOOK_KINDS))('%s bears the look of the house', (_name, make) => {
  it('on every sheet, on screen and on paper', async () => {
    const spec = await make();
    const book = await opened(spec);
    expect(book.worksheets.map(({ name }) => name)).toEqual(spec.sheets.map(({ name }) => name));
    for (const [at, one] of spec.sheets.entries()) {
      const sheet = book.worksheets[at] as exceljs.Worksheet;
      const filled = { bold: true, fill: 'FFDCE8EE', ruled: 'thin' };
      expect(headerOf(sheet, one)).toEqual(one.columns.map(({ header: value }) => ({ value, ...filled })));
      expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
      expect(sheet.autoFilter).toMatch(/^A1:[A-Z]+1$/);
      const widths = widthsOf(sheet, one);
      const total = widths.reduce((sum, width) => sum + width, 0);
      expect(sheet.pageSetup).toMatchObject({
        ...{ paperSize: 9, fitToPage: true, fitToHeight: 0, printTitlesRow: '1:1' },
        orientation: total <= UPRIGHT ? 'portrait' : 'landscape',
      });
      if (sheet.pageSetup.fitToWidth !== 1) expect(sheet.pageSetup.printTitlesColumn).toBe(namedBy(one));
      expect(sheet.headerFooter.oddFooter).toBe('&L&A&RPage &P / &N');
      const narrow = one.columns.filter(({ header }, column) => (widths[column] ?? 0) < longestWord(header));
      expect(narrow).toEqual([]);
      expect([one.name, cutTexts(sheet, one)]).toEqual([one.name, []]);
      expect([one.name, falseTexts(sheet, one)]).toEqual([one.name, []]);
    }
  });
});
