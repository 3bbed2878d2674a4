import fc from 'fast-check';
import { toCardinal as frenchOfBelgium } from 'n2words/fr-BE';
import { toCardinal as frenchOfFrance } from 'n2words/fr-FR';
import { describe, expect, it } from 'vitest';
import { cardNumber } from '../../../shared/card-number.ts';

const DRAWS = 40_000;

type Counts = (value: number) => string;
const huitante: Counts = (value) =>
  frenchOfBelgium(value)
    .replace(/quatre-vingt-un\b/g, 'huitante et un')
    .replace(/quatre-vingts?\b/g, 'huitante');

/** Digits in groups of that size, zeros at the head of a group said one by one. */
function said(digits: string, size: number, count: Counts): string {
  const groups = digits.match(new RegExp(`\\d{1,${size}}`, 'g')) ?? [];
  return groups
    .map((group) => {
      const zeros = /^0*/.exec(group)?.[0].length ?? 0;
      const rest = group.slice(zeros);
      return [
        ...Array.from({ length: zeros }, () => 'zéro'),
        ...(rest === '' ? [] : [count(Number(rest))]),
      ].join(' ');
    })
    .join(' ');
}

const digit = fc.nat(9);
const digits = (length: number) =>
  fc.array(digit, { minLength: length, maxLength: length }).map((all) => all.join(''));
const counts = fc.constantFrom<Counts>(frenchOfFrance, frenchOfBelgium, huitante);

/** The control digit put at the end. */
function controlled(start: string): string {
  for (let last = 0; last <= 9; last += 1) {
    const sum = [...`${start}${last}`].reverse().reduce((total, one, at) => {
      const doubled = Number(one) * (at % 2 === 1 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
    if (sum % 10 === 0) return `${start}${last}`;
  }
  throw new Error('no control digit');
}
const brand = fc.constantFrom('4', '51', '55', '2221', '6011', '62', '30', '36');
const card = fc.tuple(brand, digits(15)).map(([first, rest]) => controlled((first + rest).slice(0, 15)));

describe('R-41 a card number said in words', () => {
  it('is seen one figure at a time and two by two, whatever the figures and the country, 40,000 times', () => {
    const number = fc.tuple(digits(16), fc.constantFrom(1, 2), counts);
    fc.assert(
      fc.property(number, ([figures, size, count]) => {
        expect(cardNumber(said(figures, size, count))).toBeDefined();
      }),
      { numRuns: DRAWS, seed: 41 },
    );
  });

  it('is seen by threes, by fours, with capitals, without accents, hyphens or spaces kept', () => {
    const hand = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => text.normalize('NFD').replace(/\p{M}/gu, ''),
      (text) => text.replaceAll('-', ' '),
      (text) => text.replaceAll(' ', '-'),
      (text) => text.replaceAll(' ', ', '),
      (text) => `sa carte ${text} merci`,
    );
    fc.assert(
      fc.property(card, fc.constantFrom(1, 2, 3, 4), counts, hand, (figures, size, count, written) => {
        expect(cardNumber(written(said(figures, size, count)))).toBeDefined();
      }),
      { numRuns: 4_000, seed: 41 },
    );
  });
});

describe('R-41 a card number typed', () => {
  it('is seen through groups, signs, full-width figures and letters that look like figures', () => {
    const group = fc.constantFrom(/\d{1,4}/g, /\d{1,2}/g, /\d/g, /\d+/g);
    const sign = fc.constantFrom(' ', '-', '.', '_', '/', ' - ', '\u00a0', '–', ' · ');
    const disguise = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.replaceAll('0', 'O'),
      (text) => text.replaceAll('1', 'l'),
      (text) => text.replace(/\d/g, (one) => String.fromCodePoint(0xff10 + Number(one))),
      (text) => `carte:${text}.`,
    );
    fc.assert(
      fc.property(card, group, sign, disguise, (figures, parts, between, written) => {
        const grouped = (figures.match(parts) ?? []).join(between);
        expect(cardNumber(written(grouped))).toBeDefined();
      }),
      { numRuns: 4_000, seed: 41 },
    );
  });
});

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const pairs = (number: string, sign: string): string => (number.match(/\d{2}/g) ?? []).join(sign);

/** Telephone numbers of the three countries, as people write them. */
const typedTelephone = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), digits(8), fc.constantFrom(' ', '.', '-', ''))
    .map(([zone, rest, sign]) => pairs(`0${zone}${rest}`, sign)),
  fc
    .tuple(fc.constantFrom('+33 ', '0033 '), fc.integer({ min: 1, max: 9 }), digits(8))
    .map(([head, zone, rest]) => `${head}${zone} ${pairs(rest, ' ')}`),
  digits(6).map((rest) => `+32 470 ${pairs(rest, ' ')}`),
  digits(7).map((rest) => `0041 79 ${rest.slice(0, 3)} ${pairs(rest.slice(3), ' ')}`),
);
const spokenTelephone = fc
  .tuple(fc.integer({ min: 1, max: 9 }), digits(8), counts)
  .map(([zone, rest, count]) => said(`0${zone}${rest}`, 2, count));
const amountTyped = fc.oneof(
  fc.integer({ min: 1, max: 99_999 }).map((euros) => `${euros.toLocaleString('fr-FR')} €`),
  fc.integer({ min: 1, max: 9_999_999 }).map((cents) => `${(cents / 100).toFixed(2).replace('.', ',')} EUR`),
);
const amountSaid = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), counts)
  .map(([euros, count]) => `${count(euros)} euros`);
const street = fc.constantFrom(
  'rue Imaginaire',
  'boulevard du Huit Mai 1945',
  'allée des Quatre-Vents',
  'bis',
);
const address = fc
  .tuple(fc.integer({ min: 1, max: 320 }), street, fc.integer({ min: 1000, max: 98_800 }))
  .map(([house, road, code]) => `${house} ${road} ${pad(code, 5)} EXEMPLEVILLE`);
const date = fc
  .tuple(
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1930, max: 2030 }),
    fc.constantFrom('/', '.', '-', ' '),
  )
  .map(([day, month, year, sign]) => [pad(day), pad(month), year].join(sign));
const iso = date.map((text) => text.split(/\D/).toReversed().join('-'));
const hour = fc
  .tuple(fc.nat(23), fc.nat(59), fc.constantFrom(':', 'h', ' h '))
  .map(([h, m, sign]) => `${h}${sign}${pad(m)}`);
const accountNumber = fc.oneof(
  digits(23).map((rest) => `FR76 ${(rest.match(/\d{1,4}/g) ?? []).join(' ')}`),
  digits(12).map((rest) => `BE68 ${(rest.match(/\d{4}/g) ?? []).join(' ')}`),
  digits(17).map((rest) => `CH93 ${(rest.match(/\d{1,4}/g) ?? []).join(' ')}`),
);
const fact = fc.oneof(
  accountNumber,
  typedTelephone,
  spokenTelephone,
  amountTyped,
  amountSaid,
  address,
  date,
  iso,
  hour,
);

describe('R-41 no false alarm', () => {
  it('on 40,000 notes of telephones, amounts, addresses, dates, hours and accounts, two or three in a row', () => {
    const joint = fc.constantFrom(' puis ', ' ; ', ' ou ', ' avec ', ' : ');
    fc.assert(
      fc.property(fc.array(fact, { minLength: 1, maxLength: 3 }), joint, (facts, between) => {
        expect(cardNumber(facts.join(between))).toBeUndefined();
      }),
      { numRuns: DRAWS, seed: 41 },
    );
  });

  it('on such facts typed one after the other with a blank or a comma only, one of them in words', () => {
    const typed = fc.oneof(typedTelephone, amountTyped, address, date, iso, hour);
    const all = fc.tuple(typed, fc.oneof(typed, spokenTelephone, amountSaid), typed);
    fc.assert(
      fc.property(all, fc.constantFrom(' ', ', ', ' et '), (facts, between) => {
        expect(cardNumber(facts.join(between))).toBeUndefined();
      }),
      { numRuns: 5_000, seed: 41 },
    );
  });

  it('on telephones alone, one after the other', () => {
    fc.assert(
      fc.property(fc.array(typedTelephone, { minLength: 1, maxLength: 4 }), (all) => {
        expect(cardNumber(all.join(' '))).toBeUndefined();
      }),
      { numRuns: 4_000, seed: 41 },
    );
  });
});
