import { zoned } from '../../shared/time.ts';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const QUARTER_MS = 15 * 60_000;
const DAY_WORDS: Readonly<Record<string, number>> = { "aujourd'hui": 0, 'aujourd’hui': 0, demain: 1 };

/** `23/11 18:00`, as typed and as shown in the field. */
export function callbackText(atMs: number, zone: string): string {
  const at = zoned(atMs, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(at.day)}/${two(at.month)} ${two(at.hour)}:${two(at.minute)}`;
}

function clockOf(text: string): { hour: number; minute: number } | undefined {
  const match = /^(\d{1,2})(?:\s?[h:.]\s?(\d{2})?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  return hour < 24 && minute < 60 ? { hour, minute } : undefined;
}

function dayOf(text: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const word = DAY_WORDS[text.toLowerCase()];
  if (word !== undefined) return today.add({ days: word });
  const match = /^(\d{1,2})[/.-](\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [day, month] = [Number(match[1]), Number(match[2])];
  if (month < 1 || month > 12 || day < 1) return undefined;
  // The next such day: in December « 05/01 » is next year's.
  for (const year of [today.year, today.year + 1]) {
    const last = Temporal.PlainDate.from({ year, month, day: 1 }).daysInMonth;
    if (day > last) continue;
    const date = Temporal.PlainDate.from({ year, month, day });
    if (Temporal.PlainDate.compare(date, today) >= 0) return date;
  }
  return undefined;
}

/**
 * The instant meant by `23/11 18:00`, `23/11 18h`, `demain 18h30` or an hour alone (today, or tomorrow once past),
 * in the donor's zone. Undefined for a text that is none of these.
 */
export function parseCallback(
  text: string,
  { nowMs, zone }: { nowMs: number; zone: string },
): number | undefined {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const now = zoned(nowMs, zone);
  const today = now.toPlainDate();
  const day = dayOf(first, today);
  const clock = clockOf(day ? rest.join('').replace(/^à/, '') : [first, ...rest].join(''));
  if (!clock) return undefined;
  const at = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds;
  if (day) return at(day);
  return at(today) > nowMs ? at(today) : at(today.add({ days: 1 }));
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
