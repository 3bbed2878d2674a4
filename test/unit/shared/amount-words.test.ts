import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords } from '../../../shared/amount-words.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import { money } from '../../../shared/money.ts';

const FRENCH = { language: 'fr' } as const;

const eur = (minor: number) => money(minor, 'EUR');
const chf = (minor: number) => money(minor, 'CHF');
/** A number as an amount of whole units says it. */
const numberInWords = (value: number, country: Country, canton?: string) =>
  amountInWords(money(100 * value, countryFacts(country).currency), { ...FRENCH, country, canton }).replace(
    / (euros?|francs?)$/,
    '',
  );

describe('numbers in words (R-08, docs/rules/language.md)', () => {
  it.each([
    [0, 'zéro', 'zéro', 'zéro'],
    [1, 'un', 'un', 'un'],
    [16, 'seize', 'seize', 'seize'],
    [21, 'vingt et un', 'vingt et un', 'vingt et un'],
    [70, 'soixante-dix', 'septante', 'septante'],
    [71, 'soixante et onze', 'septante et un', 'septante et un'],
    [77, 'soixante-dix-sept', 'septante-sept', 'septante-sept'],
    [80, 'quatre-vingts', 'quatre-vingts', 'huitante'],
    [81, 'quatre-vingt-un', 'quatre-vingt-un', 'huitante et un'],
    [88, 'quatre-vingt-huit', 'quatre-vingt-huit', 'huitante-huit'],
    [90, 'quatre-vingt-dix', 'nonante', 'nonante'],
    [91, 'quatre-vingt-onze', 'nonante et un', 'nonante et un'],
    [99, 'quatre-vingt-dix-neuf', 'nonante-neuf', 'nonante-neuf'],
    [100, 'cent', 'cent', 'cent'],
    [180, 'cent quatre-vingts', 'cent quatre-vingts', 'cent huitante'],
    [200, 'deux cents', 'deux cents', 'deux cents'],
    [201, 'deux cent un', 'deux cent un', 'deux cent un'],
    [999, 'neuf cent quatre-vingt-dix-neuf', 'neuf cent nonante-neuf', 'neuf cent nonante-neuf'],
    [1200, 'mille deux cents', 'mille deux cents', 'mille deux cents'],
    [80_000, 'quatre-vingt mille', 'quatre-vingt mille', 'huitante mille'],
    [
      81_280,
      'quatre-vingt-un mille deux cent quatre-vingts',
      'quatre-vingt-un mille deux cent quatre-vingts',
      'huitante et un mille deux cent huitante',
    ],
  ])('%i', (value, fr, be, vd) => {
    expect(numberInWords(value, 'FR')).toBe(fr);
    expect(numberInWords(value, 'BE')).toBe(be);
    expect(numberInWords(value, 'CH', 'VD')).toBe(vd);
  });

  it.each(['VD', 'VS', 'FR'])('canton %s says huitante', (canton) => {
    expect(numberInWords(80, 'CH', canton)).toBe('huitante');
  });

  it.each(['GE', 'NE', 'JU', 'BE', undefined])('canton %s says quatre-vingts', (canton) => {
    expect(numberInWords(84, 'CH', canton)).toBe('quatre-vingt-quatre');
  });

  it('the canton does not touch France or Belgium', () => {
    expect(numberInWords(80, 'FR', 'VD')).toBe('quatre-vingts');
    expect(numberInWords(80, 'BE', 'VD')).toBe('quatre-vingts');
  });
});

describe('amounts in words', () => {
  it.each([
    [0, 'zéro euro'],
    [100, 'un euro'],
    [150, 'un euro et cinquante centimes'],
    [1900, 'dix-neuf euros'],
    [1250, 'douze euros et cinquante centimes'],
    [1, 'un centime'],
    [80, 'quatre-vingts centimes'],
    [201, 'deux euros et un centime'],
    [120_000, 'mille deux cents euros'],
    [100_000_000, 'un million d’euros'],
    [200_000_000, 'deux millions d’euros'],
    [120_000_000, 'un million deux cent mille euros'],
    [100_000_050, 'un million d’euros et cinquante centimes'],
    [-500, 'moins cinq euros'],
  ])('%i minor units in France', (minor, words) => {
    expect(amountInWords(eur(minor), { ...FRENCH, country: 'FR' })).toBe(words);
  });

  it('says francs in Switzerland, without elision', () => {
    expect(amountInWords(chf(1900), { ...FRENCH, country: 'CH', canton: 'GE' })).toBe('dix-neuf francs');
    expect(amountInWords(chf(100), { ...FRENCH, country: 'CH' })).toBe('un franc');
    expect(amountInWords(chf(8050), { ...FRENCH, country: 'CH', canton: 'VD' })).toBe(
      'huitante francs cinquante',
    );
    expect(amountInWords(chf(100_000_000), { ...FRENCH, country: 'CH' })).toBe('un million de francs');
  });

  it('no two amounts below 1000 read alike, in any country', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.constantFrom('FR' as const, 'BE' as const, 'CH' as const),
        (a, b, country) => {
          fc.pre(a !== b);
          expect(amountInWords(eur(a), { ...FRENCH, country, canton: 'VD' })).not.toBe(
            amountInWords(eur(b), { ...FRENCH, country, canton: 'VD' }),
          );
        },
      ),
    );
  });
});
