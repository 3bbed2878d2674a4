import { crc32, deflateRawSync } from 'node:zlib';
import { writeZip, type ZipPart } from './write-zip.ts';

/** A cell written by hand in SpreadsheetML, to say exactly what some program wrote. */
export type XmlCell =
  | string
  | number
  | null
  | { readonly date: number }
  | { readonly boolean: boolean }
  | { readonly formula: string; readonly result?: string | number | boolean }
  | { readonly rich: readonly string[] }
  | { readonly error: string }
  /** A cell with a format and nothing in it. */
  | { readonly blank: true }
  | { readonly xml: (reference: string) => string };

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** XML cannot hold control characters: Excel writes them as `_x001B_`. */
export const escaped = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\p{Cc}/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);

export function columnLetters(at: number): string {
  const rest = String.fromCharCode(65 + (at % 26));
  return at < 26 ? rest : columnLetters(Math.floor(at / 26) - 1) + rest;
}

class SharedStrings {
  readonly items: string[] = [];

  add(inner: string): number {
    return this.items.push(`<si>${inner}</si>`) - 1;
  }
}

function cellXml(cell: XmlCell, reference: string, strings: SharedStrings): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    const at = strings.add(`<t xml:space="preserve">${escaped(cell)}</t>`);
    return `<c r="${reference}" t="s"><v>${at}</v></c>`;
  }
  if ('date' in cell) return `<c r="${reference}" s="1"><v>${cell.date}</v></c>`;
  if ('boolean' in cell) return `<c r="${reference}" t="b"><v>${cell.boolean ? 1 : 0}</v></c>`;
  if ('error' in cell) return `<c r="${reference}" t="e"><v>${cell.error}</v></c>`;
  if ('blank' in cell) return `<c r="${reference}" s="1"/>`;
  if ('xml' in cell) return cell.xml(reference);
  if ('rich' in cell) {
    const runs = cell.rich.map(
      (text) => `<r><rPr><b/></rPr><t xml:space="preserve">${escaped(text)}</t></r>`,
    );
    return `<c r="${reference}" t="s"><v>${strings.add(runs.join(''))}</v></c>`;
  }
  const { formula, result } = cell;
  const type = typeof result === 'string' ? ' t="str"' : typeof result === 'boolean' ? ' t="b"' : '';
  const value = result === undefined ? '' : `<v>${typeof result === 'boolean' ? Number(result) : result}</v>`;
  return `<c r="${reference}"${type}><f>${escaped(formula)}</f>${value}</c>`;
}

export interface RawXlsx {
  readonly rows: readonly (readonly XmlCell[])[];
  /** XML put after the rows, inside `<sheetData>`. */
  readonly moreRows?: string;
  /** Rows that do not show, by their number. */
  readonly hiddenRows?: readonly number[];
  /** XML put before `<sheetData>`. */
  readonly beforeData?: string;
  /** Sheets with one row of their own, before or after the first. */
  readonly otherSheets?: readonly {
    readonly name: string;
    readonly state?: 'hidden' | 'veryHidden';
    readonly isFirst?: true;
  }[];
  /** XML put after `</sheetData>`. */
  readonly afterData?: string;
  readonly sheetRels?: string;
  readonly date1904?: boolean;
  /** Number formats of the styles 2, 3, … */
  readonly formats?: readonly string[];
  /** Every element of the sheet bears that namespace prefix, as some .NET exports write it. */
  readonly prefix?: string;
  /** Order of the parts in the zip; default: as Excel does. */
  readonly order?: (parts: readonly ZipPart[]) => readonly ZipPart[];
  readonly moreParts?: readonly ZipPart[];
  /** Name of each part in the zip; default: as Excel does. */
  readonly rename?: (name: string) => string;
  /** Where the workbook says that its sheet is. */
  readonly target?: string;
  /** Prefix of relationships in the workbook; default `r`. */
  readonly relationPrefix?: string;
}

function part(name: string, xml: string): ZipPart {
  const clear = Buffer.from(HEAD + xml, 'utf8');
  return { name, method: 8, crc: crc32(clear), bytes: clear.length, packed: deflateRawSync(clear) };
}

function stylesXml(formats: readonly string[]): string {
  const own = formats.map(
    (format, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escapedAttribute(format)}"/>`,
  );
  const used = formats.map((_, at) => `<xf numFmtId="${164 + at}" applyNumberFormat="1"/>`);
  return `<styleSheet xmlns="${MAIN}">${own.length > 0 ? `<numFmts count="${own.length}">${own.join('')}</numFmts>` : ''}<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${2 + used.length}"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>${used.join('')}</cellXfs></styleSheet>`;
}

const escapedAttribute = (text: string) => escaped(text).replace(/"/g, '&quot;');

function sheetTags({ otherSheets = [] }: RawXlsx, relation: string): string[] {
  const first = `<sheet name="Fiches &amp; co" sheetId="1" ${relation}:id="rId1"/>`;
  const tags = otherSheets.map(({ name, state, isFirst }, at) => ({
    isFirst,
    xml: `<sheet name="${name}" sheetId="${at + 2}"${state ? ` state="${state}"` : ''} ${relation}:id="o${at}"/>`,
  }));
  return [
    ...tags.filter((tag) => tag.isFirst).map((tag) => tag.xml),
    first,
    ...tags.filter((tag) => !tag.isFirst).map((tag) => tag.xml),
  ];
}

const otherSheet = (text: string) =>
  `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`;

const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What each part is: other libraries look here before the relationships. */
function typesXml(others: number): string {
  const sheets = ['sheet1', ...Array.from({ length: others }, (_, at) => `other${at}`)];
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ...sheets.map((name) => [`/xl/worksheets/${name}.xml`, 'worksheet']),
    ['/xl/styles.xml', 'styles'],
    ['/xl/sharedStrings.xml', 'sharedStrings'],
  ].map(([name, kind]) => `<Override PartName="${name}" ContentType="${KIND}.${kind}+xml"/>`);
  const rels =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>';
  const xml = '<Default Extension="xml" ContentType="application/xml"/>';
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${rels}${xml}${overrides.join('')}</Types>`;
}

/** An .xlsx of one sheet, every byte ours: shared strings, one date format. */
export function rawXlsx(spec: RawXlsx): Buffer {
  const strings = new SharedStrings();
  const rows = spec.rows.map((cells, at) => {
    const inner = cells.map((cell, column) => cellXml(cell, `${columnLetters(column)}${at + 1}`, strings));
    const hidden = spec.hiddenRows?.includes(at + 1) ? ' hidden="1"' : '';
    return `<row r="${at + 1}"${hidden}>${inner.join('')}</row>`;
  });
  const bare = `<worksheet xmlns="${MAIN}" xmlns:r="${RELS}">${spec.beforeData ?? ''}<sheetData>${rows.join('')}${spec.moreRows ?? ''}</sheetData>${spec.afterData ?? ''}</worksheet>`;
  const sheet = spec.prefix ? bare.replace(/<(\/?)(?=[a-z])/gi, `<$1${spec.prefix}:`) : bare;
  const relation = spec.relationPrefix ?? 'r';
  const others = spec.otherSheets ?? [];
  const parts = [
    part('[Content_Types].xml', typesXml(others.length)),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:${relation}="${RELS}"><workbookPr${spec.date1904 ? ' date1904="1"' : ''}/><sheets>${sheetTags(spec, relation).join('')}</sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="${spec.target ?? 'worksheets/sheet1.xml'}"/><Relationship Id="rId2" Type="${RELS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${RELS}/styles" Target="styles.xml"/>${others.map((_, at) => `<Relationship Id="o${at}" Type="${RELS}/worksheet" Target="worksheets/other${at}.xml"/>`).join('')}</Relationships>`,
    ),
    part('xl/worksheets/sheet1.xml', sheet),
    ...(spec.sheetRels ? [part('xl/worksheets/_rels/sheet1.xml.rels', spec.sheetRels)] : []),
    part('xl/styles.xml', stylesXml(spec.formats ?? [])),
    part('xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${strings.items.join('')}</sst>`),
    ...others.map(({ name }, at) => part(`xl/worksheets/other${at}.xml`, otherSheet(name))),
    ...(spec.moreParts ?? []),
  ];
  const { rename = (name: string) => name } = spec;
  const named = parts.map((one) => ({ ...one, name: rename(one.name) }));
  return writeZip(spec.order ? spec.order(named) : named);
}
