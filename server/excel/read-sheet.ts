import type { SheetFacts } from '../domain/contact-file/raw-sheet.ts';
import type { WorkbookLimits } from '../ports/workbook.ts';
import { dateStyles } from './date-styles.ts';
import { type PackedRow, packedText } from './packed-rows.ts';
import { readSharedStrings } from './shared-strings.ts';
import { SheetRows } from './sheet-rows.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';
import { readXlsxParts } from './xlsx-parts.ts';
import { XmlScanner } from './xml-scanner.ts';

export interface PackedSheet extends SheetFacts {
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

const saysSomething = (row: PackedRow) => row.c.some((cell) => packedText(cell).trim() !== '');

async function headerOf(
  chunks: AsyncIterator<readonly PackedRow[]>,
): Promise<{ readonly header: PackedRow; readonly others: readonly PackedRow[] }> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    const at = next.value.findIndex(saysSomething);
    const header = next.value[at];
    if (header) return { header, others: next.value.slice(at + 1) };
  }
  throw new WorkbookRefusal('workbook-empty');
}

/**
 * Opens the first visible sheet of an .xlsx: its header, then its rows as they are inflated, a few at a time. What is kept is
 * the table of shared strings alone. WorkbookRefusal with the codes of the port, some of them only when the rows come.
 */
export async function openSheet(bytes: Buffer, limits: WorkbookLimits): Promise<PackedSheet> {
  const parts = readXlsxParts(bytes, limits);
  const strings =
    parts.sharedStrings && (await readSharedStrings(parts.sharedStrings(), limits.maxHeldCharacters));
  const dates = parts.styles === undefined ? [] : dateStyles(parts.styles);
  const rows = new SheetRows({ strings, dates, date1904: parts.date1904 }, limits);
  const chunks = rowsOf(parts.sheet(), rows)[Symbol.asyncIterator]();
  const { header, others } = await headerOf(chunks);
  const names = header.c.map(packedText);
  return {
    name: parts.sheetName,
    header: names,
    headerRow: header.n,
    date1904: parts.date1904,
    otherSheets: parts.otherSheets,
    hiddenColumns: names.filter((name, at) => name !== '' && rows.isHiddenColumn(at + 1)),
    announcedRows: rows.announcedRows,
    rows: startingWith(others, chunks),
  };
}
