import PdfKit from 'pdfkit';
import type { Badge, BadgeSheet } from '../domain/seats/badge-sheet.ts';
import { code128Widths } from '../domain/seats/code-128.ts';
import { shownShiftCode } from '../domain/seats/shift-code.ts';

type Page = PDFKit.PDFDocument;

const INK = '#000000';
const SOFT = '#5a5a5a';
/** Points. A4 holds two badges in width and five in height, with a margin for scissors. */
const MARGIN = 28;
const COLUMNS = 2;
const ROWS = 5;
const WIDTH = (595.28 - 2 * MARGIN) / COLUMNS;
const HEIGHT = (841.89 - 2 * MARGIN) / ROWS;
const INSIDE = 12;
/** One module of the barcode: 0.4 mm, what a hand scanner reads from an arm's length. */
const MODULE = 1.13;
const BAR_HEIGHT = 34;

function drawBars(page: Page, code: string, at: { readonly x: number; readonly y: number }): void {
  let { x } = at;
  for (const [index, modules] of code128Widths(code).entries()) {
    if (index % 2 === 0) page.rect(x, at.y, modules * MODULE, BAR_HEIGHT).fill(INK);
    x += modules * MODULE;
  }
}

interface Placed {
  readonly badge: Badge;
  readonly x: number;
  readonly y: number;
}

function drawBadge(page: Page, { badge, x, y }: Placed, sheet: BadgeSheet): void {
  const inner = { width: WIDTH - 2 * INSIDE, lineBreak: false, ellipsis: true };
  page
    .rect(x, y, WIDTH, HEIGHT)
    .lineWidth(0.4)
    .dash(3, { space: 3 })
    .strokeColor('#999999')
    .stroke()
    .undash();
  page.font('Helvetica-Bold').fontSize(15).fillColor(INK);
  page.text(badge.person, x + INSIDE, y + 12, { ...inner, height: 18 });
  page.font('Helvetica').fontSize(9.5).fillColor(INK);
  page.text(`${sheet.campaign} · ${badge.site}`, x + INSIDE, y + 33, { ...inner, height: 12 });
  page.text(badge.when, x + INSIDE, y + 46, { ...inner, height: 12 });
  drawBars(page, badge.code, { x: x + INSIDE + 10 * MODULE, y: y + 64 });
  page.font('Courier-Bold').fontSize(22).fillColor(INK);
  page.text(shownShiftCode(badge.code), x + INSIDE, y + 104, { ...inner, height: 24 });
  page.font('Helvetica').fontSize(7.5).fillColor(SOFT);
  page.text(sheet.note, x + INSIDE, y + 132, { ...inner, height: 10 });
}

/** Badges to cut out, ten a page; equal sheets give equal bytes. */
export function badgePages(sheet: BadgeSheet): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const created = new Date(sheet.createdAtMs);
    const title = `Badges — ${sheet.campaign}`;
    const info = {
      Title: title,
      Creator: 'Plateau',
      Producer: 'Plateau',
      CreationDate: created,
      ModDate: created,
    };
    const page = new PdfKit({
      size: 'A4',
      margin: 0,
      lang: 'fr-FR',
      displayTitle: true,
      autoFirstPage: false,
      info,
    });
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.on('end', () => resolve(Buffer.concat(chunks)));
    page.on('error', reject);
    for (const [at, badge] of sheet.badges.entries()) {
      const place = at % (COLUMNS * ROWS);
      if (place === 0) page.addPage();
      const x = MARGIN + (place % COLUMNS) * WIDTH;
      const y = MARGIN + Math.floor(place / COLUMNS) * HEIGHT;
      drawBadge(page, { badge, x, y }, sheet);
    }
    page.end();
  });
}
