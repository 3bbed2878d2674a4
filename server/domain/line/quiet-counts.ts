import type { QuietKind, QuietTotal } from '../../../shared/line/quiet-kinds.ts';

/** So many calls of that kind, in whole hours. */
export interface QuietSpan {
  readonly kind: QuietKind;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly calls: number;
}

/**
 * Fewer are not written: the next hours are added first.
 *
 * @internal for tests
 */
export const LEAST_TOLD = 5;
/** Nor are they where every fourth call or more was one of them. */
const LEAST_AMONG = 4;

const HOUR_MS = 3_600_000;
const hourOf = (atMs: number): number => Math.floor(atMs / HOUR_MS) * HOUR_MS;

/** What is counted since the last time that something was written, by kind: only memory holds it. */
export type QuietCounts = Readonly<Partial<Record<QuietKind, QuietSpan>>>;

/** One more, in the hour of that instant. */
export function countQuiet(counts: QuietCounts, kind: QuietKind, atMs: number): QuietCounts {
  const before = counts[kind];
  const fromMs = hourOf(atMs);
  const span = before ?? { kind, fromMs, toMs: fromMs, calls: 0 };
  return { ...counts, [kind]: { ...span, toMs: fromMs + HOUR_MS, calls: span.calls + 1 } };
}

/**
 * What may be written now, hours that are over only, and what goes on being counted. `answeredIn` says how many calls were
 * answered in a span: a kind hides among them or waits.
 */
export function toldSpans(
  counts: QuietCounts,
  nowMs: number,
  answeredIn: (span: QuietSpan) => number,
): { readonly told: readonly QuietSpan[]; readonly left: QuietCounts } {
  const told = Object.values(counts)
    // Hours without one belong to the span as well: it says no more precisely than it must when they came.
    .map((span) => ({ ...span, toMs: Math.max(span.toMs, hourOf(nowMs)) }))
    .filter((span) => span.toMs <= nowMs && span.calls >= LEAST_TOLD)
    .filter((span) => answeredIn(span) >= span.calls * LEAST_AMONG);
  const kinds = new Set(told.map(({ kind }) => kind));
  const left = Object.fromEntries(
    Object.entries(counts).filter(([kind]) => !kinds.has(kind as QuietKind)),
  ) as QuietCounts;
  return { told, left };
}

/** What is told of a day, by kind, in the order of its first hours. */
export function quietTotals(spans: readonly QuietSpan[]): readonly QuietTotal[] {
  const kinds = [...new Set(spans.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    kind,
    calls: spans.reduce((sum, one) => sum + (one.kind === kind ? one.calls : 0), 0),
  }));
}
