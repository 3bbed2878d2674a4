import type { WorkbookLimits } from '../ports/workbook.ts';
import { partKey, partPath } from './part-names.ts';
import { WorkbookRefusal } from './workbook-refusals.ts';
import { inflateChunks, inflateEntry, readZipDirectory, type ZipEntry } from './zip-reader.ts';

/** The few parts of an .xlsx that hold the first visible sheet; drawings, macros, other sheets are never inflated. */
export interface XlsxParts {
  readonly sheetName: string;
  readonly otherSheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  readonly date1904: boolean;
  /** Texts as they are inflated, checked on the way; each call inflates anew. */
  readonly sheet: () => AsyncIterable<string>;
  readonly sharedStrings: (() => AsyncIterable<string>) | undefined;
  readonly styles: string | undefined;
}

interface Package {
  readonly zip: Buffer;
  /** By the key of their names. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

const ZIP_MAGIC = 0x04034b50;
/** Compound file: an .xls of before 2007, or an .xlsx locked by a password. */
const CFB_MAGIC = 0xe011cfd0;

/** Rows of a sheet deflate ten to forty times; what deflates much better is no list of donors. Small files may be anything. */
const MAX_RATIO = 100;
const FREE_UNZIPPED_BYTES = 384 * 2 ** 20;
/** Parts that are held whole: a few kilobytes in an honest file. */
const MAX_SMALL_PART = 32 * 2 ** 20;

function checkMagic(bytes: Buffer): void {
  const magic = bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
  if (magic === CFB_MAGIC)
    throw new WorkbookRefusal('workbook-not-xlsx', 'ancien .xls, ou classeur protégé par mot de passe');
  if (magic !== ZIP_MAGIC) throw new WorkbookRefusal('workbook-not-xlsx');
}

function openPackage(zip: Buffer, limits: WorkbookLimits): Package {
  if (zip.length > limits.maxBytes) throw new WorkbookRefusal('workbook-too-large', 'taille du fichier');
  checkMagic(zip);
  const entries = readZipDirectory(zip);
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (total > Math.min(limits.maxUnzippedBytes, Math.max(FREE_UNZIPPED_BYTES, MAX_RATIO * zip.length))) {
    throw new WorkbookRefusal('workbook-too-large', `${Math.ceil(total / 2 ** 20)} Mio une fois décompressé`);
  }
  return { zip, entries: byPart(entries) };
}

/** Two parts of one name: programs would not agree on which of them is the file. */
function byPart(entries: readonly ZipEntry[]): ReadonlyMap<string, ZipEntry> {
  const parts = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const key = partKey(entry.name);
    if (parts.has(key)) throw new WorkbookRefusal('workbook-damaged', 'deux parties du même nom');
    parts.set(key, entry);
  }
  return parts;
}

const notUtf8 = () => new WorkbookRefusal('workbook-damaged', 'partie qui n’est pas en UTF-8');

function decoded(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw notUtf8();
  }
}

function partText({ zip, entries }: Package, path: string): string | undefined {
  const entry = entries.get(partKey(path));
  if (!entry) return undefined;
  if (entry.bytes > MAX_SMALL_PART) throw new WorkbookRefusal('workbook-too-large', 'partie annexe');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return decoded(decoder, inflateEntry(zip, entry)) + decoded(decoder);
}

/** A part of any size, as it is inflated; undefined when the package has none of that name. */
function partStream({ zip, entries }: Package, path: string): (() => AsyncIterable<string>) | undefined {
  const entry = entries.get(partKey(path));
  if (!entry) return undefined;
  return async function* texts() {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of inflateChunks(zip, entry)) yield decoded(decoder, chunk);
    yield decoded(decoder);
  };
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Attributes of every element of that local name, in document order. */
function elements(xml: string, name: string): Map<string, string>[] {
  const tags = xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*)>`, 'g'));
  return Array.from(tags, ([, text = '']) => {
    const pairs = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
    return new Map(
      Array.from(pairs, ([, key = '', double, single]) => [
        key,
        (double ?? single ?? '').replace(/&(\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? whole),
      ]),
    );
  });
}

interface Target {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

function relationships(pack: Package, path: string): readonly Target[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const xml = partText(pack, `${folder}_rels/${path.slice(folder.length)}.rels`) ?? '';
  return elements(xml, 'Relationship').map((rel) => ({
    id: rel.get('Id') ?? '',
    type: (rel.get('Type') ?? '').split('/').at(-1) ?? '',
    path: partPath(folder, rel.get('Target') ?? ''),
  }));
}

/** `r:id`, whatever the prefix that the workbook gives to relationships; its other attributes have none or other names. */
function relationOf(element: ReadonlyMap<string, string>): string | undefined {
  return [...element].find(([name]) => name.endsWith(':id'))?.[1];
}

/** The workbook part: what the package's own relationships say, `xl/workbook.xml` as a rule. */
function workbookPath(pack: Package): string {
  const root = relationships(pack, '').find((target) => target.type === 'officeDocument');
  return root?.path ?? 'xl/workbook.xml';
}

/** As Excel limits it: the name is shown to people. */
const MAX_SHEET_NAME = 31;

/**
 * Opens the package under its caps and finds the first visible worksheet; the sheet and its strings are inflated as
 * they are asked for. WorkbookRefusal with the codes of the port.
 */
export function readXlsxParts(zip: Buffer, limits: WorkbookLimits): XlsxParts {
  const pack = openPackage(zip, limits);
  const path = workbookPath(pack);
  const workbook = path.endsWith('.bin') ? undefined : partText(pack, path);
  if (workbook === undefined) throw new WorkbookRefusal('workbook-not-xlsx');
  const targets = relationships(pack, path);
  const sheets = elements(workbook, 'sheet').flatMap((sheet) => {
    const target = targets.find((one) => one.id === relationOf(sheet) && one.type === 'worksheet');
    const isHidden = (sheet.get('state') ?? 'visible') !== 'visible';
    const name = (sheet.get('name') ?? '').slice(0, MAX_SHEET_NAME);
    return target ? [{ name, path: target.path, isHidden }] : [];
  });
  const first = sheets.find((one) => !one.isHidden);
  const sheet = first && partStream(pack, first.path);
  if (first === undefined || sheet === undefined)
    throw new WorkbookRefusal('workbook-damaged', 'feuille absente');
  const pathOf = (type: string) => targets.find((one) => one.type === type)?.path ?? '';
  const date1904 = elements(workbook, 'workbookPr')[0]?.get('date1904') ?? '0';
  return {
    sheetName: first.name,
    otherSheets: sheets.filter((one) => one !== first).map(({ name, isHidden }) => ({ name, isHidden })),
    date1904: date1904 === '1' || date1904 === 'true',
    sheet,
    sharedStrings: partStream(pack, pathOf('sharedStrings')),
    styles: partText(pack, pathOf('styles')),
  };
}
