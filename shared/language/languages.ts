import { FRENCH_PACK } from './french/french-pack.ts';
import type { LanguagePack } from './language-pack.ts';

/** THE table of languages in which donors may be called. A campaign in any other is refused by `campaign check`. */
const ROWS = {
  fr: FRENCH_PACK,
} satisfies Record<string, LanguagePack>;

export type Language = keyof typeof ROWS;
export const LANGUAGES = Object.keys(ROWS) as readonly Language[];

/** What the people of the house read and write, and what a campaign is in that does not say. */
export const HOUSE_LANGUAGE: Language = 'fr';

export function languagePack(language: Language): LanguagePack {
  return ROWS[language];
}

/** The language of that code; undefined for one that has no pack. */
export function knownLanguage(code: string): Language | undefined {
  return LANGUAGES.find((language) => language === code);
}
