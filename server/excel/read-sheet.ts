import type { WorkbookLimits } from '../ports/workbook.ts';
import { dateStyles } from './date-styles.ts';
import { type PackedRow, packedText } from './packed-rows.ts';
import { readSharedStrings } from './shared-strings.ts';
import { SheetRows } from './sheet-rows.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';
import { readXlsxParts } from './xlsx-parts.ts';
import { XmlScanner } from './xml-scanner.ts';

export interface PackedSheet {
  readonly name: string;
  readonly header: readonly string[];
  /** Last row that the sheet announces; 0 when it says none, and not to be believed. */
  readonly announcedRows: number;
  readonly rows: AsyncIterable<readonly PackedRow[]>;
}

async function* rowsOf(xml: AsyncIterable<string>, rows: SheetRows): AsyncGenerator<readonly PackedRow[]> {
  const scanner = new XmlScanner(rows);
  for await (const piece of xml) {
    scanner.push(piece);
    const complete = rows.take();
    if (complete.length > 0) yield complete;
  }
  scanner.end();
  rows.end();
}

async function* startingWith<T>(first: T, rest: AsyncIterator<T>): AsyncGenerator<T> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/**
 * Opens the first visible sheet of an .xlsx: its header, then its rows as they are inflated, a few at a time. What is kept is
 * the table of shared strings alone. WorkbookRefusal with the codes of the port, some of them only when the rows come.
 */
export async function openSheet(bytes: Buffer, limits: WorkbookLimits): Promise<PackedSheet> {
  const parts = readXlsxParts(bytes, limits);
  const strings = parts.sharedStrings && (await readSharedStrings(parts.sharedStrings()));
  const dates = parts.styles === undefined ? [] : dateStyles(parts.styles);
  const rows = new SheetRows({ strings, dates, date1904: parts.date1904 }, limits);
  const chunks = rowsOf(parts.sheet(), rows)[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) throw new WorkbookRefusal('workbook-empty');
  const [header, ...others] = first.value;
  return {
    name: parts.sheetName,
    header: header?.c.map(packedText) ?? [],
    announcedRows: rows.announcedRows,
    rows: startingWith(others, chunks),
  };
}
