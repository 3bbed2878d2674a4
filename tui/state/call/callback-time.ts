import { zoned } from '../../../shared/time.ts';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export const QUARTER_MS = 15 * 60_000;

/** `23/11 18:00`, as typed and as shown in the field. */
export function callbackText(atMs: number, zone: string): string {
  const at = zoned(atMs, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(at.day)}/${two(at.month)} ${two(at.hour)}:${two(at.minute)}`;
}

/** The first quarter of an hour of the span that is still to come; undefined when none is. */
export function firstQuarter(span: Span, nowMs: number): number | undefined {
  const from = Math.max(span.fromMs, nowMs + 1);
  const quarter = Math.ceil(from / QUARTER_MS) * QUARTER_MS;
  return quarter < span.toMs ? quarter : undefined;
}

/** The spans that can still be chosen, soonest first. */
export function openSpans(spans: readonly Span[], nowMs: number): readonly Span[] {
  return spans
    .filter((span) => firstQuarter(span, nowMs) !== undefined)
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** The span that holds the instant (start included, end excluded), if it is to come. */
export function spanOf(spans: readonly Span[], atMs: number, nowMs: number): Span | undefined {
  return atMs <= nowMs ? undefined : spans.find((span) => atMs >= span.fromMs && atMs < span.toMs);
}

/** A quarter of an hour earlier or later, jumping from the end of a span to the next one; the same instant at the ends. */
export function shiftQuarter(
  spans: readonly Span[],
  atMs: number,
  by: { quarters: number; nowMs: number },
): number {
  const moved = atMs + by.quarters * QUARTER_MS;
  const open = openSpans(spans, by.nowMs);
  if (spanOf(open, moved, by.nowMs)) return moved;
  if (by.quarters > 0) {
    const next = open.find((span) => span.fromMs >= moved);
    return (next && firstQuarter(next, by.nowMs)) ?? atMs;
  }
  const before = open.findLast((span) => span.toMs <= atMs);
  return before ? before.toMs - QUARTER_MS : atMs;
}

/** The first allowed quarter of an hour in that stretch of time. */
export function firstWithin(spans: readonly Span[], stretch: Span, nowMs: number): number | undefined {
  return openSpans(spans, nowMs)
    .map(({ fromMs, toMs }) => ({
      fromMs: Math.max(fromMs, stretch.fromMs),
      toMs: Math.min(toMs, stretch.toMs),
    }))
    .map((both) => firstQuarter(both, nowMs))
    .find((quarter) => quarter !== undefined);
}

/** The allowed quarter of an hour that is nearest to an instant that is not allowed. */
export function nearestAllowed(spans: readonly Span[], atMs: number, nowMs: number): number | undefined {
  const ends = openSpans(spans, nowMs).flatMap((span) => {
    const first = firstQuarter(span, nowMs);
    const last = Math.ceil(span.toMs / QUARTER_MS) * QUARTER_MS - QUARTER_MS;
    return first === undefined ? [] : [first, Math.max(first, last)];
  });
  return ends.toSorted((a, b) => Math.abs(a - atMs) - Math.abs(b - atMs))[0];
}

/** Most moments that are proposed together: more is a list to read. */
const MOST_CHOICES = 3;

/** One allowed moment of each of these stretches, soonest first; of many, the first, the middle one and the last. */
export function choicesWithin(
  spans: readonly Span[],
  stretches: readonly Span[],
  nowMs: number,
): readonly number[] {
  const found = stretches.flatMap((stretch) => firstWithin(spans, stretch, nowMs) ?? []);
  const all = [...new Set(found)].toSorted((a, b) => a - b);
  if (all.length <= MOST_CHOICES) return all;
  return [0, Math.floor(all.length / 2), all.length - 1].flatMap((at) => all[at] ?? []);
}
