import { zoned } from '../../shared/time.ts';

const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
);
const two = (value: number) => String(value).padStart(2, '0');

/** `18:00` */
export function clockText(atMs: number, zone?: string): string {
  const at = zoned(atMs, zone);
  return `${two(at.hour)}:${two(at.minute)}`;
}

/** `18 h`, `18 h 30`: as it is said. */
export function spokenClock(atMs: number, zone?: string): string {
  const at = zoned(atMs, zone);
  return at.minute === 0 ? `${at.hour} h` : `${at.hour} h ${two(at.minute)}`;
}

/** `lun. 23/11` */
export function shortDay(at: Temporal.ZonedDateTime): string {
  return `${(DAYS[at.dayOfWeek - 1] ?? '').slice(0, 3)}. ${two(at.day)}/${two(at.month)}`;
}

/** `lundi 23 novembre` */
export function longDay(at: Temporal.ZonedDateTime): string {
  return `${DAYS[at.dayOfWeek - 1]} ${at.day === 1 ? '1er' : at.day} ${MONTHS[at.month - 1]}`;
}

/** `02:14`, or `1:02:14` past the hour. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** `3 h 05`, for totals of a day. */
export function hoursText(seconds: number): string {
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)}`;
}
