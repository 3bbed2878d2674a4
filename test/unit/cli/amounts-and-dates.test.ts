import { expect, it } from 'vitest';
import { agreedAmounts, lastDayText } from '../../../scripts/cli/amounts-and-dates.ts';
import { dayEnd } from '../../../scripts/cli/flag-values.ts';

it.each([
  ['2027-01-31', '31/01/2027 inclus'],
  ['2026-10-25', '25/10/2026 inclus'],
  ['2026-12-31', '31/12/2026 inclus'],
])('the last day is told as it was typed: %s', (typed, told) => {
  expect(lastDayText(dayEnd(typed))).toBe(told);
});

it.each([
  ['AC_UP', '15 € → 20 € par semestre'],
  ['AC_RE', 'reprise à 20 € par semestre (dernier don 15 €)'],
  ['AC_RE_SIGN', 'reprise à 20 € par semestre, après signature (dernier don 15 €)'],
])('what a verifier reads of %s: %s', (disposition, said) => {
  const amounts = agreedAmounts({
    disposition,
    oldMinor: 1500,
    newMinor: 2000,
    currency: 'EUR',
    frequency: 'S',
  });
  expect(amounts.replaceAll(/\s/g, ' ')).toBe(said);
});
