import type { Line } from '../screen/line.ts';
import { FRENCH } from '../words/french.ts';

/** Rules, bars and marks that only an eye reads. */
const DRAWN = /[─│┬┴├┤┼]+/g;
const CHOSEN = ' (choisi)';

function wordsOf(pieces: Line): string {
  return pieces
    .map((piece) => piece.text)
    .join('')
    .replace(DRAWN, ' ')
    .replace(/[▸·] /g, ' ')
    .replaceAll('⏎ ', 'Entrée ou ')
    .replaceAll('✓ ', 'fait : ')
    .replace(/ {2,}/g, '  ')
    .trim();
}

/**
 * A drawn line as it is said; '' when it says nothing. The choice under the arrows is said to be so. A field being typed
 * is left out, since what is typed is told as it comes: only what stands beside it remains.
 */
function spokenLine(line: Line): string {
  const cursor = line.findIndex((piece) => piece.tone === 'cursor');
  if (cursor >= 0) return wordsOf(line.slice(cursor + 2));
  const words = wordsOf(line);
  const isChosen = line.some((piece) => piece.tone === 'selected' && piece.text.trim() !== '');
  return words !== '' && isChosen ? words + CHOSEN : words;
}

/** The lines of a part of the screen that say something. */
export function spokenLines(lines: readonly Line[]): readonly string[] {
  return lines.map(spokenLine).filter((words) => words !== '');
}

/** What was told of these lines, and what the field under the fingers reads like once it is left. */
export function knownLines(lines: readonly Line[]): readonly string[] {
  const fields = lines.filter((line) => line.some((piece) => piece.tone === 'cursor'));
  return [...spokenLines(lines), ...fields.map(wordsOf)];
}

/** The lines that were not there before. One that was only left for another choice is no news. */
export function newLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const known = new Set(before);
  return after.filter((words) => !known.has(words) && !known.has(words + CHOSEN) && !isIdleCount(words));
}

/** What is left to type changes at every key: it is told by fifties, then when there is hardly any. */
const TOLD_EVERY = 50;
const HARDLY_ANY = 10;

function isIdleCount(words: string): boolean {
  const left = Number.parseInt(words, 10);
  return words === FRENCH.note.left(left) && left > HARDLY_ANY && left % TOLD_EVERY !== 0;
}
