import { describe, expect, it } from 'vitest';
import { CORRECTABLE_FIELDS, type CorrectableField } from '../../../shared/call-outcome.ts';
import { readCoordinate } from '../../../shared/coordinates.ts';
import type { Country } from '../../../shared/country.ts';

const read = (field: CorrectableField, typed: string, country: Country = 'FR') =>
  readCoordinate(field, typed, { country, postcode: '' });
const problemOf = (field: CorrectableField, typed: string, country: Country = 'FR') => {
  const found = read(field, typed, country);
  return 'problem' in found ? found.problem : undefined;
};

describe('a postcode', () => {
  it.each<[Country, string]>([
    ['FR', '01000'],
    ['FR', '20090'],
    ['FR', '00200'],
    ['FR', '95880'],
    ['FR', '97410'],
    ['FR', '98000'],
    ['FR', '98800'],
    ['BE', '1000'],
    ['BE', '9992'],
    ['CH', '1003'],
  ])('of %s may be %s', (country, typed) => {
    expect(read('CP', typed, country)).toEqual({ text: typed });
  });

  it.each<[Country, string]>([
    ['FR', '99999'],
    ['FR', '96000'],
    ['FR', '97900'],
    ['FR', '98100'],
    ['BE', '0100'],
    ['CH', '0999'],
  ])('of %s begins like none in use: %s', (country, typed) => {
    expect(problemOf('CP', typed, country)).toMatch(/^aucun code postal ne commence ainsi en /);
  });

  it('has all its digits and nothing else, and is never emptied', () => {
    expect(problemOf('CP', '330')).toBe('cinq chiffres, par exemple 69003');
    expect(problemOf('CP', '', 'BE')).toBe('quatre chiffres, par exemple 1000');
    expect(problemOf('CP', 'B-1000', 'BE')).toBe('quatre chiffres, par exemple 1000');
  });
});

it('takes an e-mail address in no line of an envelope', () => {
  const lines = CORRECTABLE_FIELDS.filter((field) => field.startsWith('ADR') || field === 'VILLE');
  expect(lines.map((field) => problemOf(field, 'zephyrine@exemple.fr'))).toEqual(
    lines.map(() => 'une adresse e-mail va dans « E-mail »'),
  );
});

it('takes a town with figures in its name, and none that is only figures or nothing', () => {
  expect(
    ['Paris 08', 'L’Haÿ-les-Roses', 'Y', '’s-Gravenvoeren'].map((town) => problemOf('VILLE', town)),
  ).toEqual(Array(4).fill(undefined));
  expect(problemOf('VILLE', '69003')).toBe('un nom de ville, en lettres');
  expect(problemOf('VILLE', '  ')).toBe('elle ne peut pas être vide');
});

it('keeps a number as E.164 and lets it be erased', () => {
  expect(read('TEL_MOBILE', ' 06 39 98  00 07 ')).toEqual({ text: '+33639980007' });
  expect(read('TEL_AUTRE', '')).toEqual({ text: '' });
  expect(problemOf('TEL_FIXE', '0899 12 34 56')).toBe('numéro surtaxé');
});

describe('a line of an address', () => {
  it.each(['Ab\u001b[31mc', 'Caen\u202e', 'Saint-\ufffdtienne', 'Ca\u200ben'])(
    'holds no sign that nobody sees: %j',
    (typed) => {
      for (const field of ['ADR_L2', 'ADR_L3', 'ADR_L4', 'ADR_L5', 'VILLE'] as const)
        expect(problemOf(field, typed)).toMatch(/invisible ou illisible/);
    },
  );
});
