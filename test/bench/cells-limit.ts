import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import exceljs from 'exceljs';
import type { ColumnSpec, WorkbookSpec } from '../../server/domain/files/sheets.ts';
import { writtenCell } from '../../server/excel/written-cells.ts';
import { answerParent } from './child.ts';

/** In a child: the same cells written by the Excel library alone, both ways it has; nothing is opened, sealed or sent. */

export interface CellsLimit {
  readonly cells: number;
  /** The faster of the two. */
  readonly ms: number;
  readonly inMemoryMs: number;
  readonly streamedMs: number;
}

interface PlainSheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly exceljs.CellValue[])[];
}

/** Values as the library takes them; made before the clock runs. */
function plainSheets(spec: WorkbookSpec): readonly PlainSheet[] {
  return spec.sheets.map(({ name, columns, rows }) => ({
    name,
    header: columns.map((column) => column.header),
    rows: [...rows].map((row) => row.map((value, at) => writtenCell(value, columns[at] as ColumnSpec).value)),
  }));
}

async function inMemory(sheets: readonly PlainSheet[]): Promise<void> {
  const workbook = new exceljs.Workbook();
  for (const { name, header, rows } of sheets) {
    const sheet = workbook.addWorksheet(name);
    sheet.addRow([...header]);
    sheet.addRows([...rows]);
  }
  await workbook.xlsx.writeBuffer();
}

async function streamed(sheets: readonly PlainSheet[]): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: nowhere as never,
    useStyles: true,
    useSharedStrings: true,
  });
  for (const { name, header, rows } of sheets) {
    const sheet = workbook.addWorksheet(name);
    sheet.addRow([...header]).commit();
    for (const row of rows) sheet.addRow([...row]).commit();
    sheet.commit();
  }
  await workbook.commit();
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

answerParent(async ({ file }: { readonly file: string }): Promise<CellsLimit> => {
  const sheets = plainSheets(JSON.parse(readFileSync(file, 'utf8')) as WorkbookSpec);
  const inMemoryMs = await timeOf(() => inMemory(sheets));
  const streamedMs = await timeOf(() => streamed(sheets));
  const cells = sheets.reduce((sum, { rows }) => sum + rows.reduce((all, row) => all + row.length, 0), 0);
  return { cells, ms: Math.min(inMemoryMs, streamedMs), inMemoryMs, streamedMs };
});
