import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import exceljs from 'exceljs';
import type { CellValue, ColumnSpec, WorkbookSpec } from '../../server/domain/files/sheets.ts';
import { NUMBER_FORMAT, writtenCell } from '../../server/excel/written-cells.ts';
import { answerParent } from './child.ts';

/** In a child: the same cells written by the Excel library alone, both ways it has; nothing is opened, sealed or sent. */

export interface CellsLimit {
  /** Over all sheets, headers left out. */
  readonly rows: number;
  readonly cells: number;
  /** The faster of the two. */
  readonly ms: number;
  readonly inMemoryMs: number;
  readonly streamedMs: number;
}

type Style = Partial<exceljs.Style>;

interface PlainCell {
  readonly column: number;
  readonly value: exceljs.CellValue;
  readonly style: Style;
}

interface PlainSheet {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  /** Cells that hold something, as the product writes them. */
  readonly rows: readonly (readonly PlainCell[])[];
}

/** Of the zip, as the product's own. */
const LEVEL = 6;
const BOLD = { bold: true, size: 11, name: 'Calibri', family: 2 };
const styles = new Map<string, Style>();

/** One object for each style: the library finds those that it knows by their object, a third faster. */
function styleOf(numFmt: string, bold: boolean): Style {
  const key = `${bold} ${numFmt}`;
  const style = styles.get(key) ?? { numFmt, ...(bold && { font: BOLD }) };
  styles.set(key, style);
  return style;
}

function plainCells(row: readonly CellValue[], columns: readonly ColumnSpec[]): readonly PlainCell[] {
  return row.flatMap((given, at) => {
    const column = columns[at] as ColumnSpec;
    const { value, format = NUMBER_FORMAT[column.kind] } = writtenCell(given, column);
    const bold = typeof given === 'object' && given !== null && 'strong' in given;
    return value === null ? [] : [{ column: at + 1, value, style: styleOf(format, bold) }];
  });
}

/** Values as the library takes them; made before the clock runs. */
function plainSheets(spec: WorkbookSpec): readonly PlainSheet[] {
  return spec.sheets.map(({ name, columns, rows }) => ({
    name,
    columns,
    rows: Array.from(rows, (row) => plainCells(row, columns)),
  }));
}

/** One sheet as the product lays it: bold frozen header that filters, widths, a format for each column and each cell. */
function writeSheet(workbook: exceljs.Workbook, { name, columns, rows }: PlainSheet): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ width, kind }) => ({ width, style: styleOf(NUMBER_FORMAT[kind], false) }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  const header = columns.map(({ header: value, kind }, at) => {
    return { column: at + 1, value, style: styleOf(NUMBER_FORMAT[kind], true) };
  });
  for (const cells of [header, ...rows]) {
    const row = sheet.addRow([]);
    for (const { column, value, style } of cells) {
      const cell = row.getCell(column);
      cell.value = value;
      cell.style = style;
    }
    row.commit();
  }
}

async function inMemory(sheets: readonly PlainSheet[]): Promise<void> {
  const workbook = new exceljs.Workbook();
  for (const sheet of sheets) writeSheet(workbook, sheet);
  await workbook.xlsx.writeBuffer();
}

async function streamed(sheets: readonly PlainSheet[]): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: nowhere as never,
    useStyles: true,
    zip: { zlib: { level: LEVEL } },
  });
  for (const sheet of sheets) writeSheet(workbook, sheet);
  await workbook.commit();
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

answerParent(async ({ file }: { readonly file: string }): Promise<CellsLimit> => {
  const sheets = plainSheets(JSON.parse(readFileSync(file, 'utf8')) as WorkbookSpec);
  const rows = sheets.flatMap((sheet) => sheet.rows);
  const inMemoryMs = await timeOf(() => inMemory(sheets));
  const streamedMs = await timeOf(() => streamed(sheets));
  const cells = rows.reduce((all, row) => all + row.length, 0);
  return { rows: rows.length, cells, ms: Math.min(inMemoryMs, streamedMs), inMemoryMs, streamedMs };
});
