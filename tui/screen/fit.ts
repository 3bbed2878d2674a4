import { BLANK, cellsOf, clipLine, type Line, type Span, span, spread } from './line.ts';

/**
 * A way to show an item. `worth`: what giving it up for the next, shorter form would lose; the form that is worth least
 * goes first, all items considered. `least`: it may be cut with « … » down to so many cells before it goes.
 */
interface Form {
  readonly shown: Line;
  readonly worth: number;
  readonly least?: number;
}

/** The forms of an item, the longest first; after the last one it is left out. */
export type Item = readonly Form[];

/** An item with one form. */
export function item(shown: string | Span | Line, worth: number, least?: number): Item {
  const whole: Line = typeof shown === 'string' ? [span(shown)] : 'text' in shown ? [shown] : shown;
  if (cellsOf(whole) === 0) return [];
  return [{ shown: whole, worth, ...(least === undefined ? {} : { least }) }];
}

/** What says that something was left out. */
const LEFT_OUT = '…';

interface Room {
  readonly width: number;
  /** Cells between two items. */
  readonly gap: number;
}

interface Fitted {
  /** What is shown of each item, in their order; BLANK: left out. */
  readonly shown: readonly Line[];
  readonly isWhole: boolean;
}

function sizeOf(items: readonly Item[], gap: number): number {
  const shown = items.flatMap(([form]) => (form ? [cellsOf(form.shown)] : []));
  return shown.reduce((sum, one) => sum + one, 0) + gap * Math.max(0, shown.length - 1);
}

/** The item to shorten next: worth least; the last one of several. */
function leastWorth(items: readonly Item[]): number {
  const worths = items.map(([form]) => form?.worth ?? Number.POSITIVE_INFINITY);
  return worths.lastIndexOf(Math.min(...worths));
}

/** The item shortened: cut as far as its form allows and as is needed, else its next form. */
function shortened([form, ...rest]: Item, excess: number): Item {
  if (!form) return [];
  const size = cellsOf(form.shown);
  if (form.least === undefined || size <= form.least) return rest;
  const { least: _, ...final } = form;
  return [{ ...final, shown: clipLine(form.shown, Math.max(form.least, size - excess)) }, ...rest];
}

/** Items in a row of `width` cells: each whole, cut with a mark where it allows it, or left out. */
function fitted(items: readonly Item[], { width, gap }: Room): Fitted {
  let now = items;
  let isWhole = true;
  for (;;) {
    const room = isWhole ? width : width - cellsOf([span(LEFT_OUT)]) - gap;
    const excess = sizeOf(now, gap) - room;
    const at = leastWorth(now);
    if (excess <= 0 || at < 0 || now[at]?.length === 0)
      return { shown: now.map(([form]) => form?.shown ?? BLANK), isWhole };
    const next = shortened(now[at] ?? [], excess);
    if (next.length === 0) isWhole = false;
    now = now.map((one, index) => (index === at ? next : one));
  }
}

function joined(lines: readonly Line[], between: string): Line {
  return lines
    .filter((one) => one.length > 0)
    .flatMap((one, at) => (at === 0 ? [...one] : [span(between), ...one]));
}

/** Items one after the other in at most `width` cells; « … » at the end says that one was left out. */
export function fitRow(items: readonly Item[], width: number, between = ' · '): Line {
  const { shown, isWhole } = fitted(items, { width, gap: between.length });
  return joined([...shown, ...(isWhole ? [] : [[span(LEFT_OUT, 'faint')]])], between);
}

interface Sides {
  readonly left: readonly Item[];
  readonly right: readonly Item[];
  readonly between?: string;
}

/** Items pushed to both ends of `width` cells; « … » after those on the left says that one was left out. */
export function fitSides({ left, right, between = ' · ' }: Sides, width: number): Line {
  const gap = between.length;
  const { shown, isWhole } = fitted([...left, ...right], { width, gap });
  const mark: Line[] = isWhole ? [] : [[span(LEFT_OUT, 'faint')]];
  const head = joined([...shown.slice(0, left.length), ...mark], between);
  return spread(head, joined(shown.slice(left.length), between), width);
}
