import type { Country } from '../../../shared/country.ts';
import { folded } from './contact-texts.ts';

/**
 * What people write instead of a code. F, N and D are how Belgium writes its languages; the others begin with two letters that
 * are another language’s, or none’s.
 */
const LANGUAGES: Readonly<Record<string, string>> = {
  F: 'fr',
  N: 'nl',
  D: 'de',
  NEERLANDAIS: 'nl',
  NEDERLANDS: 'nl',
  FLAMAND: 'nl',
  VLAAMS: 'nl',
  DUTCH: 'nl',
  ALLEMAND: 'de',
  DUITS: 'de',
  GERMAN: 'de',
  ANGLAIS: 'en',
  ENGELS: 'en',
};

/** `fr-BE`, `FR`, `français`, `F` → `fr`. */
export function languageWritten(text: string): string {
  return LANGUAGES[folded(text)] ?? text.slice(0, 2).toLowerCase();
}

const COUNTRIES: Readonly<Record<string, Country>> = {
  FRANCE: 'FR',
  FRA: 'FR',
  FRANKRIJK: 'FR',
  FRANKREICH: 'FR',
  BELGIQUE: 'BE',
  BELGIE: 'BE',
  BELGIEN: 'BE',
  BELGIUM: 'BE',
  BEL: 'BE',
  SUISSE: 'CH',
  SCHWEIZ: 'CH',
  SVIZZERA: 'CH',
  ZWITSERLAND: 'CH',
  SWITZERLAND: 'CH',
  CHE: 'CH',
};

/** The code of a country written as a code or by its name; another text as it is, without accents or case. */
export function countryWritten(text: string): string {
  const word = folded(text);
  return COUNTRIES[word] ?? word;
}
