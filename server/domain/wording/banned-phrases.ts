import { foldedText } from '../../../shared/folded-text.ts';
import type { BannedPhrase } from '../../../shared/language/language-pack.ts';
import { type Language, languagePack } from '../../../shared/language/languages.ts';

/** The rules a text breaks, with the words that broke them (folded: no accents, lower case). */
export function bannedPhrasesIn(
  text: string,
  language: Language,
): readonly { readonly found: string; readonly rule: BannedPhrase }[] {
  const plain = foldedText(text);
  return languagePack(language).wording.bannedPhrases.flatMap((rule) => {
    const match = rule.pattern.exec(plain);
    return match ? [{ found: match[0], rule }] : [];
  });
}
