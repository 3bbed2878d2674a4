import assert from 'node:assert/strict';
import { type Country, countryFacts } from './country.ts';
import { type Currency, currencyFacts } from './currency.ts';

/** An amount: integer minor units (centimes) and their currency; currencies are never mixed. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

/** Debit periodicity as in the contact file: monthly, quarterly, half-yearly, yearly. */
export const FREQUENCIES = ['M', 'T', 'S', 'A'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const MONTHS: Record<Frequency, number> = { M: 1, T: 3, S: 6, A: 12 };

export function money(minor: number, currency: Currency): Money {
  assert(Number.isSafeInteger(minor), 'money is an integer of minor units');
  return { minor, currency };
}

/** The monthly equivalent (docs/rules/indicators.md: ÷3, ÷6, ÷12), rounded half-up to the minor unit. */
export function monthlyMinor(rawMinor: number, frequency: Frequency): number {
  return Math.floor(rawMinor / MONTHS[frequency] + 0.5);
}

/** What a regular gift comes to in twelve months. */
export function yearlyMinor(rawMinor: number, frequency: Frequency): number {
  return (12 / MONTHS[frequency]) * rawMinor;
}

/** A format takes 40 µs to make and a card says a dozen amounts: one per locale and currency is kept. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, currency: Currency): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  });
  formats.set(key, made);
  return made;
}

function written(amount: Money, locale: string): string {
  const text = formatOf(locale, amount.currency).format(amount.minor / 100);
  return text.replace(/[\u202f\u00a0]/g, ' ');
}

/** Money as written for a reader of that country: `14 €`, `12,50 €`, `1 234.50 CHF` (plain spaces). */
export function formatMoney(amount: Money, country: Country): string {
  return written(amount, countryFacts(country).amountLocale);
}

/** The same where no country is known, as the currency is written at home: sums of campaigns, tables. */
export function formatHomeMoney(amount: Money): string {
  return written(amount, currencyFacts(amount.currency).locale);
}
