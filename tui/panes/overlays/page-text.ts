import { wrapText } from '../../../shared/screen/wrap-text.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, span, squeezed } from '../../screen/line.ts';
import type { Problem } from '../../state/problem.ts';

/** Widest measure of a short page's text. */
export const MEASURE = 64;

export function prose(text: string, tone: 'plain' | 'strong' | 'warn' | 'faint' = 'plain'): Line[] {
  return wrapText(text, MEASURE).map((one) => line(span(one, tone)));
}

export function problemLines(problem: Problem): Line[] {
  return [...prose(problem.message, 'warn'), ...prose(problem.hint)];
}

export function choices(...pairs: readonly (readonly [string, string])[]): Line[] {
  return pairs.map(([key, label]) => line(span(key, 'key'), `  ${label}`));
}

/** As wide as its place, at most 72 cells: pages that lie over the script, the card beside them. */
export function wide(text: string, width: number, tone: 'plain' | 'warn' | 'faint' = 'plain'): Line[] {
  return wrapText(text, Math.min(72, width - 4)).map((one) => line(span(one, tone)));
}

/** Where a short text of that many lines begins: a third of the way down and not at the very left. */
export function centredAt(count: number, region: Region): { readonly above: number; readonly left: number } {
  const left = Math.max(2, Math.min(Math.floor((region.width - MEASURE) / 2), Math.floor(region.width / 4)));
  const least = count < region.height ? 1 : 0;
  return { above: Math.max(least, Math.floor((region.height - count) / 3)), left };
}

export function centred(lines: readonly Line[], region: Region): readonly Line[] {
  const { left } = centredAt(lines.length, region);
  const shown = squeezed(lines, { width: region.width - left, height: region.height });
  const { above } = centredAt(shown.length, region);
  return [...Array<Line>(above).fill(BLANK), ...indent(shown, left)];
}
