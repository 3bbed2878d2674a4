/** A civil date without zone, `YYYY-MM-DD`. */
export type CivilDate = string;

/** The zone of the house: weeks, report periods and receipts are counted in it (docs/rules/indicators.md). */
export const HOUSE_ZONE = 'Europe/Paris';

export function zoned(atMs: number, zone: string = HOUSE_ZONE): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
}

export function civilDate(atMs: number, zone: string = HOUSE_ZONE): CivilDate {
  return zoned(atMs, zone).toPlainDate().toString();
}

/** An ISO week, `2026-W47`. */
export type IsoWeek = string;

export function isoWeekOf(atMs: number, zone: string = HOUSE_ZONE): IsoWeek {
  const date = zoned(atMs, zone).toPlainDate();
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
}

/** The week before the one that holds `atMs`. */
export function previousIsoWeek(atMs: number, zone: string = HOUSE_ZONE): IsoWeek {
  return isoWeekOf(zoned(atMs, zone).subtract({ days: 7 }).epochMilliseconds, zone);
}

export interface Period {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/**
 * Monday 00:00 to the next Monday 00:00 in the house's zone (docs/rules/indicators.md). Returns undefined for a text
 * that is no ISO week.
 */
export function periodOfIsoWeek(week: IsoWeek, zone: string = HOUSE_ZONE): Period | undefined {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!match) return undefined;
  const jan4 = Temporal.PlainDate.from({ year: Number(match[1]), month: 1, day: 4 });
  const monday = jan4.subtract({ days: jan4.dayOfWeek - 1 }).add({ weeks: Number(match[2]) - 1 });
  if (isoWeekOf(monday.toZonedDateTime(zone).epochMilliseconds, zone) !== week) return undefined;
  return {
    fromMs: monday.toZonedDateTime(zone).epochMilliseconds,
    toMs: monday.add({ days: 7 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

/** ISO 8601 with offset, as written in deliverables: `2026-11-23T17:05:00+01:00`. */
export function isoWithOffset(atMs: number, zone: string = HOUSE_ZONE): string {
  return zoned(atMs, zone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
