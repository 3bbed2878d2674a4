/** Signs of a card’s number that an entry keeps: two cards of 5,000 share eight once in three hundred bases. */
const SIGNS = 8;

/** Cards of a directory as an entry of the log names them, so that an act on many says whose: some 45 kB for 5,000. */
export function cardList(ids: readonly string[]): string {
  return ids.map((id) => id.slice(0, SIGNS)).join(' ');
}

/** True when the text of `cardList` holds that card. */
export function cardListHolds(text: string, id: string): boolean {
  return text.split(' ').includes(id.slice(0, SIGNS));
}
