import { cells, clip } from '../../shared/screen/cells.ts';
import type { Tone } from './theme.ts';

/** A piece of a line in one tone. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

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

/** The line in at most `width` cells. */
export function clipLine(one: Line, width: number): Line {
  if (cellsOf(one) <= width) return one;
  const kept: Span[] = [];
  let room = width;
  for (const piece of one) {
    if (room <= 0) break;
    const text = clip(piece.text, room);
    kept.push({ ...piece, text });
    room -= cells(text);
    if (text !== piece.text) break;
  }
  return kept;
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

/** The part of a long list that shows the line at `focus`, of at most `height` lines. */
export function windowed(lines: readonly Line[], focus: number, height: number): Line[] {
  const from = Math.max(0, Math.min(lines.length - height, focus - Math.floor(height / 2)));
  return lines.slice(from, from + height);
}
