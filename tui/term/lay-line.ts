import { cells, graphemes, isNarrow } from '../../shared/screen/cells.ts';
import type { Line, Span } from '../screen/line.ts';
import { inCharset } from './charset.ts';
import { type CellRow, type Glyphs, RIGHT_HALF, SPACE } from './glyphs.ts';
import type { Charset } from './probe.ts';
import { spelledLine } from './spelled-signs.ts';
import type { Styles } from './styles.ts';

/** What turns text into cells for one terminal. */
export interface Typesetting {
  readonly glyphs: Glyphs;
  readonly styles: Styles;
  readonly charset: Charset;
}

/** Part of a row: from `left`, `width` cells. */
export interface Stretch {
  readonly left: number;
  readonly width: number;
}

/** C0 and C1 controls: whatever let them come so far, they do not reach a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: stopping them is this line's purpose
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** Lays one span from column `at`; gives the column after it. A sign that would be cut in two is left out. */
function laySpan(row: CellRow, { text, tone }: Span, room: Stretch & Typesetting): number {
  const style = room.styles.of[tone];
  const shown = inCharset(text, room.charset);
  const end = room.left + room.width;
  let at = room.left;
  if (isNarrow(shown)) {
    const kept = Math.min(shown.length, room.width);
    for (let unit = 0; unit < kept; unit += 1) row.signs[at + unit] = shown.charCodeAt(unit);
    row.styles.fill(style, at, at + kept);
    return at + kept;
  }
  for (const part of graphemes(shown)) {
    const wide = CONTROL.test(part) ? 0 : cells(part);
    if (wide === 0) continue;
    if (at + wide > end) return end;
    row.signs[at] = room.glyphs.number(part);
    row.signs.fill(RIGHT_HALF, at + 1, at + wide);
    row.styles.fill(style, at, at + wide);
    at += wide;
  }
  return at;
}

/**
 * Lays a line of text into its part of a row, blank to the end. Gives the column of the text cursor when the line
 * holds one.
 */
export function layLine(
  row: CellRow,
  line: Line,
  { left, width, ...setting }: Stretch & Typesetting,
): number | undefined {
  const end = Math.min(left + width, row.signs.length);
  row.signs.fill(SPACE, left, end);
  row.styles.fill(0, left, end);
  let at = left;
  let cursor: number | undefined;
  for (const piece of spelledLine(line, { width: end - left, charset: setting.charset })) {
    if (piece.tone === 'cursor') cursor = Math.min(at, end - 1);
    if (at >= end) break;
    at = laySpan(row, piece, { ...setting, left: at, width: end - at });
  }
  return cursor;
}
