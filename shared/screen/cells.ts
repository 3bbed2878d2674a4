import stringWidth from 'string-width';

/** Text as the cells of a terminal: how wide it is, and how it is cut. What comes here was made safe to show. */

const segmenter = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** The characters as a reader counts them. */
export function graphemes(text: string): string[] {
  return [...segmenter.segment(text)].map((part) => part.segment);
}

/** Printable ASCII and Latin-1 are one cell each: most text takes this way. */
const NARROW = /^[ -~\u00a0-\u00ac\u00ae-\u017f‘’“”«»€…–—•·─│┬┴├┤▸✓⏎]*$/;

/** True when every UTF-16 unit of the text is one cell on every terminal; false says nothing. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}

/** Cells that the text takes on a terminal. */
export function cells(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/**
 * What is read as one number, its currency included: `1 200 €`, `06 39 98 00 01`, `12/11`, `17:05`, `8–12 €`. A part of
 * it would be another number.
 */
const NUMBER =
  /\d(?:\d|[ \u00a0\u202f.,:/’'–-](?=\d))*(?:[ \u00a0\u202f]?(?:€|%|(?:[A-Z]{3}|h)(?![\p{L}\d])))?/gu;

/** Where a cut wanted before `at` may be made: before the number that it would break. */
function beforeNumber(text: string, at: number): number {
  for (const { index, 0: number } of text.matchAll(NUMBER)) {
    if (index >= at) return at;
    if (at < index + number.length) return index;
  }
  return at;
}

/** The text in at most `width` cells, ended by « … » when cut; a number is kept whole or left out. */
export function clip(text: string, width: number): string {
  if (width <= 0) return '';
  if (cells(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const part of graphemes(text)) {
    const wide = cells(part);
    if (used + wide > width - 1) break;
    kept += part;
    used += wide;
  }
  return `${text.slice(0, beforeNumber(text, kept.length)).trimEnd()}…`;
}

/** Clipped, then filled with spaces to exactly `width` cells. */
export function fill(text: string, width: number): string {
  const clipped = clip(text, width);
  return clipped + ' '.repeat(Math.max(0, width - cells(clipped)));
}
