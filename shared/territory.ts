import type { CountryCode } from 'libphonenumber-js/max';

/** A place overseas that belongs to a country and keeps its own hours, holidays or telephone numbers. */
export interface Territory {
  /** First digits of its postcodes. */
  readonly postcode: string;
  /** Numbering plans in which its numbers are typed without a prefix, the usual one first. */
  readonly plans: readonly CountryCode[];
  /** Area whose calling rules apply there, and its IANA zone; null: no rule of ours knows the place, nobody is called. */
  readonly area: { readonly code: string; readonly zone: string } | null;
}

const GUADELOUPE = { code: 'GP', zone: 'America/Guadeloupe' };

/**
 * France overseas; Saint-Barthélemy and Saint-Martin (977, 978) live with Guadeloupe. Saint-Pierre-et-Miquelon and the
 * Pacific have no rules here.
 */
export const FRENCH_TERRITORIES: readonly Territory[] = [
  { postcode: '971', plans: ['GP', 'BL', 'MF'], area: GUADELOUPE },
  { postcode: '972', plans: ['MQ'], area: { code: 'MQ', zone: 'America/Martinique' } },
  { postcode: '973', plans: ['GF'], area: { code: 'GF', zone: 'America/Cayenne' } },
  { postcode: '974', plans: ['RE'], area: { code: 'RE', zone: 'Indian/Reunion' } },
  { postcode: '975', plans: ['PM'], area: null },
  { postcode: '976', plans: ['YT'], area: { code: 'YT', zone: 'Indian/Mayotte' } },
  { postcode: '977', plans: ['BL'], area: GUADELOUPE },
  { postcode: '978', plans: ['MF'], area: GUADELOUPE },
  { postcode: '984', plans: [], area: null },
  { postcode: '986', plans: [], area: null },
  { postcode: '987', plans: [], area: null },
  { postcode: '988', plans: [], area: null },
];
