import assert from 'node:assert/strict';
import { finished } from 'node:stream/promises';
import type exceljs from 'exceljs';
import type { CellValue, SheetImage } from '../domain/files/sheets.ts';
import { CellStyles } from './cell-styles.ts';
import { CollectedBytes } from './collected-bytes.ts';
import { type OpenBook, streamedBook } from './open-book.ts';
import { pagesOfPictures } from './pictures/picture-pages.ts';
import { RowsSetAside } from './rows-set-aside.ts';
import { addRow, type Layout, layoutOf, startSheet } from './sheet-layout.ts';
import type { SheetHead, WorkerJob } from './worker-messages.ts';
import { safeText } from './written-cells.ts';
import { resetZipDates } from './zip-dates.ts';

type Row = readonly CellValue[];

/** Takes rows for any of its sheets, in any order of sheets, and gives the bytes at the end. */
export interface WorkbookBuilder {
  /** Resolves when there is room for more rows. */
  rows(sheet: number, rows: readonly Row[]): Promise<void>;
  /** The workbook's length, and its bytes in order; pieces are given away, each in a buffer of its own. */
  finish(): Promise<{ readonly bytes: number; readonly pieces: Iterable<Uint8Array<ArrayBuffer>> }>;
}

export interface SheetLimits {
  readonly lastRow: number;
  /** Of its texts, and a rough count for the XML around each cell. */
  readonly maxCharacters: number;
}

/**
 * Excel's last row; the header takes one. What exceeds it, or the size that a zip without extensions can tell, goes to
 * a further sheet.
 */
const LONGEST: SheetLimits = { lastRow: 1_048_576, maxCharacters: 3 * 2 ** 30 };
/** `<c r="AB1234567" s="12" t="str"><v></v></c>`. */
const CELL_CHARACTERS = 42;
const MAX_NAME = 31;

/** `RETOUR`, then `RETOUR_2`. */
function partName(name: string, rank: number): string {
  const suffix = rank === 1 ? '' : `_${rank}`;
  return name.slice(0, MAX_NAME - suffix.length) + suffix;
}

function charactersOf(values: Row): number {
  return values.reduce<number>(
    (sum, value) => sum + CELL_CHARACTERS + (typeof value === 'string' ? value.length : 0),
    0,
  );
}

/** What the sheets of one workbook have in common. */
interface Shared {
  readonly open: OpenBook;
  readonly styles: CellStyles;
  readonly limits: SheetLimits;
  readonly names: Set<string>;
}

/** One sheet of the spec while its rows are written: one worksheet, and further ones when it is longer than Excel can hold. */
class GrowingSheet {
  readonly #head: SheetHead;
  readonly #shared: Shared;
  readonly #layout: Layout;
  #worksheet: exceljs.Worksheet;
  #rank = 1;
  #row = 1;
  #characters = 0;

  constructor(head: SheetHead, shared: Shared) {
    this.#head = head;
    this.#shared = shared;
    this.#layout = layoutOf(head.columns, shared.styles);
    this.#worksheet = this.#start();
  }

  async add(rows: readonly Row[]): Promise<void> {
    const { columns } = this.#head;
    const { open, limits } = this.#shared;
    for (const values of rows) {
      assert(values.length <= columns.length, 'a row is not longer than its header');
      if (this.#row === limits.lastRow || this.#characters > limits.maxCharacters) this.#turn();
      addRow(this.#worksheet, values, this.#layout);
      this.#row += 1;
      this.#characters += charactersOf(values);
    }
    await open.room(this.#worksheet);
  }

  /** Pictures come last: laying one makes the rows beneath it, and the next row would stand after them. */
  close(): void {
    const { open } = this.#shared;
    const { images } = this.#head;
    if (images.length > 0) pagesOfPictures(this.#worksheet, images);
    for (const image of images) layPicture(open.book, this.#worksheet, image);
    open.closeSheet(this.#worksheet);
  }

  #turn(): void {
    this.#shared.open.closeSheet(this.#worksheet);
    this.#rank += 1;
    this.#row = 1;
    this.#characters = 0;
    this.#worksheet = this.#start();
  }

  #start(): exceljs.Worksheet {
    const { open, names } = this.#shared;
    const name = partName(this.#head.name, this.#rank);
    assert(!names.has(name), 'sheets have names of their own');
    names.add(name);
    return startSheet(open.book, { ...this.#head, name }, this.#layout);
  }
}

function layPicture(book: exceljs.Workbook, sheet: exceljs.Worksheet, image: SheetImage): void {
  const { png, at, widthPx: width, heightPx: height } = image;
  const id = book.addImage({ buffer: Buffer.from(png) as unknown as exceljs.Buffer, extension: 'png' });
  sheet.addImage(id, { tl: { col: at.column, row: at.row }, ext: { width, height } });
}

/** Loads the rest of the library, which most workbooks do without. */
async function pictured(sink: CollectedBytes, pictures: readonly SheetImage[]): Promise<OpenBook> {
  const { picturedBook } = await import('./pictures/pictured-book.ts');
  return picturedBook(sink, pictures);
}

/**
 * Builds an .xlsx as its rows come: header filled, frozen and filtered, texts in their cells. The first sheet is written and
 * compressed as it grows; the library writes one sheet at a time, so rows of the others wait, compressed too.
 * Equal input gives equal bytes: nothing in it tells when it was written.
 */
export async function workbookBuilder(
  { title, createdAtMs, sheets }: Extract<WorkerJob, { kind: 'write' }>,
  limits: SheetLimits = LONGEST,
): Promise<WorkbookBuilder> {
  for (const { name } of sheets) assert(/^[^[\]:*?/\\]{1,31}$/.test(name), `sheet name: ${name}`);
  const sink = new CollectedBytes();
  const written = finished(sink);
  const pictures = sheets.flatMap((sheet) => sheet.images);
  const open = pictures.length > 0 ? await pictured(sink, pictures) : streamedBook(sink);
  const created = new Date(createdAtMs);
  const author = { creator: 'Plateau', lastModifiedBy: 'Plateau' };
  Object.assign(open.book, { ...author, title: safeText(title), created, modified: created });
  const shared = { open, styles: new CellStyles(), limits, names: new Set<string>() };
  const [first, ...others] = sheets;
  assert(first, 'a workbook has a sheet');
  const current = new GrowingSheet(first, shared);
  const waiting = others.map((head) => ({ head, rows: new RowsSetAside() }));
  return {
    async rows(sheet, rows) {
      if (sheet === 0) return current.add(rows);
      const target = waiting[sheet - 1];
      assert(target, 'rows are for a sheet of the workbook');
      target.rows.add(rows);
    },
    async finish() {
      current.close();
      for (const { head, rows } of waiting) {
        const sheet = new GrowingSheet(head, shared);
        for (const some of rows.take()) await sheet.add(some);
        sheet.close();
      }
      await open.finish();
      await written;
      resetZipDates(sink);
      return { bytes: sink.bytes, pieces: sink.takePieces() };
    },
  };
}
