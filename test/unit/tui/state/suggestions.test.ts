import { describe, expect, it } from 'vitest';
import type { TypedField } from '../../../../shared/call-outcome.ts';
import { TYPED_FIELDS } from '../../../../shared/call-outcome.ts';
import type { Country } from '../../../../shared/country.ts';
import { spokenLines } from '../../../../tui/linear/spoken-lines.ts';
import { formLines } from '../../../../tui/panes/form-lines.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press, tell } from '../../../support/workstation/workstation-driver.ts';

const callOf = ({ stage }: WorkstationState) => {
  if (stage.at !== 'call') throw new Error('no call on screen');
  return stage.call;
};
const formOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.form : undefined);

/** The correction form with that field emptied and typed anew. */
function typed(field: TypedField, text: string, state = callState()): WorkstationState {
  const open = formOf(state) ? state : tell(state, { type: 'open', form: 'correction' });
  const form = formOf(open);
  const from = form?.kind === 'correction' ? form.index : 0;
  const by = TYPED_FIELDS.indexOf(field) - from;
  const moves = Array.from({ length: Math.abs(by) }, () => (by > 0 ? 'tab' : 'shift-tab'));
  return press(open, ...moves, 'ctrl-u', ...text);
}

const shown = (state: WorkstationState): string => {
  const form = formOf(state);
  return form ? spokenLines(formLines(callOf(state), form, { width: 76, height: 40 })).join('\n') : '';
};

describe('an e-mail domain probably misspelt', () => {
  const state = typed('EMAIL', 'z@gmial.com');

  it('is taken by the right arrow, and then kept by one Enter', () => {
    expect(shown(state)).toContain('vouliez-vous dire « gmail.com » ? → le prend');
    expect(callOf(press(state, 'right', 'enter')).corrections).toEqual({ EMAIL: 'z@gmail.com' });
  });

  it('is asked about once, then kept as it was typed', () => {
    const asked = press(state, 'enter');
    expect(formOf(asked)?.kind).toBe('correction');
    expect(asked.notice?.text).toBe(FRENCH.correction.suggested);
    expect(callOf(press(asked, 'enter')).corrections).toEqual({ EMAIL: 'z@gmial.com' });
  });

  it('is asked about from another field as well, and by an ending typed over the form', () => {
    const asked = press(typed('ADR_L4', '2 rue Fictive', state), 'enter');
    expect(formOf(asked)).toMatchObject({ index: TYPED_FIELDS.indexOf('EMAIL') });
    const ended = press(state, 'f1');
    expect(formOf(ended)?.kind).toBe('correction');
    expect(callOf(ended).closing).toBeUndefined();
  });

  it('is asked about again once it is typed otherwise', () => {
    const other = typed('EMAIL', 'z@hotmial.com', press(state, 'enter'));
    expect(formOf(press(other, 'enter'))?.kind).toBe('correction');
  });

  it('leaves the right arrow to the cursor while it is inside the text', () => {
    const moved = press(state, 'left', 'right');
    expect(formOf(moved)).toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ text: 'z@gmial.com' })]),
    });
  });
});

describe('a number typed in the other slot', () => {
  it('moves by the right arrow, and the first field says again what the card said', () => {
    const emptied = typed('TEL_MOBILE', '');
    const state = typed('TEL_FIXE', '06 39 98 00 07', emptied);
    expect(shown(state)).toContain('numéro pour « Tél. mobile » : → l’y met');
    expect(callOf(press(state, 'right', 'enter')).corrections).toEqual({ TEL_MOBILE: '06 39 98 00 07' });
  });

  it('is said and asked about when the other slot is taken: nothing moves', () => {
    const state = typed('TEL_FIXE', '06 39 98 00 07');
    expect(shown(state)).toContain('numéro pour « Tél. mobile », déjà rempli');
    const asked = press(state, 'right', 'enter');
    expect(formOf(asked)?.kind).toBe('correction');
    expect(callOf(press(asked, 'enter')).corrections).toEqual({ TEL_FIXE: '06 39 98 00 07' });
  });

  it('says nothing of a number in its place', () => {
    expect(callOf(press(typed('TEL_MOBILE', '06 39 98 00 07'), 'enter')).corrections).toEqual({
      TEL_MOBILE: '06 39 98 00 07',
    });
  });
});

it('refuses at entry what the server would refuse at the save', () => {
  const refused: readonly [TypedField, string, string][] = [
    ['VILLE', 'z@exemple.fr', 'À relire : une adresse e-mail va dans « E-mail ».'],
    ['VILLE', '', 'À relire : elle ne peut pas être vide.'],
    ['CP', '99999', 'À relire : aucun code postal ne commence ainsi en France.'],
    ['CP', '', 'À relire : cinq chiffres, par exemple 69003.'],
  ];
  for (const [field, text, why] of refused) {
    const state = press(typed(field, text), 'enter');
    expect([field, state.notice?.text, formOf(state)?.kind]).toEqual([field, why, 'correction']);
  }
});

it.each<[Country, string]>([
  ['FR', 'Bâtiment'],
  ['BE', 'Boîte, bât.'],
  ['CH', 'Case postale'],
])('calls the lines of an envelope as %s does: %s', (country, label) => {
  const { campaign } = fictitiousCard();
  const card = fictitiousCard(1, { campaign: { ...campaign, country } });
  expect(shown(tell(callState(card), { type: 'open', form: 'correction' }))).toContain(label);
});
