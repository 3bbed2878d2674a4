import type { Writable } from 'node:stream';
import type exceljs from 'exceljs';
import WorkbookWriter from 'exceljs/lib/stream/xlsx/workbook-writer.js';

/** A workbook of the library as it grows. Its bytes go to a sink, which ends with it. */
export interface OpenBook {
  readonly book: exceljs.Workbook;
  /** Resolves when there is room for more rows of that sheet. */
  room(sheet: exceljs.Worksheet): Promise<void>;
  closeSheet(sheet: exceljs.Worksheet): void;
  finish(): Promise<void>;
}

/** Of the zip: a third less than the library's own setting, for a fifth more time. */
export const ZIP_LEVEL = 6;
const NOTHING = Buffer.alloc(0);

/** What the library keeps of a sheet that streams and says to nobody: where its XML waits for the zip. */
interface StreamedSheet {
  readonly stream: { readonly pipes: readonly Writable[] };
}

/** Resolves when the zip has taken all that was written so far: an empty write is answered in its turn. */
function taken(sheet: exceljs.Worksheet): Promise<void> {
  const [pipe] = (sheet as unknown as StreamedSheet).stream.pipes;
  return new Promise((done) => {
    if (pipe) pipe.write(NOTHING, () => done());
    else done();
  });
}

/** Memory holds a few messages of rows: one sheet at a time, each closed before the next begins. */
export function streamedBook(sink: Writable): OpenBook {
  const book = new WorkbookWriter({
    stream: sink,
    useStyles: true,
    // Texts stand in their cells: a table of shared ones would grow with the rows.
    useSharedStrings: false,
    zip: { zlib: { level: ZIP_LEVEL } },
  });
  let before = Promise.resolve();
  return {
    book,
    // The compressor works on one message while the next is written.
    room: async (sheet) => {
      const now = taken(sheet);
      await before;
      before = now;
    },
    closeSheet: (sheet) => sheet.commit(),
    finish: () => book.commit(),
  };
}
