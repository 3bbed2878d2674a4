import { expect, it } from 'vitest';
import type { MyDay } from '../../../../shared/card.ts';
import { cardLines } from '../../../../tui/panes/card-lines.ts';
import { myDayLines } from '../../../../tui/panes/overlays/my-day-lines.ts';
import { openCall } from '../../../../tui/state/call/call.ts';
import { loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';

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
  shownNumbers: [],
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

it('my day says which number the donors of each campaign see, and nothing where none is set', () => {
  const shown = (shownNumbers: MyDay['shownNumbers']) =>
    myDayLines({ kind: 'my-day', day: { ...DAY, shownNumbers } }).map((one) =>
      one.map(({ text }) => text).join(''),
    );
  const number = '022 000 00 00';
  expect(shown([{ campaign: 'UPG-CH-2026', number }]).find((one) => one.includes(number))).toMatch(
    /^Numéro présenté, UPG-CH-2026 +022 000 00 00$/,
  );
  expect(shown([]).join()).not.toContain('présenté');
});

it('a card says the number that its donor sees', () => {
  const card = fictitiousCard();
  const told = { ...card, campaign: { ...card.campaign, shownNumber: '01 99 00 00 00' } };
  const textOf = (one: typeof card) =>
    cardLines(openCall(one, loadedCampaign('upgrade-fr').script, 0), { width: 40, height: 30 })
      .map((line) => line.map(({ text }) => text).join(''))
      .join('\n');
  expect(textOf(told)).toContain('présenté : 01 99 00 00 00');
  expect(textOf(card)).not.toContain('présenté');
});
