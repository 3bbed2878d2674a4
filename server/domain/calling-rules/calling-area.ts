import type { Donor } from '../donor.ts';

/**
 * Overseas postcodes → the area whose rules apply (docs/rules/law.md#zones-and-holidays): 977 and 978 live with
 * Guadeloupe.
 */
const OVERSEAS: Readonly<Record<string, string>> = {
  '971': 'GP',
  '972': 'MQ',
  '973': 'GF',
  '974': 'RE',
  '976': 'YT',
  '977': 'GP',
  '978': 'GP',
};

/** Departments with holidays of their own (Good Friday, 26 December). */
const LOCAL_HOLIDAYS = new Set(['57', '67', '68']);

const ZONES: Readonly<Record<string, string>> = {
  FR: 'Europe/Paris',
  BE: 'Europe/Brussels',
  CH: 'Europe/Zurich',
  GP: 'America/Guadeloupe',
  MQ: 'America/Martinique',
  GF: 'America/Cayenne',
  RE: 'Indian/Reunion',
  YT: 'Indian/Mayotte',
};

/** Where the calling rules of a donor's place apply: `FR`, `FR-57`, `RE`, `BE`, `CH-VD`; `CH` when the canton is unknown. */
export function callingArea(donor: Pick<Donor, 'country' | 'postcode' | 'canton'>): string {
  if (donor.country === 'BE') return 'BE';
  if (donor.country === 'CH') return donor.canton ? `CH-${donor.canton}` : 'CH';
  const overseas = OVERSEAS[donor.postcode.slice(0, 3)];
  if (overseas !== undefined) return overseas;
  const department = donor.postcode.slice(0, 2);
  return LOCAL_HOLIDAYS.has(department) ? `FR-${department}` : 'FR';
}

/** IANA zone of an area; an area that `callingArea` cannot give falls back to its country's part, then to Paris. */
export function zoneOfArea(area: string): string {
  return ZONES[area] ?? ZONES[area.slice(0, 2)] ?? 'Europe/Paris';
}

/** False for the French territories whose hours and holidays are in no rule of ours (975, Pacific): their donors are not called. */
export function hasCallingRules(donor: Pick<Donor, 'country' | 'postcode'>): boolean {
  return donor.country !== 'FR' || !/^(975|984|986|987|988)/.test(donor.postcode);
}
