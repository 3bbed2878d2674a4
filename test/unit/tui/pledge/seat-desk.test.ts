import { describe, expect, it } from 'vitest';
import { pledgeScreen } from '../../../../tui/pledge/pledge-screen.ts';
import type { PledgeState } from '../../../../tui/pledge/pledge-state.ts';
import { pledgeUpdate } from '../../../../tui/pledge/pledge-update.ts';
import { cellsOf } from '../../../../tui/screen/line.ts';
import { answer, begun, called, NOW_MS, press, textOf, type } from '../../../support/line/pledge-keys.ts';

/** The same caller, and nobody of the team answers. */
const alone = (): PledgeState => {
  const state = called();
  return state.seat ? { ...state, seat: { ...state.seat, isTeamThere: false } } : state;
};

const gone = (): PledgeState => {
  const call = { callId: 'appel-1', atMs: NOW_MS, isOver: true } as const;
  const now = { line: 'up', isReady: true, isTeamThere: true, call } as const;
  return pledgeUpdate(press(called(), 'd', 'enter', 'f3').state, { type: 'seat', now }).state;
};
const practising = (): PledgeState => {
  const says = ['Bonsoir, je voudrais donner cinquante euros.', 'Envoyez-moi le lien par courrier.'];
  const seat = { name: 'MAISON-07', line: 'manual', isReady: false, isTeamThere: false } as const;
  const talk = { callId: '8', startedAtMs: NOW_MS };
  const practice = { number: 8, says, likeCall: 1 };
  return pledgeUpdate({ ...begun(), seat }, { type: 'called', talk, practice }).state;
};

describe('at a badge’s seat (R-40, R-44, R-45)', () => {
  it('asks who is known as soon as a caller is there, and nobody’s name shows before it is said', () => {
    const seat = { name: 'MAISON-07', line: 'up', isReady: true, isTeamThere: true } as const;
    const now = {
      line: 'up',
      isReady: true,
      isTeamThere: true,
      call: { callId: 'appel-1', atMs: NOW_MS, isOver: false },
    } as const;
    const came = pledgeUpdate({ ...begun(), seat }, { type: 'seat', now });
    expect(came.commands).toEqual([
      { do: 'words', campaign: 'PL-2026', callId: 'appel-1' },
      { do: 'known', callId: 'appel-1' },
    ]);
    const shown = textOf(called());
    expect(shown).toContain('P… à S… (31) · T… à S… (31)');
    expect(shown).not.toMatch(/Pélouneau|CHIMÈRE|zephyrine/);
  });

  it('R-64 has the words that came into force since, from its next call on: a form begun ends on those it began with', () => {
    const { line } = called();
    const steps = { ...line.script.steps, welcome: 'Bonsoir, et merci d’appeler ce soir !' };
    const edition = 'e'.repeat(64);
    const fresh = { ...line, edition, script: { ...line.script, steps } };
    const words = (state: PledgeState, callId = 'appel-1') =>
      pledgeUpdate(state, { type: 'words-came', callId, line: fresh }).state;
    const shown = textOf(words(called()));
    for (const one of [steps.welcome, 'Des textes ont changé', 'P… à S… (31)']) expect(shown).toContain(one);
    const typing = press(called(), 'd').state;
    for (const [state, callId] of [[typing], [called(), 'appel-0'], [begun()]] as const)
      expect(words(state, callId)).toBe(state);
    // The pledge bears the edition that was read.
    expect(words(called()).line.edition).toBe(edition);
    expect(practising().line.edition).toBeUndefined();
  });

  it('says of whom a directory lists that a directory says so, before and after their name is said', () => {
    const listed = {
      lastName: 'PÉLOUNEAU',
      firstName: '',
      street: '',
      postcode: '31990',
      town: 'SAINT EXEMPLE',
    };
    const people = [{ ...listed, email: '', isListed: true as const }];
    const { state } = pledgeUpdate(called(), { type: 'known-came', callId: 'appel-1', people });
    expect(textOf(state)).toContain('L’annuaire dit : P… à S… (31). Laissez dire le nom');
    expect(textOf(press(state, 'd', 'enter', 'f3').state)).toContain('D’après l’annuaire : est-ce le nom');
  });

  it('rings back who hung up by one key, only while it is ready, and reads them words of their own', () => {
    const { line } = begun();
    const { steps } = line.script;
    const script = { ...line.script, steps: { ...steps, callBack: 'Vous nous avez appelés.' } };
    const seat = { name: 'MAISON-07', line: 'up', isReady: true, isTeamThere: true } as const;
    const ready: PledgeState = { ...begun(), line: { ...line, script, ringsBack: true }, seat };
    expect(textOf(ready)).toContain('r Rappeler qui a raccroché');
    expect(press(ready, 'r').asked).toEqual([{ do: 'ring-back' }]);
    for (const off of [
      { ...ready, line },
      { ...ready, seat: { ...seat, isReady: false } },
    ])
      expect([press(off, 'r').asked, textOf(off).includes('Rappeler')]).toEqual([[], false]);
    const call = { callId: 'rappel-1', atMs: NOW_MS, isOver: false, isBack: true } as const;
    const { state } = pledgeUpdate(ready, { type: 'seat', now: { ...seat, call } });
    expect(textOf(state)).toContain('« Vous nous avez appelés. »');
    expect(textOf(state)).toContain('Vous rappelez une personne qui a raccroché');
  });

  it('saves a known donor’s pledge in at most ten keys, the hang-up included', () => {
    const keys = ['d', 'enter', 'f3', 'enter', 'e', 'f10', 'f10'];
    const { state, asked } = press(called(), ...keys);
    expect(asked[0]?.pledge?.form).toMatchObject({
      ...{
        amount: '50',
        lastName: 'Pélouneau',
        firstName: 'Zéphyrine',
        street: '85 BOULEVARD DE LA CHIMÈRE',
      },
      place: { postcode: '31990', town: 'SAINT EXEMPLE' },
      link: { way: 'email', to: 'zephyrine@exemple.invalid' },
    });
    const over = answer(state, { kind: 'saved', pledgeId: 'p', needsCheck: false });
    expect(press(over, 'f12').asked).toEqual([
      { do: 'end', callId: 'appel-1', how: 'hang-up', exit: undefined, isReady: true },
    ]);
    expect([...keys, 'f12'].length).toBeLessThanOrEqual(10);
  });

  it('passes from one of the home to the next, then to empty fields', () => {
    const second = press(called(), 'd', 'enter', 'f3', 'f3').state;
    expect(second.call?.texts.firstName.text).toBe('Odile');
    const none = press(second, 'f3').state;
    expect([none.call?.texts.lastName.text, none.call?.texts.place.text]).toEqual(['', '']);
    expect(press(called([]), 'f3').state.said?.text).toContain('ne connaît personne');
  });

  it('takes at most 25 keys on the longest way: monthly, above the threshold, a duplicate, a town by its letter', () => {
    const parts = [
      ...['3', '5', '0', 'enter', 'm', 'enter', 'enter', 'enter'],
      ...['3', '1', '9', '9', '0', 'b', 'e', 'enter', 'o', 'f10', 'f10', 'g', 'f12'],
    ];
    expect(parts.length).toBeLessThanOrEqual(25);
    const typed = (state: PledgeState, text: string) => press(state, ...type(text)).state;
    let state = press(called([]), ...parts.slice(0, 5)).state;
    state = press(typed(state, 'Pélouneau'), 'enter').state;
    state = press(typed(state, 'Zéphyrine'), 'enter').state;
    state = press(typed(state, '85 boulevard de la Chimère'), ...parts.slice(7, 13)).state;
    const names = ['SAINT EXEMPLE', 'EXEMPLAC'];
    state = pledgeUpdate(state, { type: 'towns-came', postcode: '31990', names }).state;
    state = press(
      typed(press(state, 'b', 'e').state, 'zephyrine@exemple.invalid'),
      'enter',
      'o',
      'f10',
      'f10',
    ).state;
    const amount = { minor: 35_000, currency: 'EUR' } as const;
    const twice = answer(state, { kind: 'duplicate', atMs: NOW_MS, amount });
    const { asked } = press(twice, 'g');
    expect(asked[0]?.pledge).toMatchObject({
      earlier: 'keep',
      form: { amount: '350', rhythm: 'monthly', place: { town: 'EXEMPLAC' } },
    });
  });

  it('keeps the form of a caller who hung up, and of one whose line was cut, and lets it be saved', () => {
    const call = { callId: 'appel-1', atMs: NOW_MS, isOver: true } as const;
    const typing = press(called(), 'd', 'enter', 'f3').state;
    const gone = pledgeUpdate(typing, {
      type: 'seat',
      now: { line: 'up', isReady: true, isTeamThere: true, call },
    }).state;
    expect([gone.talk?.isOver, gone.call?.texts.lastName.text]).toEqual([true, 'Pélouneau']);
    expect(gone.said?.text).toContain('a raccroché');
    const cut = pledgeUpdate(typing, {
      type: 'seat',
      now: { line: 'down', isReady: true, isTeamThere: true },
    }).state;
    expect(cut.said?.text).toContain('Ligne coupée');
    expect(press(cut, 'enter', 'e', 'f10', 'f10').asked[0]).toMatchObject({ do: 'save' });
  });

  it('does not open again the call that has just ended, whatever is still told of it', () => {
    const over = press(called(), 'f12', 'f12').state;
    const call = { callId: 'appel-1', atMs: NOW_MS, isOver: false } as const;
    expect(
      pledgeUpdate(over, { type: 'seat', now: { line: 'up', isReady: true, isTeamThere: true, call } }).state
        .stage,
    ).toBe('waiting');
  });

  it('passes a person concerned on by a key, once the words are read, and is free as soon as they are gone', () => {
    const read = press(called(), 'd', 'enter', 'f3', 'f6').state;
    expect(textOf(read)).toContain('vous restez anonyme');
    expect(textOf(read)).not.toMatch(/Pélouneau|0 800/);
    const passed = press(read, 'f12');
    expect(passed.asked).toEqual([
      { do: 'end', callId: 'appel-1', how: 'hand-over', exit: 'handOver', isReady: true },
    ]);
    expect(pledgeUpdate(passed.state, { type: 'passed-on', isOver: true }).state.stage).toBe('waiting');
    const kept = pledgeUpdate(passed.state, { type: 'passed-on', isOver: false }).state;
    expect(textOf(kept)).toContain('0 800 990 990');
    expect(press(kept, 'f12').asked).toEqual([
      { do: 'end', callId: 'appel-1', how: 'hang-up', exit: 'handOver', isReady: true },
    ]);
  });

  it('promises nobody when the team is away: the helpline in large figures, and the hang-up', () => {
    const away = press(alone(), 'f6');
    expect(textOf(away.state)).not.toContain('Je vous passe quelqu’un');
    expect(textOf(away.state)).toMatch(/0 800 990 990 {2}Ligne/);
    expect(press(away.state, 'f12').asked).toEqual([
      { do: 'end', callId: 'appel-1', how: 'hang-up', exit: 'handOver', isReady: true },
    ]);
  });

  it.each([
    ['f5', 'hoax'],
    ['f8', 'minor'],
  ])('tells %s in the same request as any call that is over, for the counts of the hour', (key, exit) => {
    const [ended] = press(called(), key, 'f12').asked;
    const [plain] = press(called(), 'f12', 'f12').asked;
    expect(ended).toEqual({ ...plain, exit });
    expect(plain).toEqual({ do: 'end', callId: 'appel-1', how: 'hang-up', exit: undefined, isReady: true });
  });

  it('takes no caller in a pause, and says so', () => {
    const paused = press(called(), '^').state;
    expect(paused.stage).toBe('form');
    expect(press(called(), 'ctrl-p').asked).toEqual([{ do: 'ready', isReady: false }]);
    const closed = {
      ...begun(),
      seat: { name: 'MAISON-07', line: 'up', isReady: false, isTeamThere: false } as const,
    };
    expect(textOf(closed)).toContain('Aucun appel n’arrive à ce poste');
    expect(press(closed, ' ').asked).toEqual([{ do: 'ready', isReady: true }]);
  });
});

describe('its screens at 80×24', () => {
  it.each<[string, () => PledgeState]>([
    ['pass-on', () => press(called(), 'f6').state],
    ['team-away', () => press(alone(), 'f6').state],
    ['gone', gone],
    ['practice', practising],
    ['known', () => press(called(), 'd', 'enter').state],
    ['known-chosen', () => press(called(), 'd', 'enter', 'f3').state],
    [
      'seat-closed',
      () => ({
        ...begun(),
        seat: { name: 'MAISON-07', line: 'up', isReady: false, isTeamThere: false } as const,
      }),
    ],
    [
      'seat-ready',
      () => ({
        ...begun(),
        seat: { name: 'MAISON-07', line: 'up', isReady: true, isTeamThere: true } as const,
      }),
    ],
  ])('%s fits and reads as a person would', async (name, stateOf) => {
    const lines = pledgeScreen(stateOf(), NOW_MS + 23_000);
    expect(lines).toHaveLength(24);
    expect(Math.max(...lines.map(cellsOf))).toBeLessThanOrEqual(80);
    await expect(`${textOf(stateOf())}\n`).toMatchFileSnapshot(`../../../golden/screens/pledge/${name}.txt`);
  });
});
