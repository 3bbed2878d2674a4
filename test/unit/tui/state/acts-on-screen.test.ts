import { describe, expect, it } from 'vitest';
import { STOP_KINDS } from '../../../../shared/card.ts';
import { offersLines } from '../../../../tui/panes/offers-lines.ts';
import { notedOf } from '../../../../tui/state/last-saved.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const text = 'Opposition de cette personne, reçue à l’instant.';
const stop = { kind: 'objection', text } as const;
const objected = { type: 'stopped', callId: fictitiousCard().callId, stop } as const;
const callOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.call : undefined);
const TO_ASK = ['s', 'o', 'o', 's', 's', 's'];

const drawn = (state: WorkstationState) => {
  const call = callOf(state);
  return call ? JSON.stringify(offersLines(call, { width: 80, height: 2 }, 'compact')) : '';
};

describe('an act for the person that arrives while the card is on the screen', () => {
  it.each([
    ['on an ask', TO_ASK],
    ['under a form', [...TO_ASK, 'ctrl-n']],
    ['in the middle of a closing', [...TO_ASK, 'o', 'o', 'i']],
    ['under a page', [...TO_ASK, '?']],
  ])('leaves the ask for the conclusion, and stays: %s', (_, keys) => {
    const told = tell(press(callState(), ...keys), objected);
    expect(callOf(told)).toMatchObject({
      stopped: stop,
      path: expect.arrayContaining([{ node: 'fin_neutre', stop: true }]),
    });
    expect(told.stage).not.toHaveProperty('form');
    expect(told.notice).toMatchObject({ text, tone: 'alert' });
    // Long after the line at the bottom is gone.
    expect(drawn(press(told, 'down'))).toContain(FRENCH.offers.arrived.objection);
    for (const key of ['f10', 'A', 'f4', 'ctrl-g'])
      expect(callOf(press(told, key))?.path).toEqual(callOf(told)?.path);
    expect(press(told, 'backspace').notice?.text).toBe(FRENCH.refusals.stopStands);
    expect(press(told, 'm', 'o').stage).toMatchObject({ at: 'saving', outcome: { disposition: 'NE_MERCI' } });
  });

  it('before anything was said, locks the first step where it stands', () => {
    const told = tell(callState(), objected);
    expect(callOf(told)?.path).toEqual([{ node: 'accroche', stop: true }]);
    expect(callOf(press(told, 'f10'))?.path).toHaveLength(1);
    expect(press(told, 'f1').stage).toMatchObject({ at: 'saving' });
  });

  it('while the outcome leaves, waits on the card that a refusal brings back', () => {
    const saving = press(callState(), ...TO_ASK, 'o', 'o', 'o', 's', 'f');
    expect(saving.stage.at).toBe('saving');
    const problem = { code: 'outcome-objected', kind: 'invalid', message: 'Refusé.', hint: '' } as const;
    const back = tell(saving, objected, { type: 'save-failed', problem });
    expect(callOf(back)).toMatchObject({ stopped: stop });
    expect(drawn(back)).toContain(FRENCH.offers.arrived.objection);
  });

  it.each(STOP_KINDS)('says in red what arrived, for as long as the card is shown: %s', (kind) => {
    const told = tell(press(callState(), ...TO_ASK), { ...objected, stop: { kind, text } });
    const call = callOf(press(told, 'down'));
    if (!call) throw new Error('a call');
    for (const size of ['compact', 'two', 'three'] as const) {
      const said = offersLines(call, { width: 80, height: 20 }, size).flat();
      const red = said.filter(({ tone }) => tone === 'bad').map((one) => one.text.trim());
      expect(red).toEqual([FRENCH.offers.arrived[kind]]);
    }
    expect(call.path.at(-1)?.node).toBe('fin_neutre');
  });

  it('before this screen showed the card, is on it from the start, and after an undo where the call stood', () => {
    const came = {
      type: 'card-came',
      card: { ...fictitiousCard(), stop },
      script: referenceScript(),
    } as const;
    const fresh = tell(startState(), came);
    expect(callOf(fresh)).toMatchObject({ stopped: stop, path: [{ node: 'accroche', stop: true }] });
    const before = callOf(press(callState(), ...TO_ASK));
    if (!before) throw new Error('a call');
    const saved = { callId: before.card.callId, disposition: 'NJ_NRP', savedAtMs: 0, call: before };
    const back = tell({ ...startState(), undone: [notedOf(saved)] }, came);
    expect(callOf(back)).toMatchObject({
      stopped: stop,
      path: expect.arrayContaining([{ node: 'fin_neutre', stop: true }]),
    });
  });

  it('is another card’s: nothing moves', () => {
    const state = press(callState(), ...TO_ASK);
    expect(tell(state, { ...objected, callId: fictitiousCard(2).callId })).toEqual(state);
  });
});
