/** What a day number of a workbook says: a civil date and, unless it is midnight, an hour of that day. */
export interface DayNumber {
  readonly date: string;
  /** `HH:MM:SS`, to the second: what is finer is the noise of fractions. */
  readonly time?: string;
}

const DAY_SECONDS = 86_400;
/** Number of 1 January 1970 in each calendar (ECMA-376, 18.17.4.1). */
const ZERO_DAY = { since1900: 25_569, since1904: 24_107 };
/** 29 February 1900, which never was; the days before it are one number too low. */
const NO_DAY = 60;
const LAST_DAY = '9999-12-31';

/**
 * The day that a number means in the calendar of its workbook; undefined for what Excel shows as no date: negative, « 0 janvier
 * 1900 », 29 February 1900, beyond the year 9999.
 */
export function dayOfNumber(value: number, date1904: boolean): DayNumber | undefined {
  const seconds = Math.round(value * DAY_SECONDS);
  const day = Math.floor(seconds / DAY_SECONDS);
  if (day < 0 || (!date1904 && (day === 0 || day === NO_DAY))) return undefined;
  const shift = !date1904 && day < NO_DAY ? 1 : 0;
  const since1970 = day + shift - (date1904 ? ZERO_DAY.since1904 : ZERO_DAY.since1900);
  const instant = new Date((since1970 * DAY_SECONDS + (seconds - day * DAY_SECONDS)) * 1000);
  if (Number.isNaN(instant.getTime())) return undefined;
  const iso = instant.toISOString();
  const date = iso.slice(0, 10);
  if (iso.startsWith('+') || date > LAST_DAY) return undefined;
  return seconds === day * DAY_SECONDS ? { date } : { date, time: iso.slice(11, 19) };
}
