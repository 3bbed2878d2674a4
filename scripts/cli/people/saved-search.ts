import { AppError } from '../../../shared/errors.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { unreadableSearches } from '../../../shared/people/unreadable-searches.ts';
import type { Rpc } from '../rpc.ts';

interface WordsAsked {
  readonly charity: string | undefined;
  readonly words: readonly string[];
  readonly saved?: string | undefined;
}

/**
 * What is sought: the words typed, after those of the search kept under that name. It is run as if it were typed: it gives no
 * right. AppErrors `saved-search-unknown`, those of the directory.
 */
export async function wordsSought(rpc: Rpc, { charity, words, saved }: WordsAsked): Promise<string> {
  const typed = words.join(' ');
  if (saved === undefined) return typed;
  const { searches, unreadable } = await rpc.people.searches.query({ charity });
  const one = searches.find(({ name }) => foldedText(name) === foldedText(saved));
  if (one) return `${one.where} ${typed}`.trim();
  throw new AppError({
    code: 'saved-search-unknown',
    kind: 'not-found',
    message: 'Vous ne gardez aucune recherche sous ce nom.',
    hint: `${unreadable === 0 ? '' : `${unreadableSearches(unreadable)} `}Les vôtres : « plateau people searches ».`,
  });
}
