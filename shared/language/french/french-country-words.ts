import type { Country } from '../../country.ts';
import { foldedText } from '../../folded-text.ts';
import type { CountryWord } from '../language-pack.ts';

const word = (pattern: RegExp, instead: CountryWord['instead']): CountryWord => ({ pattern, instead });

/** One thing under several names: the name of a country is said there, the others are not. */
const thing = (
  names: Readonly<Record<Country, string>>,
  ...patterns: readonly RegExp[]
): readonly CountryWord[] =>
  patterns.map((pattern) => ({
    pattern,
    instead: Object.fromEntries(
      Object.entries(names).map(([country, name]) => [country, pattern.test(foldedText(name)) ? null : name]),
    ) as CountryWord['instead'],
  }));

const AMOUNT = 'une variable de montant, dite comme dans ce pays';

/** THE table. Patterns run on lower-case text without accents and with straight apostrophes. */
export const FRENCH_COUNTRY_WORDS: readonly CountryWord[] = [
  ...thing(
    { FR: 'prélèvement', BE: 'domiciliation', CH: 'recouvrement direct' },
    /\bprelevements?\b/,
    /\bdomiciliations?\b/,
    /\brecouvrements? directs?\b/,
  ),
  ...thing(
    { FR: 'reçu fiscal', BE: 'attestation fiscale', CH: 'attestation fiscale' },
    /\brecus? fisca(?:l|ux)\b/,
    /\battestations? fiscales?\b/,
  ),
  ...thing({ FR: 'mobile', BE: 'GSM', CH: 'natel' }, /\bgsm\b/, /\bnatels?\b/),
  ...thing({ FR: 'euros', BE: 'euros', CH: 'francs' }, /€|\beuros?\b/, /\bfrancs\b|\bchf\b/),
  ...thing(
    { FR: 'chèque ou virement', BE: 'virement', CH: 'QR-facture' },
    /\bcheques?\b/,
    /\bqr-factures?\b/,
  ),
  word(/\b(?:rum|ics)\b/, { FR: null, BE: null, CH: 'système et référence d’autorisation' }),
  word(/\blsv\b|\bch-dd\b|\bpostfinance\b/, { FR: 'mandat', BE: 'mandat', CH: null }),
  word(/\bsoixante-(?:dix|onze)|\bquatre-vingt-dix/, { FR: null, BE: AMOUNT, CH: AMOUNT }),
  word(/\b(?:septante|nonante)/, { FR: AMOUNT, BE: null, CH: null }),
  word(/\bhuitante/, { FR: AMOUNT, BE: AMOUNT, CH: null }),
];
