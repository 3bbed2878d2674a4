import { describe, expect, it } from 'vitest';
import { saidText } from '../../../../tui/panes/said-script.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

const TO_ASK = ['o', 'o', 's', 's'];
const callOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.call : undefined);
const formOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.form : undefined);
const outcomeOf = ({ stage }: WorkstationState) => (stage.at === 'saving' ? stage.outcome : undefined);

describe('an agreement', () => {
  it('is confirmed once, at the read-back: the last key records it', () => {
    expect(outcomeOf(press(callState(), ...TO_ASK, 'o', 'o', 'o', 'f'))).toMatchObject({
      disposition: 'AC_UP',
      coordinates: 'oui',
      agreement: { newAmount: { minor: 1500 }, readBackYes: true },
    });
  });

  it('whose amount nobody noted is not read back: the amount first, then the yes to it', () => {
    const early = press(callState(), ...TO_ASK, 'n', 'n', 'A', 'o');
    expect(callOf(early)).toMatchObject({ path: expect.arrayContaining([{ node: 'recapitulatif' }]) });
    const asked = press(early, 'o');
    expect([formOf(asked)?.kind, asked.notice?.text]).toEqual(['amount', FRENCH.amount.readItBack]);
    const named = press(asked, 'ctrl-u', '1', '4', 'enter');
    expect(callOf(named)?.path.at(-1)).toEqual({ node: 'recapitulatif' });
    expect(outcomeOf(press(named, 'o', 'f'))).toMatchObject({ agreement: { newAmount: { minor: 1400 } } });
  });
});

describe('the reason of a refusal', () => {
  it('heard in the talk is recorded by the key that checks the address: one key', () => {
    const end = press(callState(), ...TO_ASK, 'n', 'm', 'n');
    expect(callOf(end)?.path.at(-1)?.node).toBe('fin_refus');
    expect(outcomeOf(press(end, 'o'))).toMatchObject({ disposition: 'RA_MOYENS', coordinates: 'oui' });
    expect(outcomeOf(press(end, 'r'))).toMatchObject({ disposition: 'RA_MOYENS', coordinates: 'refus' });
  });

  it('is proposed in the list, where Enter keeps it and another is a letter', () => {
    const list = press(callState(), ...TO_ASK, 'n', 'm', 'n', 'm');
    expect(formOf(list)).toMatchObject({ kind: 'endings', index: 0 });
    expect(outcomeOf(press(list, 'enter', 'o'))?.disposition).toBe('RA_MOYENS');
    expect(outcomeOf(press(list, 'b', 'o'))?.disposition).toBe('RA_SUFFIT');
  });

  it('that nobody gave is chosen: nothing is under the cursor, and Enter takes nothing', () => {
    const list = press(callState(), ...TO_ASK, 'p', 'n', 'o');
    expect(formOf(list)).toMatchObject({ kind: 'endings', index: -1 });
    const refused = press(list, 'enter');
    expect([formOf(refused), refused.notice?.text]).toEqual([formOf(list), FRENCH.refusals.chooseOne]);
    expect(outcomeOf(press(refused, 'down', 'enter'))?.disposition).toBe('RA_MOYENS');
  });

  it('is the last one given, and a step back forgets it', () => {
    const twice = press(callState(), ...TO_ASK, 'n', 'm', 's', 'f');
    expect(outcomeOf(press(twice, 'o'))?.disposition).toBe('RA_SANSMOTIF');
    const back = press(twice, 'backspace', 'n', 'n', 'o');
    expect(outcomeOf(back)?.disposition).toBe('RA_MOYENS');
  });
});

describe('the contact data', () => {
  it.each([
    ['an objection', ['o', 'x', 't', 'o'], 'OP_TEL'],
    ['a vulnerable person', ['o', 'V', 'v', 'o'], 'NE_VULN'],
    ['anger', ['o', 'C', 'm'], 'NE_MERCI'],
    ['who will not talk', ['o', 'n', 'f'], 'RS_ENTRETIEN'],
    ['who hangs up at once', ['f7'], 'RS_RACCROCHE'],
    ['who hangs up after the proposal', [...TO_ASK, 'f7', 'o'], 'RA_SANSMOTIF'],
    ['somebody else', ['p', 'f', 'a'], 'EF_MD'],
  ])('are not asked of %s: recorded at once', (_who, keys, code) => {
    const outcome = outcomeOf(press(callState(), ...keys));
    expect(outcome?.disposition).toBe(code);
    expect(outcome).not.toHaveProperty('coordinates');
  });

  it('are asked before the end of a refusal that took no step of the script', () => {
    const picked = press(callState(), ...TO_ASK, 'n', 'n', 'n', 'tab', 'r', 'm');
    expect(formOf(picked)?.kind).toBe('coordinates');
  });

  it('checked before a change of mind are not asked again at the goodbye, and the first word stands', () => {
    const late = press(callState(), ...TO_ASK, 'p', 'o', 'enter', 'r', 'n');
    const call = callOf(late);
    expect(call?.path.at(-1)?.node).toBe('fin_refus');
    expect(call && saidText(call, 'Camille')).not.toContain('Une dernière chose');
    expect(outcomeOf(press(late, 'o', 'a'))).toMatchObject({
      disposition: 'RA_MOYENS',
      coordinates: 'refus',
    });
    const first = callOf(press(callState(), ...TO_ASK, 'f'));
    expect(first && saidText(first, 'Camille')).toContain('Une dernière chose : votre adresse e-mail');
  });

  it('corrected a minute ago are no longer « exact » for the server', () => {
    const field = ['ctrl-e', ...Array<string>(6).fill('down'), 'ctrl-u', ...'z@exemple.invalid', 'enter'];
    const end = press(callState(), ...TO_ASK, ...field, 'f', 'o');
    expect(outcomeOf(end)).toMatchObject({ coordinates: 'corrigees' });
  });
});

it('a firm no is one key: no other ask, and the thanks', () => {
  const firm = press(callState(), ...TO_ASK, 'f');
  expect(callOf(firm)?.path.at(-1)?.node).toBe('fin_refus');
  expect(outcomeOf(press(firm, 'r'))).toMatchObject({ disposition: 'RA_SANSMOTIF', coordinates: 'refus' });
});
