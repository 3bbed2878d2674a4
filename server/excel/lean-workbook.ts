import type { WorkbookLimits } from '../ports/workbook.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';
import type { XlsxParts } from './xlsx-parts.ts';
import { storedPart, writeZip } from './zip-writer.ts';

/**
 * Rewrites an .xlsx as the smallest one that says the same cells, for exceljs to parse. exceljs expands merges,
 * validations and formatted blanks cell by cell (a 100 kB file can ask for gigabytes) and stumbles over legal part
 * orders: it only ever sees `<sheetData>` with non-empty cells, the shared strings and the styles.
 */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Some producers prefix every element (`<x:row>`); `<` cannot stand in text, so this touches tags alone. */
function withoutPrefix(xml: string): string {
  const prefix = /<(\w+):(?:worksheet|sst|styleSheet)[\s>]/.exec(xml.slice(0, 2000))?.[1];
  if (prefix === undefined) return xml;
  return xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
}

function sheetData(sheet: string): string {
  const start = sheet.indexOf('<sheetData');
  const end = sheet.lastIndexOf('</sheetData>');
  return start === -1 || end < start ? '<sheetData>' : sheet.slice(start, end);
}

/** Drops formatted cells without content, then the rows left without cells; makes ISO date cells (`t="d"`) texts. */
function fullRows(data: string): string {
  return data
    .replace(/<c(?:\s[^>]*)?(?:\/>|>\s*<\/c>)/g, '')
    .replace(/<row(?:\s[^>]*)?(?:\/>|>\s*<\/row>)/g, '')
    .replace(/(<c\s[^>]*?)\bt="d"/g, '$1t="str"');
}

function countRows(data: string, maxRows: number): void {
  let rows = 0;
  for (let at = data.indexOf('<row'); at !== -1; at = data.indexOf('<row', at + 4)) rows++;
  // The header row is not counted.
  if (rows > maxRows + 1) throw new WorkbookRefusal('workbook-too-large', `plus de ${maxRows} lignes`);
}

function workbookXml(date1904: boolean): string {
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELS}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

function relationshipsXml(targets: readonly (readonly [string, string])[]): string {
  const lines = targets.map(
    ([type, target], rank) => `<Relationship Id="rId${rank + 1}" Type="${RELS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${lines.join('')}</Relationships>`;
}

/** The lean twin of a workbook: one sheet, no empty cell. WorkbookRefusal `workbook-too-large` beyond `maxRows` rows. */
export function leanWorkbook(parts: XlsxParts, limits: WorkbookLimits): Buffer {
  const data = fullRows(sheetData(withoutPrefix(parts.sheet)));
  countRows(data, limits.maxRows);
  const files: [string, string][] = [
    ['_rels/.rels', relationshipsXml([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', workbookXml(parts.date1904)],
    [
      'xl/_rels/workbook.xml.rels',
      relationshipsXml([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', withoutPrefix(parts.styles ?? `<styleSheet xmlns="${MAIN}"/>`)],
    ['xl/sharedStrings.xml', withoutPrefix(parts.sharedStrings ?? `<sst xmlns="${MAIN}"/>`)],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="${MAIN}" xmlns:r="${RELS}">${data}</sheetData></worksheet>`,
    ],
  ];
  return writeZip(files.map(([name, text]) => storedPart(name, Buffer.from(text, 'utf8'))));
}
