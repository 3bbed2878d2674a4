import { expect, it } from 'vitest';
import type { MyDay } from '../../../../shared/card.ts';
import { myDayLines } from '../../../../tui/panes/overlays/my-day-lines.ts';

const DAY: MyDay = {
  calls: 12,
  useful: 4,
  pitched: 3,
  agreements: 2,
  oneOffGifts: 0,
  uplifts: [
    { minor: 500, currency: 'EUR' },
    { minor: 800, currency: 'CHF' },
  ],
  callbacksToday: 0,
  productionSeconds: 3600,
};

it('my day shows euros and francs side by side, never their sum (docs/rules/indicators.md)', () => {
  const text = JSON.stringify(myDayLines({ kind: 'my-day', day: DAY }));
  expect(text).toContain('5 € · 8 CHF par mois');
  expect(text).not.toMatch(/13 (?:€|CHF)/);
});

it('F-05 my day says how many observations wait, and nothing when none does', () => {
  const shown = (observations?: number) =>
    JSON.stringify(myDayLines({ kind: 'my-day', day: observations ? { ...DAY, observations } : DAY }));
  expect(shown(2)).toContain('2 observations du vérificateur à lire : Messages, touche m.');
  expect(shown(1)).toContain('Une observation');
  expect(shown()).not.toContain('bservation');
});
