/**
 * « 1 fiche abîmée », « 3 fiches abîmées » of `inNumber(n, 'fiche(s) abîmée(s)')`: the count, then the text with what stands in
 * parentheses at the end of a word kept from two on and left out below, as French counts. Pure.
 */
export function inNumber(count: number, text: string): string {
  return `${count} ${agreeing(count, text)}`;
}

/** The same without the count: for a verb or an adjective further on. */
export function agreeing(count: number, text: string): string {
  return text.replace(/(?<=\p{L})\((\p{L}{1,3})\)/gu, Math.abs(count) < 2 ? '' : '$1');
}
