import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { SheetImage } from '../../../server/domain/files/sheets.ts';
import { pagesOfPictures } from '../../../server/excel/pictures/picture-pages.ts';

const picture = (row: number, heightPx = 300): SheetImage => {
  return { png: new Uint8Array(), at: { row, column: 1 }, widthPx: 670, heightPx, alt: 'essai' };
};

/** A sheet whose table is as wide as a picture: printed at some 75 %, it holds some forty-three rows a page. */
function endsOf(images: readonly SheetImage[]): readonly number[] {
  const sheet = new exceljs.Workbook().addWorksheet('ESSAI');
  sheet.columns = [{ width: 100 }];
  pagesOfPictures(sheet, images);
  expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1 });
  return (sheet as unknown as { rowBreaks: readonly { id: number }[] }).rowBreaks.map(({ id }) => id);
}

it('a picture that the end of a page would cut begins the next one, whatever their order', () => {
  expect(endsOf([picture(1), picture(18)])).toEqual([]);
  expect(endsOf([picture(1), picture(18), picture(35), picture(52), picture(69)])).toEqual([35, 69]);
  expect(endsOf([picture(69), picture(35), picture(1), picture(52), picture(18)])).toEqual([35, 69]);
});

it('a picture taller than a page stays where it is, and one whole on a later page ends none', () => {
  expect(endsOf([picture(1), picture(20, 5_000)])).toEqual([]);
  expect(endsOf([picture(1), picture(50)])).toEqual([]);
});
