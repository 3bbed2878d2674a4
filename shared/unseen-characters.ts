/** Controls, format characters (a writing from right to left, a space without width), separators of lines, halves of pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\ufffd]/u;

/** A character that nobody sees, or that stands for a lost one: it would show something else than what is kept. */
export function holdsUnseen(text: string): boolean {
  return UNSEEN.test(text);
}

/** French clause for whoever typed such a text. */
export const UNSEEN_CLAUSE = 'un signe invisible ou illisible s’y trouve : tapez-le de nouveau';
