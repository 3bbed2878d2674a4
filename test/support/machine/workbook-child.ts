import { createHash } from 'node:crypto';
import type { SheetImage } from '../../../server/domain/files/sheets.ts';
import { workbookBuilder } from '../../../server/excel/write-workbook.ts';

/** In a child: one workbook that streams and one with a picture, their digests said. The clock goes some days ahead. */

const SHIFT_MS = Number(process.argv[2]) * 24 * 3600_000;

const realNow = Date.now;

/** Days are moved for who asks what time it is, and for nobody else. */
class ShiftedDate extends Date {
  constructor(at: number | string = ShiftedDate.now()) {
    super(at);
  }

  static override now(): number {
    return realNow() + SHIFT_MS;
  }
}
globalThis.Date = ShiftedDate as DateConstructor;

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const PICTURE: SheetImage = {
  png: Buffer.from(PNG, 'base64'),
  at: { row: 3, column: 1 },
  widthPx: 40,
  heightPx: 30,
  alt: 'Un point',
};
const columns = [
  { header: 'ID', width: 10, kind: 'text' as const },
  { header: 'DATE', width: 10, kind: 'date' as const },
];

async function digest(images: readonly SheetImage[]): Promise<string> {
  const sheets = ['A', 'B'].map((name) => ({
    name,
    columns,
    images: name === 'A' ? images : [],
    isOnePageWide: false,
  }));
  const builder = await workbookBuilder({
    kind: 'write',
    title: 'Essai',
    createdAtMs: 1_780_000_000_000,
    sheets,
  });
  for (const sheet of [0, 1, 0]) {
    const rows = Array.from({ length: 900 }, (_, at) => [`F${at}`, { date: '2026-03-29' }]);
    await builder.rows(sheet, rows);
  }
  const hash = createHash('sha256');
  for (const piece of (await builder.finish()).pieces) hash.update(piece);
  return hash.digest('hex');
}

const digests = [await digest([]), await digest([PICTURE])];
process.send?.({ digests, day: new Date().toISOString().slice(0, 10) });
