import { anyCountry, COUNTRIES, type Country } from '../../../shared/country.ts';
import type { Frequency } from '../../../shared/money.ts';
import { NOT_CLASSED, PROFILE_PREFIX, type ProfileClasses } from '../../../shared/profile-classes.ts';
import type { ProfileDimension } from '../campaign/profile-settings.ts';
import { GIFT_BAND_BOUNDS_MINOR } from '../indicators/insight-counts.ts';

/** What a filter may read of a record: columns in clear, never what is sealed. */
export interface FilteredRecord {
  readonly segment: string;
  readonly country: Country;
  readonly canton: string;
  readonly area: string;
  readonly queue: 'new' | 'retry' | 'callback';
  readonly attempts: number;
  /** Last one; null when never called. */
  readonly disposition: string | null;
  readonly giftMinor: number;
  readonly monthlyMinor: number;
  readonly frequency: Frequency;
  /** In each profile of the campaign, as it reads them now. */
  readonly classes: ProfileClasses;
}

export interface FilterField {
  readonly name: string;
  /** French name, accepted too. */
  readonly also: string;
  readonly about: string;
  readonly kind: 'text' | 'number' | 'amount';
  /** The only values accepted, with what each means; when absent, free text. */
  readonly values?: Readonly<Record<string, string>>;
  readonly of: (record: FilteredRecord) => string | number;
  /** The profile of the campaign that it reads; absent: a column of every record. */
  readonly profile?: string;
}

const STATES = { nouvelle: 'new', relance: 'retry', rappel: 'callback' };
const FREQUENCIES = { M: 'M', T: 'T', S: 'S', A: 'A' };
const COUNTRY_CODES = Object.fromEntries(COUNTRIES.map((country) => [country, country]));

function bandOf(monthlyMinor: number): number {
  return 1 + GIFT_BAND_BOUNDS_MINOR.filter((bound) => monthlyMinor >= bound).length;
}

export const FILTER_FIELDS: readonly FilterField[] = [
  { name: 'segment', also: 'profil', about: 'segment du fichier', kind: 'text', of: (one) => one.segment },
  {
    name: 'country',
    also: 'pays',
    about: anyCountry(),
    kind: 'text',
    values: COUNTRY_CODES,
    of: (one) => one.country,
  },
  { name: 'canton', also: 'canton', about: 'canton (CH)', kind: 'text', of: (one) => one.canton },
  {
    name: 'area',
    also: 'lieu',
    about: 'lieu des règles d’appel (FR-57, RE, CH-VD…)',
    kind: 'text',
    of: (one) => one.area,
  },
  {
    name: 'state',
    also: 'etat',
    about: 'nouvelle, relance ou rappel',
    kind: 'text',
    values: STATES,
    of: (one) => one.queue,
  },
  {
    name: 'attempts',
    also: 'tentatives',
    about: 'tentatives comptées',
    kind: 'number',
    of: (one) => one.attempts,
  },
  {
    name: 'disposition',
    also: 'qualification',
    about: 'code de la dernière (NJ_NRP…), ou « aucune »',
    kind: 'text',
    of: (one) => one.disposition ?? 'aucune',
  },
  {
    name: 'monthly',
    also: 'mensuel',
    about: 'don ramené au mois, en unités (12 ou 12.50)',
    kind: 'amount',
    of: (one) => one.monthlyMinor,
  },
  {
    name: 'gift',
    also: 'don',
    about: 'don dans sa périodicité, en unités',
    kind: 'amount',
    of: (one) => one.giftMinor,
  },
  {
    name: 'gift_band',
    also: 'tranche_don',
    about: 'tranche du don mensuel, de 1 (moins de 8) à 6 (50 et plus)',
    kind: 'number',
    of: (one) => bandOf(one.monthlyMinor),
  },
  {
    name: 'frequency',
    also: 'periodicite',
    about: 'M, T, S ou A',
    kind: 'text',
    values: FREQUENCIES,
    of: (one) => one.frequency,
  },
];

/** In the contact file, but sealed with the donor: no filter opens a record. */
const SEALED =
  /^(age|age_band|tranche_age|birth.*|naissance|date_naissance|civility|civilite|postcode|cp|city|ville|email|phone|tel.*|name|nom|prenom|channel|canal|recruited|cumul.*|language|langue)$/;

export function isSealedField(name: string): boolean {
  return SEALED.test(name);
}

/** Without case nor accents: `État` is `etat`. */
export function plainName(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A profile of the campaign as a field: `canal=RUE`, or `profil.canal=RUE`. */
function profileField({ name, label, classes }: ProfileDimension): FilterField {
  return {
    name: PROFILE_PREFIX + name,
    also: name,
    about: label,
    kind: 'text',
    values: Object.fromEntries([...classes, NOT_CLASSED].map((code) => [code, code])),
    of: (record) => record.classes[name] ?? NOT_CLASSED,
    profile: name,
  };
}

/** The field of that name. Columns go first: a profile named `segment` is written `profil.segment`. */
export function filterField(written: string, profiles: readonly ProfileDimension[]): FilterField | undefined {
  const name = plainName(written);
  const column = FILTER_FIELDS.find((one) => one.name === name || one.also === name);
  if (column) return column;
  return profiles.map(profileField).find((one) => one.name === name || one.also === name);
}

/** Every name that a filter may begin with. */
export function fieldNames(profiles: readonly ProfileDimension[]): readonly string[] {
  return [...FILTER_FIELDS, ...profiles.map(profileField)].map(({ name }) => name);
}
