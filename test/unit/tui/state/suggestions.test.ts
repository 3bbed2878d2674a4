import { describe, expect, it } from 'vitest';
import type { TypedField } from '../../../../shared/call-outcome.ts';
import { TYPED_FIELDS } from '../../../../shared/call-outcome.ts';
import type { Country } from '../../../../shared/country.ts';
import { spokenLines } from '../../../../tui/linear/spoken-lines.ts';
import { formLines } from '../../../../tui/panes/form-lines.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
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

describe('the towns of a postcode', () => {
  const came = (postcode: string, ...names: string[]) => ({ type: 'towns-came', postcode, names }) as const;

  it('are asked for once the postcode is whole and new, and only once', () => {
    const asked = (state: WorkstationState, key: string) =>
      workstationUpdate(state, { type: 'typed', text: key }, MONDAY_EVENING_MS);
    const four = typed('CP', '4470');
    expect(asked(four, '0').commands).toEqual([
      { do: 'towns', campaign: fictitiousCard().campaign.code, postcode: '44700' },
    ]);
    expect(asked(typed('CP', '9999'), '9').commands).toEqual([]);
    expect(asked(typed('CP', '6900'), '3').commands).toEqual([]);
    const whole = typed('CP', '44700');
    expect(workstationUpdate(whole, { type: 'move', by: 1 }, MONDAY_EVENING_MS).commands).toEqual([]);
    expect(asked({ ...four, line: 'reconnecting' }, '0').commands).toEqual([]);
  });

  it('are taken by the right arrow, from the postcode or from the town', () => {
    const state = tell(typed('CP', '44700'), came('44700', 'Orvault'));
    expect(shown(state)).toContain('→ prend « Orvault »');
    expect(callOf(press(state, 'right', 'enter')).corrections).toEqual({ CP: '44700', VILLE: 'Orvault' });
    expect(callOf(press(state, 'tab', 'right', 'enter')).corrections).toEqual({
      CP: '44700',
      VILLE: 'Orvault',
    });
  });

  it('come one after the other when there are several', () => {
    const state = press(tell(typed('CP', '57990'), came('57990', 'Hundling', 'Ippling', 'Rouhling')), 'tab');
    expect(shown(state)).toContain('→ prend « Hundling », puis Ippling, Rouhling');
    const second = press(state, 'right', 'right');
    expect(callOf(press(second, 'enter')).corrections.VILLE).toBe('Ippling');
    expect(callOf(press(second, 'right', 'right', 'enter')).corrections.VILLE).toBe('Hundling');
  });

  it('ask once before another town is kept, however it is written', () => {
    const state = tell(typed('CP', '44700'), came('44700', 'Orvault'));
    const asked = press(state, 'enter');
    expect(formOf(asked)).toMatchObject({ kind: 'correction', index: TYPED_FIELDS.indexOf('VILLE') });
    expect(callOf(press(asked, 'enter')).corrections).toEqual({ CP: '44700' });
    const same = typed('VILLE', 'ORVAULT', state);
    expect(callOf(press(same, 'enter')).corrections).toEqual({ CP: '44700', VILLE: 'ORVAULT' });
  });

  it('that come late are those of nothing on screen', () => {
    const state = tell(typed('CP', '44800'), came('44700', 'Orvault'));
    expect(shown(state)).not.toContain('Orvault');
    expect(callOf(press(state, 'enter')).corrections).toEqual({ CP: '44800' });
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
  ['BE', 'Boîte (bte)'],
  ['CH', 'Case postale'],
])('calls the lines of an envelope as %s does: %s', (country, label) => {
  const { campaign } = fictitiousCard();
  const card = fictitiousCard(1, { campaign: { ...campaign, country } });
  expect(shown(tell(callState(card), { type: 'open', form: 'correction' }))).toContain(label);
});

describe('a town retyped behind the same postcode', () => {
  const came = (...names: string[]) => ({ type: 'towns-came', postcode: '69003', names }) as const;

  it('asks for the towns of the card’s postcode, proposes them, and is kept all the same', () => {
    const state = typed('VILLE', 'Nantes');
    expect(formOf(state)).toMatchObject({ towns: { postcode: callOf(state).card.donor.fields.CP } });
    const told = tell(state, came('LYON'));
    expect(shown(told)).toContain('→ prend « LYON »');
    const asked = press(told, 'enter');
    expect(formOf(asked)?.kind).toBe('correction');
    expect(callOf(press(asked, 'enter')).corrections).toEqual({ VILLE: 'Nantes' });
  });

  it('says nothing of another spelling of the same town', () => {
    const told = tell(typed('VILLE', 'Saint-Etienne'), came('ST ETIENNE'));
    expect(shown(told)).not.toContain('→ prend');
  });
});
