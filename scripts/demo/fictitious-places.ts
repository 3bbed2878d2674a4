import type { Country } from '../../shared/country.ts';

/** Where a fictitious donor lives, under a postcode that has the right form; `share` is a weight. */
export interface FictitiousTown {
  readonly postcode: string;
  readonly city: string;
  readonly canton?: string;
  readonly share: number;
}

const FRANCE: readonly FictitiousTown[] = [
  { postcode: '01990', city: 'VILLEBOIS LES ESSAIS', share: 12 },
  { postcode: '13990', city: 'PORT MODELE', share: 12 },
  { postcode: '31990', city: 'SAINT EXEMPLE SUR GARONNE', share: 11 },
  { postcode: '35990', city: 'KERFICTIF', share: 11 },
  { postcode: '44990', city: 'LA MAQUETTE SUR LOIRE', share: 11 },
  { postcode: '59990', city: 'BROUILLON LEZ LILLE', share: 11 },
  { postcode: '69990', city: 'MONT ECHANTILLON', share: 11 },
  { postcode: '75990', city: 'PARIS FICTIF', share: 13 },
  { postcode: '57990', city: 'ESSAIVILLE LES METZ', share: 2 },
  { postcode: '67990', city: 'MUSTERHEIM', share: 2 },
  { postcode: '68990', city: 'BEISPIELWILLER', share: 1 },
  { postcode: '97190', city: 'ANSE FICTIVE', share: 1 },
  { postcode: '97290', city: 'MORNE MODELE', share: 1 },
  { postcode: '97490', city: 'SAINT EXEMPLE LES HAUTS', share: 1 },
];

const BELGIUM: readonly FictitiousTown[] = [
  { postcode: '1009', city: 'Bruxelles-Fictive', share: 30 },
  { postcode: '4009', city: 'Liège-Essai', share: 20 },
  { postcode: '5009', city: 'Namur-Modèle', share: 15 },
  { postcode: '6009', city: 'Charleroi-Maquette', share: 20 },
  { postcode: '7009', city: 'Mons-Exemple', share: 15 },
];

const SWITZERLAND: readonly FictitiousTown[] = [
  { postcode: '1209', city: 'Genève-Fictive', canton: 'GE', share: 30 },
  { postcode: '1009', city: 'Lausanne-Modèle', canton: 'VD', share: 30 },
  { postcode: '1709', city: 'Fribourg-Essai', canton: 'FR', share: 12 },
  { postcode: '1959', city: 'Sion-Exemple', canton: 'VS', share: 12 },
  { postcode: '2009', city: 'Neuchâtel-Maquette', canton: 'NE', share: 10 },
  { postcode: '2809', city: 'Delémont-Brouillon', canton: 'JU', share: 6 },
];

export const FICTITIOUS_TOWNS: Readonly<Record<Country, readonly FictitiousTown[]>> = {
  FR: FRANCE,
  BE: BELGIUM,
  CH: SWITZERLAND,
};

/**
 * In France, ranges that Arcep keeps for fiction; Belgium and Switzerland keep none, so blocks of zeros that look like
 * nobody's.
 */
interface PhoneRanges {
  readonly mobile: string;
  readonly fixed: readonly string[];
}

export const PHONE_RANGES: Readonly<Record<Country, PhoneRanges>> = {
  FR: { mobile: '063998', fixed: ['019900', '026191', '035301', '046571', '053649'] },
  BE: { mobile: '047000', fixed: ['02700', '02701', '02702', '02703', '02704'] },
  CH: { mobile: '079000', fixed: ['022000', '021000', '026000', '027000', '032000'] },
};

/** The references of the direct debit, as the country's file holds them. */
const MANDATES: Readonly<Record<Country, (reference: string) => Readonly<Record<string, string>>>> = {
  FR: (reference) => ({ RUM: `++FICTIF${reference}`, ICS: 'FR72ZZZ123456' }),
  BE: (reference) => ({ RUM: `++FICTIF${reference}`, ICS: 'BE68ZZZ0123456789' }),
  CH: (reference) => ({ SYSTEME: 'LSV+', REF_AUTORISATION: `LSV-${reference}` }),
};

export function mandateCells(country: Country, reference: string): Readonly<Record<string, string>> {
  return MANDATES[country](reference);
}
