import PdfKit from 'pdfkit';
import type { DocumentSection, DocumentSpec } from '../domain/files/document.ts';
import type { DocumentWriter } from '../ports/document.ts';
import { badgePages } from './badge-pages.ts';

type Page = PDFKit.PDFDocument;
type Picture = Extract<DocumentSection, { kind: 'picture' }>;

const MARGIN = 56;
const INK = '#1a1a1a';
const SOFT = '#5a5a5a';
const RULE = '#c8c8c8';
/** Points. */
const TABLE_SIZE = 8.5;
const CELL_GAP = 6;

function fits(page: Page, height: number): boolean {
  return page.y + height <= page.page.height - MARGIN - 24;
}

/** Room left on the page, or a new page when `height` does not fit. */
function ensureRoom(page: Page, height: number): void {
  if (!fits(page, height)) page.addPage();
}

function width(page: Page): number {
  return page.page.width - 2 * MARGIN;
}

function heading(page: Page, title: string): void {
  ensureRoom(page, 60);
  page.moveDown(0.8).font('Helvetica-Bold').fontSize(11.5).fillColor(INK).text(title, MARGIN);
  const y = page.y + 2;
  page
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + width(page), y)
    .lineWidth(0.5)
    .strokeColor(RULE)
    .stroke();
  page.y = y + 6;
}

interface RowStyle {
  readonly widths: readonly number[];
  readonly bold: boolean;
  /** Said again at the top of a page that the row begins, so that it reads without the one before. */
  readonly headers?: readonly string[];
}

/** One line of cells; each wraps in its column, and the row is as high as its highest cell. */
function tableRow(page: Page, cells: readonly string[], style: RowStyle): void {
  page
    .font(style.bold ? 'Helvetica-Bold' : 'Helvetica')
    .fontSize(TABLE_SIZE)
    .fillColor(style.bold ? SOFT : INK);
  const heights = cells.map((cell, at) =>
    page.heightOfString(cell, { width: (style.widths[at] ?? 0) - CELL_GAP }),
  );
  const height = Math.max(...heights) + 4;
  if (!fits(page, height)) {
    page.addPage();
    if (style.headers) {
      tableRow(page, style.headers, { widths: style.widths, bold: true });
      // Again, in the row's own letters.
      tableRow(page, cells, { widths: style.widths, bold: style.bold });
      return;
    }
  }
  const y = page.y;
  let x = MARGIN;
  for (const [at, cell] of cells.entries()) {
    page.text(cell, x, y, { width: (style.widths[at] ?? 0) - CELL_GAP });
    x += style.widths[at] ?? 0;
  }
  page.y = y + height;
  page.x = MARGIN;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** A longer word, an address or a hash, may be cut: no column is that wide. */
const LONGEST_WORD = 28;

/** The room that a column's words ask for, header first, so that none is cut in two. */
function widestWord(page: Page, [header = '', ...cells]: readonly string[]): number {
  const widest = (font: string, texts: readonly string[]): number => {
    const words = texts.flatMap((text) => text.split(/\s+/)).filter((word) => word.length <= LONGEST_WORD);
    const longest = [...new Set(words)].sort((one, other) => other.length - one.length).slice(0, 8);
    page.font(font).fontSize(TABLE_SIZE);
    return Math.max(0, ...longest.map((word) => page.widthOfString(word)));
  };
  return CELL_GAP + Math.max(widest('Helvetica-Bold', [header]), widest('Helvetica', cells));
}

/**
 * Column widths in proportion to the square root of their longest cell: long columns wrap, short ones stay readable. One that
 * would cut its longest word takes what that word needs, and the others share the rest; where they cannot, words are cut.
 */
function columnWidths(page: Page, rows: readonly (readonly string[])[]): readonly number[] {
  const columns = (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? ''));
  const shares = columns.map((cells) => Math.sqrt(Math.max(6, ...cells.map((cell) => cell.length))));
  const least = columns.map((cells) => widestWord(page, cells));
  let short = new Set<number>();
  for (;;) {
    const rest = width(page) - sumOf([...short].map((at) => least[at] ?? 0));
    const sharing = sumOf(shares.filter((_, at) => !short.has(at)));
    const widths = shares.map((share, at) => (short.has(at) ? (least[at] ?? 0) : (share / sharing) * rest));
    const cut = widths.flatMap((one, at) => (one < (least[at] ?? 0) ? [at] : []));
    if (cut.length === 0) return widths;
    if (short.size + cut.length === shares.length) break;
    short = new Set([...short, ...cut]);
  }
  return shares.map((share) => (share / sumOf(shares)) * width(page));
}

/** As wide as the page, whole on it; its own title stands in it. */
function drawPicture(page: Page, { png, widthPx, heightPx }: Picture): void {
  const wide = width(page);
  const high = (wide * heightPx) / widthPx;
  ensureRoom(page, high + 12);
  page.image(Buffer.from(png), MARGIN, page.y + 6, { width: wide });
  page.y += high + 12;
  page.x = MARGIN;
}

function drawSection(page: Page, section: DocumentSection): void {
  if (section.kind === 'picture') {
    drawPicture(page, section);
    return;
  }
  heading(page, section.title);
  if (section.kind === 'text') {
    page.font('Helvetica').fontSize(9.5).fillColor(INK);
    for (const paragraph of section.paragraphs)
      page.text(paragraph, MARGIN, page.y, { width: width(page), paragraphGap: 4 });
    return;
  }
  if (section.kind === 'commands') {
    page.font('Courier').fontSize(8.5).fillColor(INK);
    for (const line of section.lines)
      page.text(line, MARGIN, page.y, { width: width(page), paragraphGap: 3 });
    return;
  }
  if (section.kind === 'fields') {
    const widths = [width(page) * 0.34, width(page) * 0.66];
    for (const [label, value] of section.fields) tableRow(page, [label, value], { widths, bold: false });
    return;
  }
  const widths = columnWidths(page, [section.headers, ...section.rows]);
  tableRow(page, section.headers, { widths, bold: true });
  for (const row of section.rows) tableRow(page, row, { widths, bold: false, headers: section.headers });
}

function drawFooters(page: Page, spec: DocumentSpec): void {
  const { start, count } = page.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    page.switchToPage(at);
    page.page.margins.bottom = 0;
    const y = page.page.height - MARGIN + 14;
    page.font('Helvetica').fontSize(7.5).fillColor(SOFT);
    page.text(`${spec.footer} — page ${at - start + 1} sur ${count}`, MARGIN, y, {
      width: width(page),
      align: 'center',
      lineBreak: false,
    });
  }
}

/** PDF by pdfkit with its standard fonts (Helvetica, WinAnsi: all of French); equal specs give equal bytes. */
export function openPdfDocuments(): DocumentWriter {
  return {
    badges: badgePages,
    pdf: (spec) =>
      new Promise<Uint8Array>((resolve, reject) => {
        const created = new Date(spec.createdAtMs);
        const page = new PdfKit({
          size: 'A4',
          margin: MARGIN,
          bufferPages: true,
          lang: 'fr-FR',
          displayTitle: true,
          info: {
            Title: spec.title,
            Creator: 'Plateau',
            Producer: 'Plateau',
            CreationDate: created,
            ModDate: created,
          },
        });
        const chunks: Buffer[] = [];
        page.on('data', (chunk: Buffer) => chunks.push(chunk));
        page.on('end', () => resolve(Buffer.concat(chunks)));
        page.on('error', reject);
        page.font('Helvetica-Bold').fontSize(18).fillColor(INK).text(spec.title, MARGIN);
        page.font('Helvetica').fontSize(10.5).fillColor(SOFT).text(spec.subtitle).moveDown(0.5);
        for (const section of spec.sections) drawSection(page, section);
        drawFooters(page, spec);
        page.end();
      }),
  };
}
