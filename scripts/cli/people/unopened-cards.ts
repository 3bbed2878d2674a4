import { agreeing, inNumber } from '../../../shared/french-plural.ts';

/** « 2 fiches ne s’ouvrent plus : … » : cards that a damage keeps out of an act on many, and what became of them. */
export function unopenedCards(count: number, what: string): string {
  return `${inNumber(count, 'fiche(s)')} ne s’ouvr${agreeing(count, 'e(nt)')} plus : ${what}.`;
}
