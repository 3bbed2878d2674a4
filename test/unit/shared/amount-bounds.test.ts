import { expect, it } from 'vitest';
import { amountProblem, isFarAbove } from '../../../shared/amount-bounds.ts';
import type { Money } from '../../../shared/money.ts';

const eur = (minor: number): Money => ({ minor, currency: 'EUR' });
const bounds = { minMinor: 100, maxMinor: 100_000, currency: 'EUR' } as const;

it('takes both bounds and refuses one cent beyond either, saying them', () => {
  const beyond = 'Le montant va de 1 € à 1 000 € : vérifiez-le.';
  expect([100, 100_000].map((minor) => amountProblem(eur(minor), bounds, 'FR'))).toEqual([
    undefined,
    undefined,
  ]);
  expect([0, 99, 100_001, 9_999_900].map((minor) => amountProblem(eur(minor), bounds, 'FR'))).toEqual(
    Array(4).fill(beyond),
  );
});

it('writes the bounds as the donor’s country does, and takes no other currency', () => {
  const swiss = { minMinor: 1250, maxMinor: 123_450, currency: 'CHF' } as const;
  expect(amountProblem({ minor: 100, currency: 'CHF' }, swiss, 'CH')).toBe(
    "Le montant va de 12.50 CHF à 1'234.50 CHF : vérifiez-le.",
  );
  expect(amountProblem(eur(2000), swiss, 'CH')).toBe('Le montant doit être en CHF.');
});

it('never promises more than a workstation may send', () => {
  const wide = { ...bounds, maxMinor: 50_000_000 };
  expect(amountProblem(eur(10_000_000), wide, 'FR')).toBeUndefined();
  expect(amountProblem(eur(10_000_001), wide, 'FR')).toBe('Le montant va de 1 € à 100 000 € : vérifiez-le.');
});

it('doubts what is more than five times every proposal, and nothing without a proposal', () => {
  const proposed = [eur(1500), eur(1300)];
  expect(isFarAbove(eur(7500), proposed)).toBe(false);
  expect(isFarAbove(eur(7501), proposed)).toBe(true);
  expect(isFarAbove(eur(99_999), [])).toBe(false);
});
