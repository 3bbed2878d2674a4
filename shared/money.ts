import assert from 'node:assert/strict';

export const CURRENCIES = ['EUR', 'CHF'] as const;
export type Currency = (typeof CURRENCIES)[number];

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

/** Adds two amounts of one currency; another currency is a bug. */
export function add(a: Money, b: Money): Money {
  assert.equal(a.currency, b.currency, 'EUR and CHF are never added');
  return money(a.minor + b.minor, a.currency);
}

/** a − b, same currency. */
export function subtract(a: Money, b: Money): Money {
  assert.equal(a.currency, b.currency, 'EUR and CHF are never subtracted');
  return money(a.minor - b.minor, a.currency);
}

/** The monthly equivalent (docs/rules/indicators.md: ÷3, ÷6, ÷12), rounded half-up to the minor unit. */
export function monthlyMinor(rawMinor: number, frequency: Frequency): number {
  return Math.floor(rawMinor / MONTHS[frequency] + 0.5);
}

export type Country = 'FR' | 'BE' | 'CH';

/** A format takes 40 µs to make and a card says a dozen amounts: one per country and currency is kept. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(country: Country, currency: Currency): Intl.NumberFormat {
  const key = `${country} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(`fr-${country}`, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  });
  formats.set(key, made);
  return made;
}

/** Money as written for a reader of that country: `14 €`, `12,50 €`, `1 234.50 CHF` (plain spaces). */
export function formatMoney(amount: Money, country: Country): string {
  const text = formatOf(country, amount.currency).format(amount.minor / 100);
  return text.replace(/[\u202f\u00a0]/g, ' ');
}
