import { describe, expect, it } from 'vitest';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';
import { callState, commandsOf, press, tell } from '../../../support/workstation/workstation-driver.ts';

const callOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.call : undefined);
const TO_READ_BACK = ['o', 'o', 's', 's', 'o', 'c', 'ctrl-u', 'X', 'enter', 'o'];

/** The receipt of the outcome that leaves, with the next card. */
function saved(
  state: WorkstationState,
  next: number,
  confirmation: 'none' | 'queued' = 'none',
): WorkstationState {
  const { stage } = state;
  if (stage.at !== 'saving') throw new Error(`nothing is being saved: ${stage.at}`);
  const { callId, disposition } = stage.outcome;
  const receipt = { callId, disposition, summary: 'Fiche close.', confirmation };
  return tell(state, {
    type: 'saved',
    receipt,
    next: { card: fictitiousCard(next), script: referenceScript() },
  });
}

function undone(state: WorkstationState, number: number): WorkstationState {
  const { callId, recordId } = fictitiousCard(number);
  return tell(press(state, 'U', 'o'), { type: 'undone', receipt: { callId, recordId, summary: 'x' } });
}

const again = (number: number) => ({ ...fictitiousCard(number), callId: fictitiousCard(number + 50).callId });

describe('a call that is taken back', () => {
  it('stands where it stood: step, amount, address, answers, note; recorded again by the same key', () => {
    const talked = press(callState(), ...TO_READ_BACK, 'ctrl-n', ...'Le matin', 'enter', 'f');
    const before = callOf(talked);
    const next = saved(press(talked, 'o'), 2, 'queued');
    expect(next.notice?.text).toBe(
      '« Augmentation » enregistré, fiche close, e-mail sous 48 h · {undo} annule',
    );
    const back = tell(undone(next, 1), { type: 'own-card', card: again(1), script: referenceScript() });
    const call = callOf(back);
    expect(call?.path.slice(0, -1)).toEqual(before?.path.slice(0, -1));
    expect(call?.path.at(-1)).toEqual({ node: 'fin_accord' });
    expect(call).toMatchObject({
      agreed: before?.agreed,
      corrections: before?.corrections,
      note: 'Le matin',
    });
    expect(call?.card.why).toContain('Reprise par vous');
    expect(press(back, 'f', 'o').stage).toMatchObject({ at: 'saving', outcome: { disposition: 'AC_UP' } });
  });

  it('comes back whole after another card too, by the queue', () => {
    const next = saved(press(callState(), ...TO_READ_BACK, 'f1', 'o'), 2);
    const later = undone(press(next, 'o'), 1);
    const closed = press(tell(later), 'f1', 'o');
    const { stage } = closed;
    if (stage.at !== 'saving') throw new Error('the other card is closed');
    const { callId, disposition } = stage.outcome;
    const receipt = { callId, disposition, summary: 'x', confirmation: 'none' } as const;
    const back = tell(closed, {
      type: 'saved',
      receipt,
      next: { card: again(1), script: referenceScript() },
    });
    expect(callOf(back)).toMatchObject({ path: { length: 8 }, agreed: { level: '1' } });
    expect(callOf(back)?.card.why).toContain('Reprise par vous');
  });

  it('is the last one, then the one before', () => {
    const three = saved(press(saved(press(callState(), 'f1'), 2), 'f1'), 3);
    expect(commandsOf(press(three, 'U'), { type: 'yes' })[0]).toMatchObject({
      do: 'undo',
      callId: fictitiousCard(2).callId,
    });
  });
});
