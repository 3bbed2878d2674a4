import type { Country } from '../../../shared/country.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { type Language, languagePack } from '../../../shared/language/languages.ts';

/** Of whom a text is read: where they live, and in which language. */
export interface Audience {
  readonly country: Country;
  readonly language: Language;
}

/** Words of a text that are not said in that country, with what to write instead. */
export function foreignWordsIn(
  text: string,
  { country, language }: Audience,
): readonly { readonly found: string; readonly instead: string }[] {
  const plain = foldedText(text);
  return languagePack(language).wording.countryWords.flatMap(({ pattern, instead }) => {
    const other = instead[country];
    const match = other === null ? null : pattern.exec(plain);
    return match && other !== null ? [{ found: match[0], instead: other }] : [];
  });
}
