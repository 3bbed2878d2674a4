import { describe, expect, it } from 'vitest';
import { pledgeScreen } from '../../../../tui/pledge/pledge-screen.ts';
import { pledgeUpdate } from '../../../../tui/pledge/pledge-update.ts';
import { cellsOf } from '../../../../tui/screen/line.ts';
import { answer, begun, NOW_MS, press, textOf, type } from '../../../support/line/pledge-keys.ts';

/** A new caller, by e-mail. `typed` are the signs of the identity, which no desk can spare. */
const NEW_CALLER: readonly { readonly keys: readonly string[]; readonly isTyped?: true }[] = [
  { keys: [' ', '5', '0', 'enter'] },
  { keys: ['enter'] },
  { keys: type('Pélouneau'), isTyped: true },
  { keys: ['enter'] },
  { keys: type('Zéphyrine'), isTyped: true },
  { keys: ['enter'] },
  { keys: type('85 boulevard de la Chimère'), isTyped: true },
  { keys: ['enter', ...type('31990')] },
  { keys: type(' Saint Exemple'), isTyped: true },
  { keys: ['enter', 'e'] },
  { keys: type('zephyrine@exemple.invalid'), isTyped: true },
  { keys: ['enter', 'o', 'f10', 'f10'] },
];
const keysOf = (parts: typeof NEW_CALLER) => parts.flatMap(({ keys }) => keys);
const form = () => press(begun(), ...keysOf(NEW_CALLER).slice(0, -2)).state;

describe('the one-minute form (R-40)', () => {
  it('saves a new caller’s pledge in at most 22 keys beyond what is typed of them, the hang-up included', () => {
    const { state, asked } = press(begun(), ...keysOf(NEW_CALLER));
    expect(state.stage).toBe('saving');
    expect(asked).toEqual([
      {
        do: 'save',
        pledge: {
          campaign: 'PL-2026',
          callId: 'appel-1',
          number: undefined,
          earlier: undefined,
          form: {
            amount: '50',
            rhythm: 'once',
            lastName: 'Pélouneau',
            firstName: 'Zéphyrine',
            street: '85 boulevard de la Chimère',
            place: { postcode: '31990', town: 'Saint Exemple' },
            link: { way: 'email', to: 'zephyrine@exemple.invalid' },
            receipt: true,
          },
        },
      },
    ]);
    const counted = NEW_CALLER.filter(({ isTyped }) => !isTyped).flatMap(({ keys }) => keys);
    expect(counted.length + 1).toBeLessThanOrEqual(22);
    const over = answer(state, { kind: 'saved', pledgeId: 'p', needsCheck: false });
    expect([over.stage, over.count, over.call]).toEqual(['saved', 1, undefined]);
    expect(textOf(over)).not.toContain('Pélouneau');
    expect(press(over, 'f12').state.stage).toBe('waiting');
  });

  it('takes an amount of one key, and a name that nobody gives after asking once', () => {
    const nobody = [
      'd',
      'enter',
      'enter',
      'enter',
      'e',
      ...type('anonyme@exemple.invalid'),
      'enter',
      'f10',
      'f10',
    ];
    const asked = press(begun(), ' ', 'd', 'enter', 'enter').state;
    expect(asked.said?.text).toContain('Sans nom, il n’y a pas de reçu');
    const saved = press(begun(), ' ', ...nobody.slice(0, 4), 'enter', 'enter', ...nobody.slice(4)).asked;
    expect(saved[0]?.pledge?.form).toMatchObject({ amount: '50', lastName: '', receipt: false });
  });

  it('reads back before it saves, and corrects without losing anything', () => {
    const read = press(form(), 'f10').state;
    expect(read.stage).toBe('read-back');
    expect(textOf(read)).toContain(
      'Cinquante euros, une fois. Lien de paiement par e-mail, valable 30 jours.',
    );
    expect(press(read, 'x').state).toMatchObject({ stage: 'read-back' });
    expect(press(read, 'escape').state).toMatchObject({ stage: 'form', call: { focus: 'receipt' } });
  });

  it('asks the towns of a postcode once, and takes one by its letter, or the only one by Enter', () => {
    const at = press(
      begun(),
      ' ',
      'd',
      'enter',
      ...type('Pélouneau'),
      'enter',
      'enter',
      'enter',
      ...type('31990'),
    );
    expect(at.asked).toEqual([{ do: 'towns', campaign: 'PL-2026', postcode: '31990' }]);
    const came = (names: readonly string[], postcode = '31990') =>
      pledgeUpdate(at.state, { type: 'towns-came', postcode, names }).state;
    const two = came(['SAINT EXEMPLE', 'EXEMPLAC']);
    expect(textOf(two)).toContain('a SAINT EXEMPLE · b EXEMPLAC');
    const chosen = press(two, 'b').state;
    expect([chosen.call?.texts.place.text, chosen.call?.focus]).toEqual(['31990 EXEMPLAC', 'link']);
    expect(press(two, ' ', 'b').state.call?.texts.place.text).toBe('31990 b');
    expect(press(came(['EXEMPLAC']), 'enter').state.call?.texts.place.text).toBe('31990 EXEMPLAC');
    expect(press(came(['AILLEURS'], '31000'), 'a').state.call?.texts.place.text).toBe('31990a');
    expect(press(came([]), 'enter').state.call?.focus).toBe('place');
  });

  it('goes to the field at fault, says why, and saves nothing', () => {
    const wrong = press(begun(), ' ', 'd', 'enter', ...type('Pélouneau'), 'f10');
    expect(wrong.asked).toEqual([]);
    expect(wrong.state).toMatchObject({ stage: 'form', call: { focus: 'street' } });
    expect(wrong.state.said?.text).toContain('Adresse : elle est demandée par le reçu');
    expect(press(begun(), ' ', ...type('abc'), 'enter').state.call?.focus).toBe('amount');
  });

  it('empties a field that a card’s number stands in, and says what to tell the caller (R-41)', () => {
    const { state } = press(begun(), ' ', 'd', 'enter', ...type('4111 1111 1111 1111'));
    expect(state.call?.texts.lastName.text).toBe('');
    expect(state.said?.text).toContain('Je vous arrête');
    expect(JSON.stringify(state)).not.toContain('4111');
  });

  it('asks whether an earlier pledge stands: both are kept, or the former is replaced', () => {
    const saving = press(form(), 'f10', 'f10').state;
    const amount = { minor: 5000, currency: 'EUR' } as const;
    const twice = answer(saving, { kind: 'duplicate', atMs: NOW_MS, amount });
    expect(textOf(twice)).toContain('Une promesse de 50');
    expect(press(twice, 'g').asked[0]?.pledge?.earlier).toBe('keep');
    expect(press(twice, 'x').asked[0]?.pledge?.earlier).toBe('replace');
    expect(press(twice, 'escape').state.stage).toBe('form');
  });

  it('keeps the form when the server does not answer: the same call is saved again', () => {
    const saving = press(form(), 'f10', 'f10').state;
    const failed = pledgeUpdate(saving, { type: 'failed', text: 'Le serveur ne répond pas.' }).state;
    expect(failed).toMatchObject({ stage: 'read-back', said: { tone: 'bad' } });
    expect(press(failed, 'f10').asked[0]?.pledge?.callId).toBe('appel-1');
  });

  it.each([
    ['f5', 'Je vais raccrocher'],
    ['f6', 'vous restez anonyme'],
    ['f8', 'avec un adulte'],
  ])('%s wipes the form, reads its words, and nothing of it is saved', (key, words) => {
    const { state, asked } = press(form(), key);
    expect(asked).toEqual([]);
    expect(state.call).toBeUndefined();
    const shown = textOf(state);
    expect(shown).toContain(words);
    expect(shown).not.toContain('Pélouneau');
    expect(press(state, 'f12').state).toMatchObject({ stage: 'waiting', count: 0 });
  });

  it('hangs up without a pledge after asking once, and is not left in the middle of a call', () => {
    const once = press(form(), 'f12').state;
    expect(once).toMatchObject({ stage: 'form', armed: 'leave-call' });
    expect(press(once, 'f12').state.stage).toBe('waiting');
    expect(press(press(once, 'o').state, 'f12').state.stage).toBe('form');
    expect(press(form(), 'ctrl-q').asked).toEqual([]);
    expect(press(begun(), 'ctrl-q').asked).toEqual([{ do: 'leave' }]);
  });
});

describe('its screens at 80×24', () => {
  const duplicate = () =>
    answer(press(form(), 'f10', 'f10').state, {
      kind: 'duplicate',
      atMs: NOW_MS,
      amount: { minor: 5000, currency: 'EUR' },
    });
  it.each([
    ['waiting', begun],
    ['amount', () => press(begun(), ' ').state],
    ['form', form],
    ['read-back', () => press(form(), 'f10').state],
    ['duplicate', duplicate],
    [
      'to-check',
      () => answer(press(form(), 'f10', 'f10').state, { kind: 'saved', pledgeId: 'p', needsCheck: true }),
    ],
    ['person-concerned', () => press(form(), 'f6').state],
  ])('%s fits and reads as a person would', async (name, stateOf) => {
    const lines = pledgeScreen(stateOf(), NOW_MS + 23_000);
    expect(lines).toHaveLength(24);
    expect(Math.max(...lines.map(cellsOf))).toBeLessThanOrEqual(80);
    await expect(`${textOf(stateOf())}\n`).toMatchFileSnapshot(`../../../golden/screens/pledge/${name}.txt`);
  });
});
