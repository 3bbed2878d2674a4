/** How long a dated version of the API lives, by its publisher. */
const MONTHS = 18;
/** Before its end, the doctor speaks of it so early. */
const WARNED_MONTHS = 6;

/** « 2026-09 »; nothing else is a dated version. */
export function isApiVersion(text: string): boolean {
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(text);
}

/** First month in which it may answer no more. */
export function versionEnd(version: string): string {
  return Temporal.PlainYearMonth.from(version).add({ months: MONTHS }).toString();
}

/** Whether it is time to speak of a newer one. */
export function isEnding(version: string, today: string): boolean {
  const from = Temporal.PlainYearMonth.from(versionEnd(version)).subtract({ months: WARNED_MONTHS });
  return Temporal.PlainYearMonth.compare(Temporal.PlainYearMonth.from(today.slice(0, 7)), from) >= 0;
}
