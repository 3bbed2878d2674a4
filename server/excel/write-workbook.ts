import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';
import type { CellValue } from '../domain/files/sheets.ts';
import { DeflatedPart } from './deflated-part.ts';
import { type SheetPictures, withPictures } from './sheet-pictures.ts';
import { rowXml, sheetEnd, sheetStart } from './sheet-xml.ts';
import type { SheetHead, WorkerJob } from './worker-messages.ts';
import { type ListedSheet, packageParts, StyleTable } from './xlsx-package.ts';
import { packedBytes, type ZipPart, zipBytes, zipPieces } from './zip-writer.ts';

/** Takes rows for any of its sheets, in any order of sheets, and gives the bytes at the end. */
export interface WorkbookBuilder {
  /** Resolves when there is room for more rows. */
  rows(sheet: number, rows: readonly (readonly CellValue[])[]): Promise<void>;
  /** The workbook's length, and its bytes in order; pieces are made as they are asked for, each in a buffer of its own. */
  finish(): Promise<{ readonly bytes: number; readonly pieces: Iterable<Uint8Array<ArrayBuffer>> }>;
}

export interface SheetLimits {
  readonly lastRow: number;
  /** Of XML, before compression. */
  readonly maxBytes: number;
}

/**
 * Excel's last row; the header takes one. What exceeds it, or the size that a zip without extensions can tell, goes to
 * a further sheet.
 */
const LONGEST: SheetLimits = { lastRow: 1_048_576, maxBytes: 3 * 2 ** 30 };
const MAX_NAME = 31;

/** `RETOUR`, then `RETOUR_2`. */
function partName(name: string, rank: number): string {
  const suffix = rank === 1 ? '' : `_${rank}`;
  return name.slice(0, MAX_NAME - suffix.length) + suffix;
}

/** One sheet of the spec: one worksheet, and further ones when it is longer than Excel can hold. */
class GrowingSheet {
  readonly #head: SheetHead;
  readonly #styles: StyleTable;
  readonly #limits: SheetLimits;
  readonly #full: Promise<ZipPart>[] = [];
  #part = new DeflatedPart();
  #row = 1;
  #started: Promise<void>;

  constructor(head: SheetHead, styles: StyleTable, limits: SheetLimits) {
    assert(/^[^[\]:*?/\\]{1,31}$/.test(head.name), `sheet name: ${head.name}`);
    this.#head = head;
    this.#styles = styles;
    this.#limits = limits;
    this.#started = this.#part.add(sheetStart(head.columns, styles));
  }

  async add(values: readonly CellValue[]): Promise<void> {
    const { columns } = this.#head;
    assert(values.length <= columns.length, 'a row is not longer than its header');
    if (this.#row === this.#limits.lastRow || this.#part.bytes > this.#limits.maxBytes) this.#turn();
    await this.#started;
    this.#row += 1;
    await this.#part.add(rowXml(this.#row, values, { columns, styles: this.#styles }));
  }

  /** The worksheets of it, first to last, without the names of their parts. */
  async finish(): Promise<readonly { readonly listed: ListedSheet; readonly part: ZipPart }[]> {
    this.#full.push(this.#close());
    const { name, columns } = this.#head;
    return (await Promise.all(this.#full)).map((part, at) => ({
      listed: { name: partName(name, at + 1), columns },
      part,
    }));
  }

  #turn(): void {
    this.#full.push(this.#close());
    this.#part = new DeflatedPart();
    this.#row = 1;
    this.#started = this.#part.add(sheetStart(this.#head.columns, this.#styles));
  }

  async #close(): Promise<ZipPart> {
    const part = this.#part;
    await this.#started;
    await part.add(sheetEnd(this.#head.columns));
    return part.finish('');
  }
}

/**
 * Builds an .xlsx as its rows come: header bold, frozen and filtered, texts in their cells, sheets compressed as they grow.
 * Equal input gives equal bytes: dates, order of parts and compression are fixed.
 */
export function workbookBuilder(
  { title, createdAtMs, sheets }: Extract<WorkerJob, { kind: 'write' }>,
  limits: SheetLimits = LONGEST,
): WorkbookBuilder {
  const styles = new StyleTable();
  const growing = sheets.map((head) => new GrowingSheet(head, styles, limits));
  return {
    async rows(sheet, rows) {
      const target = growing[sheet];
      assert(target, 'rows are for a sheet of the workbook');
      for (const row of rows) await target.add(row);
    },
    async finish() {
      const worksheets: { readonly listed: ListedSheet; readonly part: ZipPart }[] = [];
      const pictures: SheetPictures[] = [];
      for (const [at, sheet] of growing.entries()) {
        pictures.push({ sheet: worksheets.length + 1, images: sheets[at]?.images ?? [] });
        worksheets.push(...(await sheet.finish()));
      }
      const names = new Set(worksheets.map(({ listed }) => listed.name));
      assert.equal(names.size, worksheets.length, 'sheets have names of their own');
      const parts = [
        ...packageParts({ title, createdAtMs, sheets: worksheets.map(({ listed }) => listed) }),
        styles.part(),
        ...worksheets.map(({ part }, at) => ({ ...part, name: `xl/worksheets/sheet${at + 1}.xml` })),
      ];
      const whole = withPictures(parts, pictures, (part) =>
        inflateRawSync(packedBytes(part)).toString('utf8'),
      );
      const laid = whole.sort((a, b) => (a.name < b.name ? -1 : 1));
      return { bytes: zipBytes(laid), pieces: zipPieces(laid) };
    },
  };
}
