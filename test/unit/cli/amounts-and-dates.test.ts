import { expect, it } from 'vitest';
import { lastDayText } from '../../../scripts/cli/amounts-and-dates.ts';
import { dayEnd } from '../../../scripts/cli/flag-values.ts';

it.each([
  ['2027-01-31', '31/01/2027 inclus'],
  ['2026-10-25', '25/10/2026 inclus'],
  ['2026-12-31', '31/12/2026 inclus'],
])('the last day is told as it was typed: %s', (typed, told) => {
  expect(lastDayText(dayEnd(typed))).toBe(told);
});
