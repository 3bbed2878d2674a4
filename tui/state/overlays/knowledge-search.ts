import type { KnowledgeNote } from '../../../shared/call-aids.ts';
import { plain } from '../fuzzy.ts';

/** A word is found at the start of a word of the note: « impo » finds « imposable », « rat » does not find « migration ». */
function holds(text: string, word: string): boolean {
  return ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${word}`);
}

/** The notes that hold every word typed, those whose title does first; all of them, in their order, for an empty search. */
export function foundNotes(notes: readonly KnowledgeNote[], typed: string): readonly KnowledgeNote[] {
  const words = plain(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const found = notes.filter(({ title, text }) =>
    words.every((word) => holds(plain(`${title} ${text}`), word)),
  );
  const inTitle = (note: KnowledgeNote) => (words.every((word) => holds(plain(note.title), word)) ? 0 : 1);
  return found.toSorted((a, b) => inTitle(a) - inTitle(b));
}
