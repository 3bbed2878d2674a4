import { cells, clip } from '../../shared/screen/cells.ts';
import type { Region } from './layout.ts';
import type { Tone } from './theme.ts';

/** A piece of a line in one tone. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** What stands for text that is not shown. */
const LEFT_OUT = ' …';

/** One line of the screen. Panes are drawn as lists of lines by pure functions; Ink only paints them. */
export type Line = readonly Span[];

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

/** A line made of texts (plain) and spans; empty pieces vanish. */
export function line(...pieces: (string | Span)[]): Line {
  return pieces
    .map((piece) => (typeof piece === 'string' ? span(piece) : piece))
    .filter((one) => one.text !== '');
}

export const BLANK: Line = [];

export function cellsOf(one: Line): number {
  return one.reduce((sum, piece) => sum + cells(piece.text), 0);
}

/** The first `units` UTF-16 units of the line. */
function head(one: Line, units: number): Span[] {
  let left = units;
  return one.flatMap((piece) => {
    const text = piece.text.slice(0, Math.max(0, left));
    left -= piece.text.length;
    return text === '' ? [] : [{ ...piece, text }];
  });
}

/**
 * The line in at most `width` cells: cut with « … » wherever its pieces end, never inside a number. Spaces at its end are
 * no text: they go without a mark.
 */
export function clipLine(one: Line, width: number): Line {
  if (cellsOf(one) <= width) return one;
  const text = one.map((piece) => piece.text).join('');
  const said = text.trimEnd();
  if (cells(said) <= width) return head(one, said.length + width - cells(said));
  const kept = head(one, clip(said, width).length - 1);
  const last = kept.at(-1);
  // The cursor is one cell, the text field's own: the mark stands beside it.
  if (!last || last.tone === 'cursor') return [...kept, span('…'.slice(0, width))];
  return [...kept.slice(0, -1), { ...last, text: `${last.text}…` }];
}

/** The line filled with spaces to `width` cells. */
export function padLine(one: Line, width: number): Line {
  const clipped = clipLine(one, width);
  const missing = width - cellsOf(clipped);
  return missing > 0 ? [...clipped, span(' '.repeat(missing))] : clipped;
}

/** Left and right parts pushed to the two ends of `width` cells; the right part is kept when both do not fit. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - cellsOf(right);
  if (room < 4) return clipLine(left, width);
  return [...padLine(left, room), ...right];
}

/** Blocks of lines side by side, each in columns of `width` cells. */
export function sideBySide(blocks: readonly (readonly Line[])[], width: number): Line[] {
  const rows = Math.max(0, ...blocks.map((block) => block.length));
  return Array.from({ length: rows }, (_, row) =>
    blocks.flatMap((block, at) =>
      at === blocks.length - 1 ? (block[row] ?? BLANK) : padLine(block[row] ?? BLANK, width),
    ),
  );
}

/** Every line moved right. */
export function indent(lines: readonly Line[], by: number): Line[] {
  return lines.map((one) => (one.length === 0 ? one : [span(' '.repeat(by)), ...one]));
}

/**
 * The lines in at most `height`: blank ones are given up first, from the top; then the end of what stands above the last
 * blank line, with « … ». What is under it (answers, choices) stays.
 */
export function squeezed(lines: readonly Line[], { width, height }: Region): readonly Line[] {
  let excess = lines.length - height;
  if (excess <= 0) return lines;
  const last = lines.findLastIndex((one) => one.length === 0);
  const kept = (one: Line) => one.length > 0 || excess-- <= 0;
  const above = lines.slice(0, last + 1).filter(kept);
  const below = lines.slice(last + 1).slice(0, height);
  const room = height - below.length;
  if (above.length <= room) return [...above, ...below];
  const cut = above.slice(0, room);
  return [...cut.slice(0, -1), ...cut.slice(-1).map((one) => marked(one, width)), ...below];
}

/** The line with « … » at its end, in at most `width` cells. */
export function marked(one: Line, width: number): Line {
  return [...clipLine(one, width - LEFT_OUT.length), span(LEFT_OUT, 'faint')];
}
