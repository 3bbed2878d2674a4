import type { CountryCode } from 'libphonenumber-js/max';
import type { Currency } from './currency.ts';
import { type DebitFacts, SEPA_DEBIT, SWISS_DEBIT } from './debit.ts';
import { FRENCH_TERRITORIES, type Territory } from './territory.ts';

/**
 * What the product must know of a country where donors are called. What its law adds stands in tables by country,
 * beside the rule.
 */
export interface CountryFacts {
  /** French, and after the preposition that it takes. */
  readonly name: string;
  readonly inCountry: string;
  /** Currency of its gifts. */
  readonly currency: Currency;
  /** Locale that writes an amount for a reader there: decimal mark, place of the sign. */
  readonly amountLocale: string;
  readonly debit: DebitFacts;
  /** IANA zone of the mainland. */
  readonly zone: string;
  readonly territories: readonly Territory[];
  /**
   * First digits of the postcodes whose places have public holidays of their own; with cantons, it is the canton that
   * has them.
   */
  readonly holidayPostcodes: readonly string[];
  /** Donors live in a canton, which says their holidays and their way to count. */
  readonly hasCantons: boolean;
  readonly postcode: PostcodeForm;
  /** The postal norm asks for short lines and no punctuation from the street on (NF Z10-011). */
  readonly hasAddressNorm: boolean;
  readonly dialling: DiallingPlan;
  /** Name of the list that every number must be checked against before it is called; null: the country has none. */
  readonly doNotCallList: string | null;
}

interface PostcodeForm {
  readonly digits: 4 | 5;
  readonly example: string;
  /** First digits of all those in use: `99999` is none. */
  readonly begins: readonly string[];
  /** Some begin with a zero, which spreadsheets lose. */
  readonly startsWithZero: boolean;
  /** Letters that may be written before it: `F-75001`. */
  readonly letters: readonly string[];
}

interface DiallingPlan {
  readonly prefix: `+${number}`;
  /** Plans whose numbers are dialled there in national form. */
  readonly plans: readonly CountryCode[];
  /** Digits of an ordinary number, without the zero that begins it. */
  readonly digits: number;
  /** Last digits that tell a number from any other, whatever is written before them: `06 39…`, `0033 6 39…`. */
  readonly subscriberDigits: number;
  /** Mobile range kept for fiction, unknown to libphonenumber: training and demos use it. */
  readonly fiction?: RegExp;
}

/** Departments 01 to 95, the armed forces (00), Monaco (980), and overseas. */
const FRENCH_POSTCODES: readonly string[] = [
  ...Array.from({ length: 96 }, (_, department) => String(department).padStart(2, '0')),
  ...FRENCH_TERRITORIES.map((territory) => territory.postcode),
  '980',
];

/** THE table of countries, in the order of reports. */
const ROWS = {
  FR: {
    name: 'France',
    inCountry: 'en France',
    currency: 'EUR',
    amountLocale: 'fr-FR',
    debit: SEPA_DEBIT,
    zone: 'Europe/Paris',
    territories: FRENCH_TERRITORIES,
    holidayPostcodes: ['57', '67', '68'],
    hasCantons: false,
    postcode: {
      digits: 5,
      example: '69003',
      begins: FRENCH_POSTCODES,
      startsWithZero: true,
      letters: ['F', 'FR'],
    },
    hasAddressNorm: true,
    dialling: {
      prefix: '+33',
      plans: ['FR', ...FRENCH_TERRITORIES.flatMap(({ plans }) => plans)],
      digits: 9,
      subscriberDigits: 8,
      // Kept by Arcep: 06 39 98 xx xx.
      fiction: /^\+3363998\d{4}$/,
    },
    doNotCallList: null,
  },
  BE: {
    name: 'Belgique',
    inCountry: 'en Belgique',
    currency: 'EUR',
    amountLocale: 'fr-BE',
    debit: SEPA_DEBIT,
    zone: 'Europe/Brussels',
    territories: [],
    holidayPostcodes: [],
    hasCantons: false,
    postcode: {
      digits: 4,
      example: '1000',
      begins: [...'123456789'],
      startsWithZero: false,
      letters: ['B', 'BE'],
    },
    hasAddressNorm: false,
    dialling: { prefix: '+32', plans: ['BE'], digits: 8, subscriberDigits: 8 },
    doNotCallList: 'Ne m’appelez plus',
  },
  CH: {
    name: 'Suisse',
    inCountry: 'en Suisse',
    currency: 'CHF',
    amountLocale: 'fr-CH',
    debit: SWISS_DEBIT,
    zone: 'Europe/Zurich',
    territories: [],
    holidayPostcodes: [],
    hasCantons: true,
    postcode: {
      digits: 4,
      example: '1003',
      begins: [...'123456789'],
      startsWithZero: false,
      letters: ['CH'],
    },
    hasAddressNorm: false,
    dialling: { prefix: '+41', plans: ['CH'], digits: 9, subscriberDigits: 8 },
    doNotCallList: null,
  },
} satisfies Record<string, CountryFacts>;

export type Country = keyof typeof ROWS;
export const COUNTRIES = Object.keys(ROWS) as readonly Country[];

export function countryFacts(country: Country): CountryFacts {
  return ROWS[country];
}

/** The country of that code, whatever text it is; undefined when no donor is called there. */
export function knownCountry(code: string): Country | undefined {
  return COUNTRIES.find((country) => country === code);
}

/** The territory of that postcode; undefined on the mainland. */
export function territoryOf(country: Country, postcode: string): Territory | undefined {
  return countryFacts(country).territories.find((territory) => postcode.startsWith(territory.postcode));
}

/** What is said of each, as French lists it: `FR, BE ou CH`. */
export function anyCountry(said: (country: Country) => string = (country) => country): string {
  return COUNTRIES.map(said)
    .join(', ')
    .replace(/, ([^,]*)$/, ' ou $1');
}
