import type { Writable } from 'node:stream';
import Workbook from 'exceljs/lib/doc/workbook.js';
import type { SheetImage } from '../../domain/files/sheets.ts';
import { type OpenBook, ZIP_LEVEL } from '../open-book.ts';
import { drawWithWords } from './picture-words.ts';

/** The whole workbook in memory: the library streams no pictures. For the small ones that have some. */
export function picturedBook(sink: Writable, pictures: readonly SheetImage[]): OpenBook {
  const book = new Workbook();
  drawWithWords(book, pictures);
  return {
    book,
    room: async () => undefined,
    closeSheet: () => undefined,
    finish: () =>
      book.xlsx.write(sink, { zip: { compression: 'DEFLATE', compressionOptions: { level: ZIP_LEVEL } } }),
  };
}
