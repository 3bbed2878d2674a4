import type exceljs from 'exceljs';
import type { SheetImage } from '../../domain/files/sheets.ts';

/** On screen, at 96 to an inch: an A4 page on its side within the margins of every sheet, with some left for other fonts. */
const PAGE_PX = { width: 1030, height: 670 } as const;
const POINT_PX = 96 / 72;
const DEFAULT_ROW_PX = 20;
/** Of a character, and the margins of a column. */
const CHARACTER_PX = 7;
const COLUMN_MARGINS_PX = 5;
const DEFAULT_COLUMN_PX = 64;

function leftOf(sheet: exceljs.Worksheet, column: number): number {
  return Array.from({ length: column }, (_, at) => sheet.getColumn(at + 1).width).reduce<number>(
    (sum, width) =>
      sum + (width === undefined ? DEFAULT_COLUMN_PX : width * CHARACTER_PX + COLUMN_MARGINS_PX),
    0,
  );
}

function topOf(sheet: exceljs.Worksheet, row: number): number {
  return Array.from({ length: row }, (_, at) => sheet.findRow(at + 1)?.height).reduce<number>(
    (sum, points) => sum + (points ? points * POINT_PX : DEFAULT_ROW_PX),
    0,
  );
}

/**
 * Table and pictures are one page wide, on its side; a picture that the end of a page would cut goes to the next one, whole.
 * Other fonts than Excel's print smaller: a page then ends a little early.
 */
export function pagesOfPictures(sheet: exceljs.Worksheet, images: readonly SheetImage[]): void {
  const right = Math.max(...images.map(({ at, widthPx }) => leftOf(sheet, at.column) + widthPx));
  const scale = Math.min(1, PAGE_PX.width / right);
  Object.assign(sheet.pageSetup, { orientation: 'landscape', fitToWidth: 1 });
  const page = PAGE_PX.height / scale;
  // On each page but the first, the header comes again.
  const next = page - topOf(sheet, 1);
  let end = page;
  for (const { at, heightPx } of [...images].sort((a, b) => a.at.row - b.at.row)) {
    const top = topOf(sheet, at.row);
    while (top >= end) end += next;
    if (top + heightPx <= end || heightPx > next) continue;
    sheet.getRow(at.row).addPageBreak();
    end = top + next;
  }
}
