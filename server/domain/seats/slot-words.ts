import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';

function hourOf(atMs: number, zone: string): string {
  const { hour, minute } = zoned(atMs, zone);
  return minute === 0 ? `${hour} h` : `${hour} h ${String(minute).padStart(2, '0')}`;
}

function dayOf(atMs: number, zone: string): string {
  return zoned(atMs, zone).toLocaleString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' });
}

interface Hours {
  readonly fromMs: number;
  readonly toMs: number;
}

/** `samedi 5 décembre, 20 h – 23 h`, on the clocks of that country. */
export function slotWords({ fromMs, toMs }: Hours, zone: string = HOUSE_ZONE): string {
  return `${dayOf(fromMs, zone)}, ${hourOf(fromMs, zone)} – ${hourOf(toMs, zone)}`;
}

/** The same words, whose hours no line of a page parts from their « h ». */
export function unparted(words: string): string {
  return words.replaceAll(/(\d) h/g, '$1\u00a0h').replaceAll(/h (\d)/g, 'h\u00a0$1');
}

/** `samedi 5 décembre à 20 h`. */
export function instantWords(atMs: number, zone: string = HOUSE_ZONE): string {
  return `${dayOf(atMs, zone)} à ${hourOf(atMs, zone)}`;
}

/** `de 15 h à 17 h 30`. */
export function slotHours({ fromMs, toMs }: Hours, zone: string = HOUSE_ZONE): string {
  return `de ${hourOf(fromMs, zone)} à ${hourOf(toMs, zone)}`;
}
