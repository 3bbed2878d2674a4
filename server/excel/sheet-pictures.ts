import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import type { SheetImage } from '../domain/files/sheets.ts';
import { safeText } from './written-cells.ts';
import { storedPart, type ZipPart } from './zip-writer.ts';

/**
 * Pictures come last: their parts are added to the finished package. Two pictures or two writings of equal specs give equal
 * bytes.
 */

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** English Metric Units in a pixel of 96 dpi. */
const EMU_PER_PX = 9525;
const MAX_PICTURES = 200;

/** The pictures of one sheet; `sheet` counts from 1, as the parts of the package do. */
export interface SheetPictures {
  readonly sheet: number;
  readonly images: readonly SheetImage[];
}

interface NumberedImage extends SheetImage {
  /** Over the whole workbook, from 1. */
  readonly number: number;
}

function textPart(name: string, xml: string): ZipPart {
  const clear = Buffer.from(xml, 'utf8');
  return { ...storedPart(name, clear), method: 8, packed: deflateRawSync(clear, { level: 6 }) };
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function attribute(text: string): string {
  return safeText(text).replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign);
}

function anchor(image: NumberedImage, place: number): string {
  const { row, column } = image.at;
  const [cx, cy] = [image.widthPx * EMU_PER_PX, image.heightPx * EMU_PER_PX];
  const name = `Graphique ${image.number}`;
  return [
    `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff>`,
    `<xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${cx}" cy="${cy}"/>`,
    `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${place + 1}" name="${name}" descr="${attribute(image.alt)}"/>`,
    '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>',
    `<xdr:blipFill><a:blip xmlns:r="${OFFICE}" r:embed="rId${place}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>`,
    `<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm>`,
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>',
  ].join('');
}

function drawingXml(images: readonly NumberedImage[]): string {
  const anchors = images.map((image, at) => anchor(image, at + 1)).join('');
  return `${XML}<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main">${anchors}</xdr:wsDr>`;
}

function relationshipsXml(targets: readonly { readonly type: string; readonly target: string }[]): string {
  const lines = targets.map(
    ({ type, target }, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

function partsOfSheet(drawing: number, sheet: number, images: readonly NumberedImage[]): ZipPart[] {
  return [
    textPart(
      `xl/worksheets/_rels/sheet${sheet}.xml.rels`,
      relationshipsXml([{ type: 'drawing', target: `../drawings/drawing${drawing}.xml` }]),
    ),
    textPart(`xl/drawings/drawing${drawing}.xml`, drawingXml(images)),
    textPart(
      `xl/drawings/_rels/drawing${drawing}.xml.rels`,
      relationshipsXml(
        images.map(({ number }) => ({ type: 'image', target: `../media/image${number}.png` })),
      ),
    ),
    // A PNG is packed already.
    ...images.map(({ number, png }) => storedPart(`xl/media/image${number}.png`, png)),
  ];
}

function contentTypes(drawings: number): string {
  const overrides = Array.from(
    { length: drawings },
    (_, at) =>
      `<Override PartName="/xl/drawings/drawing${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>`,
  );
  return `<Default Extension="png" ContentType="image/png"/>${overrides.join('')}</Types>`;
}

function withDrawing(sheetXml: string): string {
  assert(sheetXml.endsWith('</worksheet>'), 'the writer’s own sheet');
  return sheetXml.replace(/<\/worksheet>$/, '<drawing r:id="rId1"/></worksheet>');
}

/**
 * The package with these pictures: drawing and media parts added, each sheet and the content types pointing to them.
 * `textOf` reads a part that is there already.
 */
export function withPictures(
  parts: readonly ZipPart[],
  pictures: readonly SheetPictures[],
  textOf: (part: ZipPart) => string,
): ZipPart[] {
  const shown = pictures.filter(({ images }) => images.length > 0);
  if (shown.length === 0) return [...parts];
  const edited = new Map<string, ZipPart>();
  const edit = (name: string, change: (xml: string) => string) => {
    const part = parts.find((one) => one.name === name);
    assert(part, `the package has ${name}`);
    edited.set(name, textPart(name, change(textOf(part))));
  };
  let number = 0;
  const added = shown.flatMap(({ sheet, images }, at) => {
    const numbered = images.map((image) => ({ ...image, number: ++number }));
    edit(`xl/worksheets/sheet${sheet}.xml`, withDrawing);
    return partsOfSheet(at + 1, sheet, numbered);
  });
  assert(number <= MAX_PICTURES, 'a workbook of many pictures is a bug');
  edit('[Content_Types].xml', (xml) => xml.replace('</Types>', contentTypes(shown.length)));
  return [...parts.map((part) => edited.get(part.name) ?? part), ...added];
}
