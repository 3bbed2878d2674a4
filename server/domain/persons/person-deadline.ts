import { type CivilDate, civilDate } from '../../../shared/time.ts';

/** Days after reception at which the data officer is reminded, then alarmed (one month: GDPR art. 12(3)). */
const REMINDER_DAYS = 20;
const ALARM_DAYS = 28;

export type Urgency = 'calm' | 'reminder' | 'alarm' | 'late';

/** One calendar month after reception, the last day included: received on 31 January, due on the last day of February. */
export function requestDueOn(receivedAtMs: number): CivilDate {
  return Temporal.PlainDate.from(civilDate(receivedAtMs)).add({ months: 1 }).toString();
}

/** How the deadline of an open request stands. */
export function urgencyOf(receivedAtMs: number, nowMs: number): Urgency {
  const today = Temporal.PlainDate.from(civilDate(nowMs));
  if (today.toString() > requestDueOn(receivedAtMs)) return 'late';
  const { days } = Temporal.PlainDate.from(civilDate(receivedAtMs)).until(today, { largestUnit: 'days' });
  if (days >= ALARM_DAYS) return 'alarm';
  return days >= REMINDER_DAYS ? 'reminder' : 'calm';
}
