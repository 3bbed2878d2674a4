import { deflateRawSync } from 'node:zlib';
import type { ColumnSpec } from '../domain/files/sheets.ts';
import { type CellStyles, MAIN, RELATIONSHIPS, XML_HEAD } from './sheet-xml.ts';
import { safeText } from './written-cells.ts';
import { columnLetters, escaped } from './xml-text.ts';
import { storedPart, type ZipPart } from './zip-writer.ts';

/** The small parts around the sheets of an .xlsx. */

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Formats that Excel has built in: they need no entry of their own. */
const BUILT_IN: Readonly<Record<string, number>> = {
  General: 0,
  '0': 1,
  '0.00': 2,
  '#,##0': 3,
  '#,##0.00': 4,
  '@': 49,
};
const FIRST_OWN_FORMAT = 164;

interface Style {
  readonly format: string;
  readonly bold: boolean;
}

/** Formats of what is read from the left. */
const TEXTUAL: ReadonlySet<string> = new Set(['General', '@', 'dd/mm/yyyy']);

/** Styles by number, the plain one first as readers expect. */
export class StyleTable implements CellStyles {
  readonly #numbers = new Map<string, number>();
  readonly #styles: Style[] = [];

  constructor() {
    this.numberOf('General', false);
  }

  numberOf(format: string, bold: boolean): number {
    const key = bold ? `b ${format}` : format;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#styles.push({ format, bold }) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  part(): ZipPart {
    const own = [...new Set(this.#styles.map((style) => style.format))].filter(
      (format) => BUILT_IN[format] === undefined,
    );
    const idOf = (format: string) => BUILT_IN[format] ?? FIRST_OWN_FORMAT + own.indexOf(format);
    const formats = own.map(
      (format) => `<numFmt numFmtId="${idOf(format)}" formatCode="${escaped(format)}"/>`,
    );
    const styles = this.#styles.map(({ format, bold }) => {
      const xf = `<xf numFmtId="${idOf(format)}" fontId="${bold ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"`;
      // The header of figures stands above them; at the right end the filter's button would hide it.
      const isHeaderOfFigures = bold && !TEXTUAL.has(format);
      return isHeaderOfFigures ? `${xf} applyAlignment="1"><alignment horizontal="center"/></xf>` : `${xf}/>`;
    });
    const font = (inner: string) =>
      `<font>${inner}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
    return textPart(
      'xl/styles.xml',
      [
        `<styleSheet xmlns="${MAIN}">`,
        own.length > 0 ? `<numFmts count="${own.length}">${formats.join('')}</numFmts>` : '',
        `<fonts count="2">${font('')}${font('<b/>')}</fonts>`,
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
        `<cellXfs count="${styles.length}">${styles.join('')}</cellXfs>`,
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
      ].join(''),
    );
  }
}

function textPart(name: string, xml: string): ZipPart {
  const clear = Buffer.from(XML_HEAD + xml, 'utf8');
  return { ...storedPart(name, clear), method: 8, packed: deflateRawSync(clear, { level: 6 }) };
}

/** A sheet that stands in the workbook, in order. */
export interface ListedSheet {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
}

export interface PackageFacts {
  readonly title: string;
  readonly createdAtMs: number;
  readonly sheets: readonly ListedSheet[];
}

function relationships(targets: readonly (readonly [string, string])[]): string {
  const lines = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const overrides = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>`,
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    `${overrides.join('')}</Types>`,
  ].join('');
}

/** Excel finds a filter again by this hidden name. */
function filterName({ name, columns }: ListedSheet, at: number): string {
  const range = `'${name.replaceAll("'", "''")}'!$A$1:$${columnLetters(columns.length)}$1`;
  return `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${escaped(range)}</definedName>`;
}

function workbookXml(sheets: readonly ListedSheet[]): string {
  const lines = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const filters = sheets.map(filterName).join('');
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView/></bookViews><sheets>${lines.join('')}</sheets><definedNames>${filters}</definedNames></workbook>`;
}

function coreXml({ title, createdAtMs }: PackageFacts): string {
  const at = new Date(createdAtMs).toISOString();
  const date = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`;
  return [
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(safeText(title))}</dc:title><dc:creator>Plateau</dc:creator>`,
    `<cp:lastModifiedBy>Plateau</cp:lastModifiedBy>${date('created')}${date('modified')}</cp:coreProperties>`,
  ].join('');
}

/** Every part but the sheets and the styles. */
export function packageParts(facts: PackageFacts): readonly ZipPart[] {
  const { sheets } = facts;
  return [
    textPart('[Content_Types].xml', contentTypes(sheets.length)),
    textPart(
      '_rels/.rels',
      relationships([
        [`${RELATIONSHIPS}/officeDocument`, 'xl/workbook.xml'],
        [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      ]),
    ),
    textPart('docProps/core.xml', coreXml(facts)),
    textPart('xl/workbook.xml', workbookXml(sheets)),
    textPart(
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...sheets.map((_, at) => [`${RELATIONSHIPS}/worksheet`, `worksheets/sheet${at + 1}.xml`] as const),
        [`${RELATIONSHIPS}/styles`, 'styles.xml'],
      ]),
    ),
  ];
}
