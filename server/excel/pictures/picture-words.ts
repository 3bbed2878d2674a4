import assert from 'node:assert/strict';
import type exceljs from 'exceljs';
import type { SheetImage } from '../../domain/files/sheets.ts';
import { safeText } from '../written-cells.ts';

/** The part of the library that writes drawings, which it does not show; it numbers pictures and has no words for them. */
interface Drawer {
  addDrawings(zip: DrawingParts, model: unknown): void;
}

interface DrawingParts {
  append(xml: string, entry: { readonly name: string }): void;
}

const MAX_PICTURES = 200;
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function attribute(text: string): string {
  return safeText(text).replace(/[&<>"\n]/g, (sign) => ESCAPED[sign] ?? '&#10;');
}

/**
 * Says in each picture of the workbook, in order, what it shows to those who do not see it. The library also tells how a
 * picture of one anchor follows its cells, which the standard has no place for: strict readers (openpyxl) refuse the file.
 */
export function drawWithWords(book: exceljs.Workbook, pictures: readonly SheetImage[]): void {
  assert(pictures.length <= MAX_PICTURES, 'a workbook of many pictures is a bug');
  const drawer = book.xlsx as unknown as Drawer;
  const draw = drawer.addDrawings.bind(drawer);
  let at = 0;
  const withWords = (xml: string) =>
    xml
      .replaceAll(/(<xdr:oneCellAnchor) editAs="\w+"/g, '$1')
      .replace(/(<xdr:cNvPr id="\d+") name="Picture \d+"/g, (_all, head: string) => {
        const words = pictures[at++]?.alt ?? '';
        return `${head} name="Graphique ${at}" descr="${attribute(words)}"`;
      });
  drawer.addDrawings = (zip, model) => {
    draw({ append: (xml, entry) => zip.append(withWords(xml), entry) }, model);
    assert.equal(at, pictures.length, 'every picture has its words');
  };
}
