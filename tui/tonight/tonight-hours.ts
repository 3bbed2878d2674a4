import { HOUSE_ZONE, type Period, zoned } from '../../shared/time.ts';

/** `20 h`, `13 h 30`. */
export function hourWords(atMs: number): string {
  const { hour, minute } = zoned(atMs, HOUSE_ZONE);
  return minute === 0 ? `${hour} h` : `${hour} h ${String(minute).padStart(2, '0')}`;
}

/** `11 h – 13 h 30`. */
export const hoursWords = ({ fromMs, toMs }: Period): string => `${hourWords(fromMs)} – ${hourWords(toMs)}`;

/** `samedi 28 mars`. */
export function dayWords(atMs: number): string {
  return zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' });
}
