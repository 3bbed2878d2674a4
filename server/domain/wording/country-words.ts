import type { Country } from '../../../shared/money.ts';
import { foldedText } from './banned-phrases.ts';

/** One word that belongs to some countries only (R-08, docs/rules/language.md), and what the others say. */
interface CountryWord {
  readonly pattern: RegExp;
  readonly countries: readonly Country[];
  /** What to write where the word is not said. */
  readonly instead: Partial<Record<Country, string>>;
}

const word = (
  pattern: RegExp,
  countries: readonly Country[],
  instead: CountryWord['instead'],
): CountryWord => ({ pattern, countries, instead });

const DEBIT = { FR: 'prélèvement', BE: 'domiciliation', CH: 'recouvrement direct' };
const RECEIPT = { FR: 'reçu fiscal', BE: 'attestation fiscale', CH: 'attestation fiscale' };
const MOBILE = { FR: 'mobile', BE: 'GSM', CH: 'natel' };
const AMOUNT = 'une variable de montant, dite comme dans ce pays';
const NUMBERS = { FR: AMOUNT, BE: AMOUNT, CH: AMOUNT };

/** THE table. Patterns run on lower-case text without accents and with straight apostrophes. */
const COUNTRY_WORDS: readonly CountryWord[] = [
  word(/\bprelevements?\b/, ['FR'], DEBIT),
  word(/\bdomiciliations?\b/, ['BE'], DEBIT),
  word(/\brecouvrements? directs?\b/, ['CH'], DEBIT),
  word(/\brecus? fisca(?:l|ux)\b/, ['FR'], RECEIPT),
  word(/\battestations? fiscales?\b/, ['BE', 'CH'], RECEIPT),
  word(/\bgsm\b/, ['BE'], MOBILE),
  word(/\bnatels?\b/, ['CH'], MOBILE),
  word(/€|\beuros?\b/, ['FR', 'BE'], { CH: 'francs' }),
  word(/\bfrancs\b|\bchf\b/, ['CH'], { FR: 'euros', BE: 'euros' }),
  word(/\bcheques?\b/, ['FR'], { BE: 'virement', CH: 'QR-facture' }),
  word(/\bqr-factures?\b/, ['CH'], { FR: 'chèque ou virement', BE: 'virement' }),
  word(/\b(?:rum|ics)\b/, ['FR', 'BE'], { CH: 'système et référence d’autorisation' }),
  word(/\blsv\b|\bch-dd\b|\bpostfinance\b/, ['CH'], { FR: 'mandat', BE: 'mandat' }),
  word(/\bsoixante-(?:dix|onze)|\bquatre-vingt-dix/, ['FR'], NUMBERS),
  word(/\b(?:septante|nonante)/, ['BE', 'CH'], NUMBERS),
  word(/\bhuitante/, ['CH'], NUMBERS),
];

/** Words of a text that are not said in that country, with what to write instead. */
export function foreignWordsIn(
  text: string,
  country: Country,
): readonly { readonly found: string; readonly instead: string }[] {
  const plain = foldedText(text);
  return COUNTRY_WORDS.filter((row) => !row.countries.includes(country)).flatMap((row) => {
    const match = row.pattern.exec(plain);
    return match ? [{ found: match[0], instead: row.instead[country] ?? AMOUNT }] : [];
  });
}
