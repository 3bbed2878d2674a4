import { zoned } from '../../../shared/time.ts';

const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** `17:05` in that zone. */
export function sayHour(atMs: number, zone: string): string {
  const at = zoned(atMs, zone);
  return `${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`;
}

/**
 * An instant as an agent says it: « 18:00 » today, « demain 10:00 », « lundi 10:00 » within six days, else « lundi 7
 * décembre 10:00 ».
 */
export function sayWhen(atMs: number, nowMs: number, zone: string): string {
  const at = zoned(atMs, zone).toPlainDate();
  const today = zoned(nowMs, zone).toPlainDate();
  const days = today.until(at).days;
  const hour = sayHour(atMs, zone);
  if (days === 0) return hour;
  if (days === 1) return `demain ${hour}`;
  const name = DAYS[at.dayOfWeek - 1] ?? '';
  if (days > 1 && days < 7) return `${name} ${hour}`;
  return `${name} ${at.day} ${MONTHS[at.month - 1] ?? ''} ${hour}`;
}

/** « lundi 7 décembre » of a civil date text. */
export function sayDate(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return `${DAYS[day.dayOfWeek - 1] ?? ''} ${day.day} ${MONTHS[day.month - 1] ?? ''}`;
}
