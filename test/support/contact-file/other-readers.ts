import ExcelJs from 'exceljs';
import type { RawCell } from '../../../server/domain/contact-file/raw-sheet.ts';
import type { PyValue } from '../machine/openpyxl.ts';

/** What one cell says, in one writing for every library: `t:texte`, `n:12.5`, `d:2024-02-29 14:25:00`, `b:true`, `e:#N/A`, ''. */
export type Said = string;

const instant = (iso: string): Said => {
  const [date = '', time = ''] = iso.replace(/\.\d+Z?$|Z$/, '').split('T');
  return time === '' || time === '00:00:00' ? `d:${date}` : `d:${date} ${time}`;
};
const number = (value: number): Said => `n:${Number(value.toPrecision(15))}`;
const text = (value: string): Said => (value.trim() === '' ? '' : `t:${value}`);

export function saidByUs(cell: RawCell | undefined): Said {
  switch (cell?.kind) {
    case undefined:
    case 'empty':
      return '';
    case 'text':
      return text(cell.text);
    case 'number':
      return number(cell.value);
    case 'date':
      return cell.time === undefined ? `d:${cell.date}` : `d:${cell.date} ${cell.time}`;
    case 'boolean':
      return `b:${cell.value}`;
    case 'error':
      return `e:${cell.text}`;
    case 'malformed':
      return `?:${cell.text}`;
    case 'formula':
      return saidByUs(cell.result);
  }
}

export function saidByOpenpyxl({ kind, value }: PyValue): Said {
  if (kind === 'e') return `e:${value}`;
  if (kind === 'd') return instant(String(value));
  if (typeof value === 'number') return number(value);
  return typeof value === 'boolean' ? `b:${value}` : text(String(value));
}

function saidByExceljs(value: ExcelJs.CellValue | undefined): Said {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return `b:${value}`;
  if (typeof value === 'string') return text(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '?:date' : instant(value.toISOString());
  if ('error' in value) return `e:${value.error}`;
  if ('richText' in value) return text(value.richText.map((run) => run.text).join(''));
  if ('hyperlink' in value) return saidByExceljs(value.text as ExcelJs.CellValue);
  return saidByExceljs(value.result as ExcelJs.CellValue);
}

export type Cells = ReadonlyMap<string, Said>;
export const placeOf = (row: number, column: number) => `R${row}C${column}`;

/** The sheet of that name as exceljs reads it; undefined when it does not open the book, or has no such sheet. */
export async function cellsOfExceljs(bytes: Buffer, sheet: string): Promise<Cells | undefined> {
  const book = new ExcelJs.Workbook();
  try {
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
  } catch (error) {
    // Whatever it throws at a book that we read: the table of differences says that it does not open it.
    if (error instanceof Error) return undefined;
    throw error;
  }
  const cells = new Map<string, Said>();
  book
    .getWorksheet(sheet)
    ?.eachRow((row, at) =>
      row.eachCell((cell, column) => cells.set(placeOf(at, column), saidByExceljs(cell.value))),
    );
  return book.getWorksheet(sheet) && cells;
}
