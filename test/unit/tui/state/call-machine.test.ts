import { describe, expect, it } from 'vitest';
import { pickableDispositions } from '../../../../shared/dispositions.ts';
import { contractBreaches } from '../../../../shared/script-contract.ts';
import { mnemonicOf } from '../../../../tui/keys/disposition-keys.ts';
import type { Call } from '../../../../tui/state/call/call.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

function callOf(state: WorkstationState): Call {
  if (state.stage.at !== 'call' && state.stage.at !== 'saving') throw new Error(`stage ${state.stage.at}`);
  return state.stage.call;
}

function formOf(state: WorkstationState): string | undefined {
  return state.stage.at === 'call' ? state.stage.form?.kind : undefined;
}

const PROPOSAL = ['o', 'o', 's', 's'];

describe('the script', () => {
  it('keeps the path, and going back takes the last answer away with what it settled', () => {
    const agreed = press(callState(), ...PROPOSAL, 'o');
    expect(callOf(agreed).agreed).toEqual({ level: '1', amount: { minor: 1500, currency: 'EUR' } });
    const back = press(agreed, 'backspace');
    expect(callOf(back).agreed).toBeUndefined();
    expect(callOf(back).path.at(-1)).toEqual({ node: 'proposition' });
  });

  it('a key that is no answer says so and changes nothing', () => {
    const before = callState();
    const after = press(before, 'z');
    expect(after.stage).toEqual(before.stage);
    expect(after.notice?.text).toContain('n’est pas une réponse');
  });

  it('« à corriger » opens the fields and goes on only once something is corrected', () => {
    const state = press(callState(), ...PROPOSAL, 'o', 'c', 'enter');
    expect(formOf(state)).toBe('correction');
    const done = press(state, 'tab', 'tab', 'X', 'enter');
    expect(callOf(done)).toMatchObject({
      coordinates: 'corrigees',
      corrections: { ADR_L4: '1 rue de l’ExempleX' },
    });
    expect(callOf(done).path.at(-1)?.node).toBe('recapitulatif');
  });

  it('a name heard is a proposal, and an impossible one is refused with its reason', () => {
    const name = Array.from({ length: 10 }, () => 'tab');
    const state = press(callState(), ...PROPOSAL, 'o', 'c', 'enter', ...name);
    const wrong = press(state, '7', 'enter');
    expect([formOf(wrong), wrong.notice?.text]).toEqual([
      'correction',
      'À relire : des lettres, un trait d’union ou une apostrophe.',
    ]);
    const done = press(state, 'X', 'enter');
    expect(callOf(done)).toMatchObject({ coordinates: 'corrigees', corrections: { NOM: 'TesteurX' } });
  });

  it('the wanted disposition is taken up by the answer that offers it', () => {
    const state = press(callState(), ...PROPOSAL, 'n', 'tab', 'r', 's');
    expect(callOf(state).wanted).toBe('RA_SUFFIT');
    const ended = press(state, 'n', 'o');
    expect(ended.stage).toMatchObject({
      at: 'saving',
      outcome: { disposition: 'RA_SUFFIT', coordinates: 'oui' },
    });
  });

  it('Escape forgets the wanted disposition', () => {
    expect(callOf(press(callState(), 'A', 'escape')).wanted).toBeUndefined();
  });
});

describe('closing', () => {
  it('not reached, on the first node: one key', () => {
    expect(press(callState(), 'N').stage).toMatchObject({ at: 'saving', outcome: { disposition: 'NJ_NRP' } });
  });

  it('a hotkey leaves no answer on the last step; an answer leaves its key', () => {
    const hot = press(callState(), 'o', 'F', 'o');
    expect(hot.stage).toMatchObject({
      at: 'saving',
      outcome: { path: [{ answer: 'o' }, { node: 'moment' }] },
    });
    expect(callOf(hot).path.at(-1)).not.toHaveProperty('answer');
  });

  it('Escape in a question of the closing keeps what was noted', () => {
    const state = press(callState(), 'ctrl-n', 'a', 'enter', 'P', 'escape');
    expect(callOf(state)).toMatchObject({ note: 'a' });
    expect(callOf(state).closing).toBeUndefined();
    expect(formOf(state)).toBeUndefined();
  });

  it('a hotkey over a note keeps the note, or refuses while it is not allowed', () => {
    const typed = press(callState(), 'ctrl-n', ...'VIH', 'f1');
    expect(formOf(typed)).toBe('note');
    expect(typed.notice?.text).toContain('santé');
    const plain = press(callState(), 'ctrl-n', ...'Oui', 'f1');
    expect(plain.stage).toMatchObject({ at: 'saving', outcome: { note: 'Oui' } });
  });

  it('the amount may not change after the read-back was accepted', () => {
    const state = press(callState(), ...PROPOSAL, 'o', 'o', 'o', 'ctrl-g');
    expect(formOf(state)).toBeUndefined();
    expect(state.notice?.text).toContain('Le récapitulatif est accepté');
  });

  it('another number can be dialled and is the one that leaves', () => {
    const state = press(callState(), 'ctrl-t', 'F');
    expect(state.stage).toMatchObject({ outcome: { phoneSlot: 'TEL_FIXE' } });
  });

  it('a card without a proposal asks for the amount', () => {
    const state = press(callState(fictitiousCard(1, { asks: [] })), ...PROPOSAL, 'o');
    expect(formOf(state)).toBe('amount');
  });
});

/** Presses whatever key is on offer until the card is saved: what the screen proposes must lead to an end. */
function drive(state: WorkstationState, code: string): WorkstationState {
  let now = state;
  for (let turn = 0; turn < 60 && now.stage.at === 'call'; turn += 1)
    now = press(now, ...nextKeys(now, code));
  return now;
}

function nextKeys(state: WorkstationState, code: string): string[] {
  const form = formOf(state);
  const call = callOf(state);
  if (form === 'endings') {
    const at =
      state.stage.at === 'call' && state.stage.form?.kind === 'endings'
        ? state.stage.form.codes.indexOf(code)
        : 0;
    return ['abcdefghijkl'[Math.max(0, at)] ?? 'a'];
  }
  if (form === 'coordinates' || form === 'confirm') return ['o'];
  if (form === 'callback') return ['down', 'enter'];
  if (form) return ['enter'];
  const node = call.path.at(-1)?.node ?? '';
  const answers = call.script.nodes[node]?.answers ?? [];
  const ending = answers.find((answer) => answer.ends?.includes(code));
  if (ending) return [ending.key];
  if (call.wanted !== code) return ['tab', ...lettersOf(code)];
  // Led to a node that had to be said: go on by its first answer, or press the disposition again.
  const said = answers.find((answer) => answer.to !== undefined && !answer.ends);
  const isAsk = call.script.nodes[node]?.marks.some((mark) => mark.startsWith('ask'));
  return said && !isAsk ? [said.key] : ['tab', ...lettersOf(code)];
}

function lettersOf(code: string): string[] {
  return [...mnemonicOf(code)];
}

describe('every disposition', () => {
  it.each(pickableDispositions('u').map((row) => row.code))(
    '%s ends a call with a path that keeps the contract',
    (code) => {
      const { stage } = drive(callState(), code);
      if (stage.at !== 'saving') throw new Error(`${code} never closed`);
      expect(stage.outcome.disposition).toBe(code);
      expect(contractBreaches(stage.call.script, stage.outcome.path ?? [], code)).toEqual([]);
    },
  );
});
