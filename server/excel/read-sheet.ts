import exceljs from 'exceljs';
import type { WorkbookLimits } from '../ports/workbook.ts';
import { packCell } from './cell-values.ts';
import { leanWorkbook } from './lean-workbook.ts';
import { type PackedCell, type PackedRow, packedText } from './packed-rows.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';
import { readXlsxParts } from './xlsx-parts.ts';

export interface PackedSheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: Iterable<PackedRow>;
}

function checkCell(cell: PackedCell, limits: WorkbookLimits, place: string): void {
  if (typeof cell === 'string' && cell.length > limits.maxCellCharacters)
    throw new WorkbookRefusal('workbook-too-large', `texte trop long, ${place}`);
}

function packRow(row: exceljs.Row, limits: WorkbookLimits): PackedRow {
  const cells: PackedCell[] = [];
  row.eachCell((cell, column) => {
    if (column > limits.maxColumns)
      throw new WorkbookRefusal('workbook-too-large', `plus de ${limits.maxColumns} colonnes`);
    const packed = packCell(cell.value);
    checkCell(packed, limits, `ligne ${row.number}, colonne ${column}`);
    while (cells.length < column - 1) cells.push(null);
    cells.push(packed);
  });
  return { n: row.number, c: cells };
}

/** Rows in order, those without any content left out. */
function* packedRows(sheet: exceljs.Worksheet, limits: WorkbookLimits): Iterable<PackedRow> {
  const numbers: number[] = [];
  sheet.eachRow((_row, number) => numbers.push(number));
  for (const number of numbers) {
    const row = packRow(sheet.getRow(number), limits);
    if (row.c.some((cell) => cell !== null)) yield row;
  }
}

async function load(lean: Buffer): Promise<exceljs.Worksheet> {
  const workbook = new exceljs.Workbook();
  try {
    // The typings of exceljs name the Buffer of an older Node.
    await workbook.xlsx.load(lean as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  } catch (cause) {
    throw new WorkbookRefusal('workbook-damaged', cause instanceof Error ? cause.name : '');
  }
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new WorkbookRefusal('workbook-damaged', 'feuille absente');
  return sheet;
}

/** Reads the first visible sheet of an .xlsx. WorkbookRefusal with the codes of the port; rows are made as they are asked for. */
export async function readSheet(bytes: Buffer, limits: WorkbookLimits): Promise<PackedSheet> {
  const parts = readXlsxParts(bytes, limits);
  const rows = packedRows(await load(leanWorkbook(parts, limits)), limits)[Symbol.iterator]();
  const first = rows.next();
  if (first.done) throw new WorkbookRefusal('workbook-empty');
  return {
    name: parts.sheetName,
    header: first.value.c.map(packedText),
    rows: { [Symbol.iterator]: () => rows },
  };
}
