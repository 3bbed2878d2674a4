import { describe, expect, it } from 'vitest';
import { callOutcomeSchema } from '../../../../shared/call-outcome.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

const card = fictitiousCard();
const phones = card.donor.phones.map((phone) => ({ ...phone, isSpare: true as const }));
const two = callState({ ...card, donor: { ...card.donor, phones } });
const drawn = (state: WorkstationState) => drawnScreen(state, { columns: 80, rows: 24 }).text;

function outcomeOf({ stage }: WorkstationState) {
  if (stage.at !== 'saving') throw new Error(`nothing is saved: ${stage.at}`);
  return callOutcomeSchema.parse(stage.outcome);
}

describe('a number rung in vain', () => {
  it('is followed by the other one, in the same call: what the first taught leaves with the outcome', () => {
    const asked = press(two, 'F');
    expect(drawn(asked)).toContain('Essayer 01 99 00 00 01 maintenant ?');
    expect(press(asked, 'enter').stage).toMatchObject({ form: { kind: 'other-number' } });
    const other = press(asked, 'o');
    expect(other.stage).toMatchObject({
      at: 'call',
      call: { phoneSlot: 'TEL_FIXE', path: [{ node: 'accroche' }] },
    });
    const outcome = outcomeOf(press(other, 'N'));
    expect(outcome).toMatchObject({ disposition: 'NJ_NRP', phoneSlot: 'TEL_FIXE' });
    expect(outcome.path).toEqual([{ node: 'accroche', tried: [{ slot: 'TEL_MOBILE', ending: 'EF_FAUX' }] }]);
  });

  it('keeps what the first taught through the talk that follows', () => {
    const talked = press(two, 'N', 'o', 'o', 'H');
    expect(talked.stage).toMatchObject({
      call: {
        path: [{ node: 'accroche', answer: 'o', tried: [{ slot: 'TEL_MOBILE', ending: 'NJ_NRP' }] }, {}],
      },
    });
    const back = press(press(two, 'N', 'o', 'o'), 'backspace');
    expect(back.stage).toMatchObject({ call: { path: [{ tried: [{ slot: 'TEL_MOBILE' }] }] } });
  });

  it('« non » ends the call at once, Escape goes back to it; a machine, a busy line ask nothing', () => {
    expect(outcomeOf(press(two, 'N', 'n')).disposition).toBe('NJ_NRP');
    expect(outcomeOf(press(two, 'N', 'n')).path).toEqual([{ node: 'accroche' }]);
    expect(press(two, 'N', 'escape').stage).toEqual(two.stage);
    for (const key of ['R', 'O']) expect(press(two, key).stage.at).toBe('saving');
  });

  it('without another that may be rung today, one key ends the call as ever', () => {
    expect(press(callState(), 'N').stage.at).toBe('saving');
    const rung = phones.map(({ isSpare: _, ...phone }, at) =>
      at === 0 ? { ...phone, isSpare: true as const } : phone,
    );
    expect(press(callState({ ...card, donor: { ...card.donor, phones: rung } }), 'N').stage.at).toBe(
      'saving',
    );
  });
});
