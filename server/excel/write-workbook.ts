import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import exceljs from 'exceljs';
import type { CellValue, ColumnSpec } from '../ports/workbook.ts';
import { NUMBER_FORMAT, safeText, writtenCell } from './written-cells.ts';
import { packedBytesOf, readZipDirectory } from './zip-reader.ts';
import { writeZip, type ZipPart } from './zip-writer.ts';

/** Takes sheets and rows in order and gives the bytes at the end. */
export interface WorkbookBuilder {
  sheet(name: string, columns: readonly ColumnSpec[]): void;
  rows(rows: readonly (readonly CellValue[])[]): void;
  finish(): Promise<Buffer>;
}

function gatherer(chunks: Buffer[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
}

/** The same parts under fixed dates and in a fixed order: the zip library stamps the hour of writing. */
function withoutHours(zip: Buffer): Buffer {
  const parts = readZipDirectory(zip).map((entry): ZipPart => {
    assert(entry.method === 8 || entry.method === 0, 'exceljs deflates');
    return {
      name: entry.name,
      method: entry.method,
      crc: entry.crc,
      bytes: entry.bytes,
      packed: packedBytesOf(zip, entry),
    };
  });
  return writeZip(parts.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function addSheet(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  name: string,
  columns: readonly ColumnSpec[],
): exceljs.Worksheet {
  assert(/^[^[\]:*?/\\]{1,31}$/.test(name), `sheet name: ${name}`);
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((column) => ({
    header: safeText(column.header),
    width: column.width,
    style: { numFmt: NUMBER_FORMAT[column.kind] },
  }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  const header = sheet.getRow(1);
  header.font = { bold: true };
  header.commit();
  return sheet;
}

function addRow(
  sheet: exceljs.Worksheet,
  values: readonly CellValue[],
  columns: readonly ColumnSpec[],
): void {
  assert(values.length <= columns.length, 'a row is not longer than its header');
  const cells = values.map((value, at) => writtenCell(value, columns[at] as ColumnSpec));
  const row = sheet.addRow(cells.map((cell) => cell.value));
  for (const [at, cell] of cells.entries()) {
    if (cell.format !== undefined) row.getCell(at + 1).numFmt = cell.format;
  }
  row.commit();
}

/** Builds an .xlsx with the streaming writer of exceljs: header bold, frozen and filtered. Equal input gives equal bytes. */
export function workbookBuilder(title: string, createdAtMs: number): WorkbookBuilder {
  const chunks: Buffer[] = [];
  const stream = gatherer(chunks);
  const created = new Date(createdAtMs);
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: stream as never,
    useStyles: true,
    useSharedStrings: true,
    zip: { zlib: { level: 6 } },
  });
  Object.assign(workbook, {
    title,
    creator: 'Plateau',
    lastModifiedBy: 'Plateau',
    created,
    modified: created,
  });
  let current: { readonly sheet: exceljs.Worksheet; readonly columns: readonly ColumnSpec[] } | undefined;
  const close = () => current?.sheet.commit();
  return {
    sheet(name, columns) {
      close();
      current = { sheet: addSheet(workbook, name, columns), columns };
    },
    rows(rows) {
      assert(current, 'rows come after their sheet');
      for (const row of rows) addRow(current.sheet, row, current.columns);
    },
    async finish() {
      close();
      await workbook.commit();
      return withoutHours(Buffer.concat(chunks));
    },
  };
}
