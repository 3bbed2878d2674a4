import type { CivilDate } from '../../../shared/time.ts';

/** Figures as a French reader sees them in pictures and pages: comma decimals, thin thousands (a plain space), true minus. */

/** `7 300`. */
export function frenchCount(value: number): string {
  return frenchDecimal(value, 0);
}

/** `12,3` with that many decimals, half away from zero; thousands apart. */
export function frenchDecimal(value: number, decimals: number): string {
  const scale = 10 ** decimals;
  const scaled = Math.round(Math.abs(value) * scale + 1e-9);
  const whole = String(Math.floor(scaled / scale)).replace(/\B(?=(\d{3})+$)/g, ' ');
  const rest = decimals > 0 ? `,${String(scaled % scale).padStart(decimals, '0')}` : '';
  return `${value < 0 && scaled > 0 ? '−' : ''}${whole}${rest}`;
}

/** `28,9 %` of a part and its whole; `n. d.` of nothing (docs/rules/indicators.md). */
export function frenchShare(part: number, whole: number): string {
  return whole <= 0 ? 'n. d.' : `${frenchDecimal((100 * part) / whole, 1)} %`;
}

/** `3 fiches`, `1 fiche`, `0 fiche`. */
export function frenchPlural(value: number, [one, many]: readonly [string, string]): string {
  return `${frenchCount(value)} ${Math.abs(value) < 2 ? one : many}`;
}

/** `8 accords (9 dont 1 annulé)`: those that count, and those that were given. */
export function agreementsText(counted: number, cancelled: number): string {
  const text = frenchPlural(counted, ['accord', 'accords']);
  if (cancelled === 0) return text;
  return `${text} (${frenchCount(counted + cancelled)} dont ${cancelledText(cancelled)})`;
}

/** `1 annulé`. */
export function cancelledText(cancelled: number): string {
  return frenchPlural(cancelled, ['annulé', 'annulés']);
}

/** Signs that French keeps with the word before or after them never start or end a line. */
export function keptTogether(text: string): string {
  return text.replace(/ (?=[;:!?»%€])|(?<=«) |(?<=\d) (?=\d{3}(?!\d))/g, '\u00a0');
}

/** Without asking a locale of the machine. */
const MONTHS = [
  ['janv.', 'janvier'],
  ['févr.', 'février'],
  ['mars', 'mars'],
  ['avr.', 'avril'],
  ['mai', 'mai'],
  ['juin', 'juin'],
  ['juil.', 'juillet'],
  ['août', 'août'],
  ['sept.', 'septembre'],
  ['oct.', 'octobre'],
  ['nov.', 'novembre'],
  ['déc.', 'décembre'],
] as const;

/** `23 nov.`, `1er déc.`. */
export function shortFrenchDate(date: CivilDate): string {
  const { day, month } = Temporal.PlainDate.from(date);
  return `${dayNumber(day)} ${MONTHS[month - 1]?.[0] ?? ''}`;
}

/** `23 novembre 2026`. */
export function frenchDate(date: CivilDate): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${dayNumber(day)} ${MONTHS[month - 1]?.[1] ?? ''} ${year}`;
}

const dayNumber = (day: number) => (day === 1 ? '1er' : String(day));
