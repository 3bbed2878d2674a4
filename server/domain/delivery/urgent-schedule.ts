import { type CivilDate, civilDate, HOUSE_ZONE } from '../../../shared/time.ts';

/**
 * When the urgent file of a day leaves: after the last appointment of the evening (docs/rules/cadence.md), house zone.
 */
const URGENT_TIME = '20:45';

/** The end of a day's urgent file: what comes later leaves with the next day's. */
export function urgentCutoffMs(day: CivilDate): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: HOUSE_ZONE, plainTime: URGENT_TIME })
    .epochMilliseconds;
}

/** The day whose file carries a call ended then. */
export function urgentDayOf(endedAtMs: number): CivilDate {
  const day = civilDate(endedAtMs);
  return endedAtMs < urgentCutoffMs(day) ? day : dayAfter(day);
}

/** The last day whose file is due. */
export function lastUrgentDay(nowMs: number): CivilDate {
  const today = civilDate(nowMs);
  return nowMs >= urgentCutoffMs(today) ? today : plusDays(today, -1);
}

/** True for a text that is a day of the calendar, `2026-11-23`. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

export function dayAfter(day: CivilDate): CivilDate {
  return plusDays(day, 1);
}

function plusDays(day: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
