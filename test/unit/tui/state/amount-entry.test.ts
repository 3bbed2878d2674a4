import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../shared/card.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

/** To the question of the single gift: proposal 30 €, gifts from 1 € to 1 000 €. */
const TO_GIFT = ['o', 'o', 's', 's', 'n', 'n', 'n', 'o'];
const callOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.call : undefined);
const formOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.form : undefined);

const typed = (amount: string, card?: Card) => press(callState(card), ...TO_GIFT, ...amount);

describe('the amount of a single gift', () => {
  it('is refused at entry beyond the bound, which is said', () => {
    const refused = press(typed('99999'), 'enter');
    expect(refused.notice?.text).toBe('Le montant va de 1 € à 1 000 € : vérifiez-le.');
    expect(formOf(refused)?.kind).toBe('amount');
    expect(callOf(refused)?.oneOff).toBeUndefined();
  });

  it('is asked about once when it is far above the proposal, then taken', () => {
    const asked = press(typed('151'), 'enter');
    expect(asked.notice?.text).toBe(FRENCH.amount.isThatRight);
    expect(callOf(asked)?.oneOff).toBeUndefined();
    expect(callOf(press(asked, 'enter'))?.oneOff?.minor).toBe(15_100);
  });

  it('is asked about again when another one is typed', () => {
    const other = press(press(typed('151'), 'enter'), '0', 'enter');
    expect(other.notice?.text).toBe('Le montant va de 1 € à 1 000 € : vérifiez-le.');
    const third = press(press(typed('151'), 'enter'), 'backspace', '2', 'enter');
    expect(third.notice?.text).toBe(FRENCH.amount.isThatRight);
    expect(callOf(third)?.oneOff).toBeUndefined();
  });

  it('is taken at once up to five times the proposal', () => {
    expect(callOf(press(typed('150'), 'enter'))?.oneOff?.minor).toBe(15_000);
  });

  it('is not confirmed by the key that is held', () => {
    const held = (state: WorkstationState, atMs: number) =>
      workstationUpdate(
        { ...state, cardGuardMs: 1500 },
        { type: 'key', key: 'enter', means: { type: 'accept' } },
        MONDAY_EVENING_MS + atMs,
      ).state;
    const repeated = held(held(held(typed('151'), 10_000), 10_500), 10_530);
    expect(repeated.notice?.text).toBe(FRENCH.refusals.repeatedKey);
    expect(callOf(repeated)?.oneOff).toBeUndefined();
    expect(callOf(held(repeated, 12_000))?.oneOff?.minor).toBe(15_100);
  });
});

it('shows the amount to type as the country writes it', () => {
  const { campaign, gift } = fictitiousCard();
  const swiss = fictitiousCard(1, {
    campaign: { ...campaign, country: 'CH' },
    gift: { ...gift, amount: { minor: 1000, currency: 'CHF' } },
    asks: [{ level: 'ONE_OFF', amount: { minor: 3050, currency: 'CHF' }, words: '', rule: '' }],
    giftAmount: { minMinor: 100, maxMinor: 100_000, currency: 'CHF' },
  });
  const open = press(callState(swiss), 'o', 'o', 's', 's', 'n', 'n', 'n', 'o');
  expect(formOf(open)).toMatchObject({ kind: 'amount', field: { text: '30.50' } });
  const refused = press(open, 'x', 'enter');
  expect(refused.notice?.text).toBe('Écrivez un montant, par exemple 15 ou 12.50.');
});
