import { endingOf } from './file-name.ts';

/** Beyond, a file is found by its words of the list alone: the text of a document stands in memory while the server runs. */
const MOST_TEXT_BYTES = 2 ** 20;
const READ = new Set(['md', 'txt', 'csv', 'html', 'htm']);

/** Whether the search reads inside that file: the others are « texte non lu ». */
export function isTextRead({ name, bytes }: { readonly name: string; readonly bytes: number }): boolean {
  return READ.has(endingOf(name)) && bytes <= MOST_TEXT_BYTES;
}

/** What the page says, without its markup: good enough to find a word, never to show one. */
function textOfHtml(markup: string): string {
  return markup
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});/gi, ' ');
}

/** The words of a file that `isTextRead`; what is no UTF-8 gives replacement signs. Pure. */
export function textOf(name: string, content: Uint8Array): string {
  const text = new TextDecoder().decode(content);
  return endingOf(name).startsWith('htm') ? textOfHtml(text) : text;
}
