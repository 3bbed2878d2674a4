import { expect, it } from 'vitest';
import { agreeing, inNumber } from '../../../shared/french-plural.ts';

it.each([
  [0, 'fiche(s) abîmée(s)', '0 fiche abîmée'],
  [1, 'fiche(s) attend(ent)', '1 fiche attend'],
  [2, 'fiche(s) attend(ent)', '2 fiches attendent'],
  [3, 'fiche(s) reviendrai(en)t', '3 fiches reviendraient'],
  [-2, 'jour(s)', '-2 jours'],
  [5, 'ligne (colonne A)', '5 ligne (colonne A)'],
] as const)('French counts: %i %s', (count, text, said) => {
  expect(inNumber(count, text)).toBe(said);
});

it('agrees without saying the count again', () => {
  expect([1, 4].map((count) => agreeing(count, 'prévenue(s)'))).toEqual(['prévenue', 'prévenues']);
});
