import { FRENCH } from '../words/french.ts';
import { type Line, line, span } from './line.ts';

/** Lists and texts longer than their place: what is out of sight is counted, never only missing. */

interface Scrolled {
  /** Lines out of sight at the top. */
  readonly scroll: number;
  readonly height: number;
  /** Says how many lines follow, where a key of its own goes on. */
  readonly more?: (lines: number) => string;
}

/** A text from the line scrolled to; the last line tells how much follows. It does not scroll past its end. */
export function scrolledText(lines: readonly Line[], { scroll, height, more }: Scrolled): Line[] {
  if (lines.length <= height) return [...lines];
  const from = Math.min(scroll, lines.length - height);
  const rest = lines.length - from - height;
  const shown = lines.slice(from, from + height);
  if (rest <= 0) return shown;
  return [...shown.slice(0, -1), line('  ', span((more ?? FRENCH.list.lines)(rest + 1), 'key'))];
}

interface Place {
  /** The line that must be in sight. */
  readonly focus: number;
  readonly height: number;
  /** Items of those lines, where a line holds several. */
  readonly count?: (from: number, to: number) => number;
}

/** A list around its chosen line; its first and last line say how many more there are that way. */
export function windowed(lines: readonly Line[], { focus, height, count }: Place): Line[] {
  if (lines.length <= height) return [...lines];
  const many = count ?? ((from, to) => to - from);
  const last = lines.length - height;
  const from = Math.max(0, Math.min(last, focus - Math.floor(height / 2)));
  const shown = lines.slice(from, from + height);
  // Too low to say it and still show the chosen line.
  if (height < 3) return shown;
  const above = line('  ', span(FRENCH.list.above(many(0, from + 1)), 'key'));
  const below = line('  ', span(FRENCH.list.below(many(from + height - 1, lines.length)), 'key'));
  return shown.map((one, at) => {
    if (at === 0 && from > 0) return above;
    return at === height - 1 && from < last ? below : one;
  });
}
