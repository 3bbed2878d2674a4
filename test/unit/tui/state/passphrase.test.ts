import { describe, expect, it } from 'vitest';
import type { LoggedIn } from '../../../../shared/desk.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { commandsOf, press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const PHRASE = 'cinq mots bien fictifs';
const session: LoggedIn = {
  token: 'jeton-fictif',
  account: 'c1',
  displayName: 'Camille Exemple',
  role: 'agent',
  expiresAtMs: MONDAY_EVENING_MS + 900_000,
  owes: 'passphrase',
};
const problem = (code: string, message = 'Refusé.') => ({ code, kind: 'invalid', message, hint: 'Suite.' });
const loading: WorkstationState = { ...startState(), stage: { at: 'loading' } };
const owed = () => tell(loading, { type: 'logged-in', session });
const waiting = () =>
  tell(loading, { type: 'no-card', why: 'File vide.', retryAtMs: MONDAY_EVENING_MS + 60_000 });
const shown = (state: WorkstationState) => drawnScreen(state, { columns: 80, rows: 24 }).text;
const said = (state: WorkstationState) => state.notice?.text;

/** What the last of these keys has done. */
function lastKey(state: WorkstationState, text: string, ...more: string[]) {
  const before = press(state, ...text, ...more);
  const message = { type: 'accept' } as const;
  return workstationUpdate(before, message, MONDAY_EVENING_MS).commands.filter((one) => one.do !== 'wake');
}

describe('a phrase of one’s own, owed at the first login', () => {
  it('is asked before any card, with its rule, and nothing of it is shown', () => {
    expect(commandsOf(loading, { type: 'logged-in', session })).toEqual([]);
    const state = press(owed(), ...PHRASE);
    expect(shown(state)).toMatch(/tiré au sort/);
    expect(shown(state)).toMatch(/16 signes au moins/);
    expect(shown(state)).toMatch(/Solidité : bonne\./);
    expect(shown(state)).not.toContain('fictifs');
    expect(drawnScreen(state, { columns: 80, rows: 24 }).overflows).toEqual([]);
  });

  it('comes too where a session of before is refused its first card, by SSH or with a token', () => {
    const state = tell(loading, { type: 'card-failed', problem: problem('passphrase-owed') });
    expect(state.stage).toEqual(owed().stage);
  });

  it('is refused short at once, and anew when the two differ; the same twice is sent', () => {
    expect(said(press(owed(), ...'trop court', 'enter'))).toBe('La phrase a moins de 16 signes.');
    const differs = press(owed(), ...PHRASE, 'enter', ...'autre chose', 'enter');
    expect(said(differs)).toMatch(/diffèrent/);
    expect(differs.stage).toMatchObject({ index: 0, busy: false });
    expect(lastKey(differs, PHRASE, 'enter', ...PHRASE)).toEqual([
      { do: 'choose-passphrase', passphrase: PHRASE },
    ]);
  });

  it('cannot be left but by quitting; what the server refuses is typed anew, the rest stands', () => {
    expect(said(press(owed(), 'escape'))).toMatch(/avant la première fiche/);
    const sent = press(owed(), ...PHRASE, 'enter', ...PHRASE, 'enter');
    expect(press(sent, 'x').stage).toEqual(sent.stage);
    const weak = tell(sent, { type: 'passphrase-failed', problem: problem('passphrase-same') });
    expect(weak.stage).toMatchObject({ busy: false, index: 0, fields: [{ field: { text: '' } }, {}] });
    const offline = tell(sent, { type: 'passphrase-failed', problem: problem('server-unreachable') });
    expect(offline.stage).toMatchObject({ busy: false, index: 1, fields: [{ field: { text: PHRASE } }, {}] });
    const over = tell(sent, { type: 'passphrase-failed', problem: problem('session-ended') });
    expect(over.stage.at).toBe('login');
    expect(commandsOf(sent, { type: 'passphrase-kept' })).toContainEqual({ do: 'next-card' });
  });
});

describe('a phrase that somebody wants to change', () => {
  it('is found in the palette between two cards, asks for the present one, and Escape leaves', () => {
    const state = press(waiting(), ':', ...'changer ma phrase', 'enter');
    expect(shown(state)).toMatch(/Aujourd’hui/);
    expect(commandsOf(state, { type: 'escape' })).toContainEqual({ do: 'next-card' });
    expect(lastKey(state, 'ancienne', 'enter', ...PHRASE, 'enter', ...PHRASE)).toEqual([
      { do: 'change-passphrase', present: 'ancienne', passphrase: PHRASE },
    ]);
  });

  it('leaves a pause as it was, and a wrong present one is typed anew', () => {
    const pause = tell(waiting(), { type: 'paused', kind: 'formation' });
    const sent = press(pause, 'P', ...'fausse', 'enter', ...PHRASE, 'enter', ...PHRASE, 'enter');
    const wrong = tell(sent, { type: 'passphrase-failed', problem: problem('login-refused') });
    expect(wrong.stage).toMatchObject({ index: 0, fields: [{ field: { text: '' } }, {}, {}] });
    const changed = tell(sent, { type: 'passphrase-kept' });
    expect(changed.stage).toEqual(pause.stage);
    expect(said(changed)).toMatch(/autres sessions/);
  });
});
