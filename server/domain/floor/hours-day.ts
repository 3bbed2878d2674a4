import { type CivilDate, civilDate, HOUSE_ZONE, type Period } from '../../../shared/time.ts';

/** An agent's day, in the house's zone: seconds are whole. */
export interface HoursDay {
  readonly day: CivilDate;
  readonly fromMs: number;
  /** null: still at work. */
  readonly toMs: number | null;
  /** Closed at the last sign of life of the workstation, not by the person. */
  readonly endedBySilence: boolean;
  readonly productionSeconds: number;
  /** Seconds by code of break; '' for breaks older than codes. */
  readonly breaks: Readonly<Record<string, number>>;
}

interface Span {
  readonly kind: 'production' | 'pause';
  readonly code: string;
  readonly fromMs: number;
  readonly toMs: number | null;
}

interface Shift {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly ended: 'person' | 'silence' | null;
}

/** Days of the period, each from midnight to midnight in the house's zone. */
export function daysOf({ fromMs, toMs }: Period): readonly (Period & { readonly day: CivilDate })[] {
  const days: (Period & { readonly day: CivilDate })[] = [];
  for (let day = Temporal.PlainDate.from(civilDate(fromMs)); days.length < 400; day = day.add({ days: 1 })) {
    const start = day.toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
    if (start >= toMs) break;
    const end = day.add({ days: 1 }).toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
    days.push({ day: day.toString(), fromMs: Math.max(start, fromMs), toMs: Math.min(end, toMs) });
  }
  return days;
}

/**
 * What an agent did on one day; undefined when nothing. A running shift or span counts to `nowMs`; one that crosses midnight
 * counts on each day for its part (docs/rules/indicators.md: production leaves breaks and training out).
 */
export function hoursDay(
  { day, fromMs, toMs }: Period & { readonly day: CivilDate },
  worked: { readonly shifts: readonly Shift[]; readonly spans: readonly Span[]; readonly nowMs: number },
): HoursDay | undefined {
  const { nowMs } = worked;
  const overlap = (one: { readonly fromMs: number; readonly toMs: number | null }) =>
    Math.max(0, Math.min(one.toMs ?? nowMs, toMs) - Math.max(one.fromMs, fromMs));
  const shifts = worked.shifts.filter((one) => one.fromMs < toMs && (one.toMs ?? nowMs) > fromMs);
  const spans = worked.spans.filter((one) => overlap(one) > 0);
  // Work of before shifts were kept has spans only.
  const parts = [...shifts, ...spans];
  if (parts.length === 0) return undefined;
  const last = shifts.at(-1);
  const runs = parts.some((one) => one.toMs === null) && toMs > nowMs;
  const breakMs: Record<string, number> = {};
  let productionMs = 0;
  for (const span of spans) {
    if (span.kind === 'production') productionMs += overlap(span);
    else breakMs[span.code] = (breakMs[span.code] ?? 0) + overlap(span);
  }
  return {
    day,
    fromMs: Math.max(fromMs, Math.min(...parts.map((one) => one.fromMs))),
    toMs: runs ? null : Math.min(toMs, Math.max(...parts.map((one) => one.toMs ?? nowMs))),
    endedBySilence: last?.ended === 'silence' && (last.toMs ?? toMs) <= toMs,
    productionSeconds: Math.floor(productionMs / 1000),
    breaks: Object.fromEntries(Object.entries(breakMs).map(([code, ms]) => [code, Math.floor(ms / 1000)])),
  };
}
