import { type CivilDate, HOUSE_ZONE, type Period, zoned } from './time.ts';

/** A civil day at a place, from its midnight to the next. */
export interface LocalDay extends Period {
  readonly date: CivilDate;
}

/** The last one asked for, by zone: who works a queue asks of today, again and again. */
const lastAsked = new Map<string, LocalDay>();

/** The day of that instant in the zone. Its first instant and its length are the zone's own, whatever the clocks do that day. */
export function localDay(atMs: number, zone: string = HOUSE_ZONE): LocalDay {
  const last = lastAsked.get(zone);
  if (last && last.fromMs <= atMs && atMs < last.toMs) return last;
  const from = zoned(atMs, zone).startOfDay();
  const to = from.toPlainDate().add({ days: 1 }).toZonedDateTime(zone);
  const date = from.toPlainDate().toString();
  const day = { date, fromMs: from.epochMilliseconds, toMs: to.epochMilliseconds };
  lastAsked.set(zone, day);
  return day;
}
