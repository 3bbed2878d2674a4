/** Lower case, without accents, apostrophes straight: what is typed and what is looked through meet there. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'").toLowerCase();
}

const AT_START = 8;
const AT_WORD = 6;
const IN_A_ROW = 4;
const ANYWHERE = 1;
/** Each character jumped over costs a little, so that the tighter of two matches comes first. */
const GAP = 0.1;

function worth(text: string, at: number, before: number): number {
  if (at === 0) return AT_START;
  if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return AT_WORD;
  return at === before + 1 ? IN_A_ROW : ANYWHERE;
}

/** Best score of the rest of the word from `from` on; undefined when its letters are not all there, in order. */
function bestFrom(
  text: string,
  word: string,
  from: { readonly at: number; readonly letter: number },
): number | undefined {
  const letter = word[from.letter];
  if (letter === undefined) return 0;
  let best: number | undefined;
  // Words are short and texts are a line: a few tries per letter, not a table.
  for (
    let at = text.indexOf(letter, from.at), tries = 0;
    at >= 0 && tries < 3;
    at = text.indexOf(letter, at + 1), tries += 1
  ) {
    const rest = bestFrom(text, word, { at: at + 1, letter: from.letter + 1 });
    if (rest === undefined) continue;
    const score = rest + worth(text, at, from.at - 1) - (from.letter === 0 ? 0 : GAP * (at - from.at));
    if (best === undefined || score > best) best = score;
  }
  return best;
}

/** What begins a word letter for letter is what people mean; the start of the text more so. */
function asWritten(text: string, word: string): number {
  if (word === '') return 0;
  if (text.startsWith(word)) return AT_START * word.length;
  return text.includes(` ${word}`) ? AT_WORD * word.length : 0;
}

/** Longest word looked for; the rest of a paste is ignored. */
const MAX_WORD = 12;

/**
 * How well `typed` fits `text`: every word's letters in order somewhere in the text, accents ignored, starts of words and
 * letters in a row worth more. 0 for an empty search, undefined when a word does not fit.
 */
export function fuzzyScore(typed: string, text: string): number | undefined {
  const within = plain(text);
  let total = 0;
  for (const word of plain(typed).split(/\s+/)) {
    const score = bestFrom(within, word.slice(0, MAX_WORD), { at: 0, letter: 0 });
    if (score === undefined) return undefined;
    total += score + asWritten(within, word);
  }
  return total;
}
