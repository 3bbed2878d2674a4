import type { Country } from '../../../shared/country.ts';

/** Words of other countries that nobody of that one may read; capitals joined by an underscore are codes, which stay. */
const FOREIGN: Readonly<Record<Exclude<Country, 'FR'>, readonly RegExp[]>> = {
  BE: [
    /pr[ée]l[èe]v/i,
    /ch[èe]que/i,
    /reçu fiscal/i,
    /attestation de dons/i,
    /recouvrement direct/i,
    /\bLSV\+?|CH-DD|PostFinance|QR-facture|eBill/i,
    /\bCHF\b|\bfrancs?\b/,
    /natel/i,
    /\b(?:soixante-dix|quatre-vingt-dix|huitante)/i,
    /\bCNIL\b|\bDGCCRF\b|Bloctel|\bPFPDT\b|\bn?LPD\b/,
    /département/i,
    /\((?:RUM|ICS)\)/,
    /\d{5} [A-Z]/,
  ],
  CH: [
    /pr[ée]l[èe]v/i,
    /domiciliation/i,
    /ch[èe]que/i,
    /reçu fiscal|attestation fiscale/i,
    /€|\beuros?\b/i,
    /\bGSM\b/,
    /\b(?:soixante-dix|quatre-vingt-dix)/i,
    /\bRGPD\b|\bCNIL\b|\bAPD\b|\bDGCCRF\b|Bloctel/,
    /département/i,
    /\((?:RUM|ICS)\)|\bprélèvement SEPA\b/,
    /liste « Ne m’appelez plus »/i,
  ],
};

/** Also as Markdown writes them. */
const CODES = /\b[A-Z0-9]+(?:\\?_[A-Z0-9]+)+\b/g;

/** What of that text is not said there, each once. */
export function foreignWords(text: string, country: Exclude<Country, 'FR'>): readonly string[] {
  const read = text.replace(CODES, '');
  return [...new Set(FOREIGN[country].flatMap((pattern) => pattern.exec(read)?.[0] ?? []))];
}
