import { describe, expect, it } from 'vitest';
import { isIrreversible, pickableDispositions } from '../../../../shared/dispositions.ts';
import type { OwnRecord } from '../../../../shared/own-record.ts';
import { cells } from '../../../../shared/screen/cells.ts';
import { mnemonicOf } from '../../../../tui/keys/disposition-keys.ts';
import { messageFor } from '../../../../tui/keys/key-dispatch.ts';
import { pageLines } from '../../../../tui/panes/overlays/page-lines.ts';
import type { Line } from '../../../../tui/screen/line.ts';
import { fuzzyScore } from '../../../../tui/state/fuzzy.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import {
  callState,
  commandsOf,
  press,
  startState,
  tell,
} from '../../../support/workstation/workstation-driver.ts';

const textOf = (lines: readonly Line[]) =>
  lines.map((one) => one.map((piece) => piece.text).join('')).join('\n');
const page = (state: WorkstationState) => textOf(pageLines(state, { width: 80, height: 18 }));
const type = (state: WorkstationState, text: string) => press(state, ...text);
const waiting = () =>
  tell(startState(), { type: 'no-card', why: 'Rien pour l’instant.', retryAtMs: MONDAY_EVENING_MS + 60_000 });
const problem = {
  code: 'x',
  kind: 'conflict',
  message: 'L’e-mail est déjà parti.',
  hint: 'Voyez votre chef d’équipe.',
};

/** The first card closed as « ne répond pas », the next one on screen. */
function saved(next = fictitiousCard(2)): WorkstationState {
  const saving = press(callState(), 'N');
  const receipt = {
    callId: fictitiousCard().callId,
    disposition: 'NJ_NRP',
    summary: 'x',
    confirmation: 'none',
  } as const;
  return tell(
    saving,
    { type: 'saved', receipt },
    { type: 'card-came', card: next, script: referenceScript() },
  );
}

describe('the palette', () => {
  it('lists what can be done now before what cannot, with the reason', () => {
    const open = press(callState(), ':');
    expect(open.overlay?.kind).toBe('palette');
    expect(page(open)).toContain('Toutes les qualifications, par famille.');
    const none = page(type(open, 'annuler'));
    expect(none).toContain('Rien à annuler');
    expect(page(type(open, 'zzzz'))).toContain('Aucune action ne porte ces lettres.');
    expect(page(type(press(waiting(), ':'), 'corriger'))).toContain('ne sert pas sur cet écran');
  });

  it('does the chosen action as its key would, from a half-typed note too, which it keeps', () => {
    expect(press(type(press(callState(), ':'), 'corr'), 'enter')).toMatchObject({
      stage: { form: { kind: 'correction' } },
    });
    const noting = type(press(callState(), 'ctrl-n'), 'Préfère le mat');
    const helped = press(type(press(noting, 'ctrl-y'), 'touches'), 'enter');
    expect(helped.overlay?.kind).toBe('help');
    expect(press(helped, 'escape').stage).toEqual(noting.stage);
  });

  it('says why not for two seconds, and stays', () => {
    const state = press(type(press(callState(), ':'), 'revenir'), 'enter');
    expect(state.overlay?.kind).toBe('palette');
    expect(state.notice).toMatchObject({ tone: 'refusal' });
  });

  it('every line fits 80 columns', () => {
    for (const state of [press(callState(), ':'), press(waiting(), ':')])
      for (const line of page(state).split('\n')) expect(cells(line)).toBeLessThanOrEqual(80);
  });

  it('ranks starts of words above letters here and there', () => {
    expect(fuzzyScore('rap', 'Rappel')).toBeGreaterThan(fuzzyScore('rap', 'Regarder la page') ?? 0);
    expect(fuzzyScore('telephone', 'Téléphones')).toBeDefined();
    expect(fuzzyScore('xyz', 'Rappel')).toBeUndefined();
  });
});

describe('the search among own records', () => {
  const own = (change: Partial<OwnRecord>): OwnRecord => ({
    ...{ recordId: 7, campaign: 'C', name: 'M. Zéphyrin TESTEUR', city: 'Exempleville', kind: 'callback' },
    ...{ atMs: MONDAY_EVENING_MS, zone: 'Europe/Paris', disposition: 'RP_PERSO', attempts: 1, whyNot: '' },
    ...change,
  });
  const found = [
    own({}),
    own({
      recordId: 8,
      name: 'Mme Ophélie ESSAI',
      disposition: 'RS_ENTRETIEN',
      whyNot: 'La fiche est close.',
      kind: 'today',
    }),
  ];
  const opened = (state = waiting()) => tell(press(state, '/'), { type: 'own-records', found });

  it('asks once, finds without accents, opens by Enter', () => {
    expect(commandsOf(waiting(), { type: 'search' })).toEqual([{ do: 'own-records' }]);
    const state = type(opened(), 'zephyrin');
    expect(page(state)).toContain('M. Zéphyrin TESTEUR · Exempleville · Rappel demandé · lun. 23/11 17:05');
    expect(page(state)).not.toContain('Ophélie');
    expect(commandsOf(state, { type: 'accept' })).toEqual([{ do: 'open-own', recordId: 7 }]);
  });

  it('says why one cannot be opened, and what nobody found, failed or has', () => {
    expect(press(opened(), 'down', 'enter').notice?.text).toBe('La fiche est close.');
    expect(page(type(opened(), 'qqq'))).toContain('Aucune fiche à vous');
    expect(page(press(waiting(), '/'))).toContain('Recherche…');
    expect(page(tell(press(waiting(), '/'), { type: 'own-records', problem }))).toContain('déjà parti');
    expect(page(tell(press(waiting(), '/'), { type: 'own-records', found: [] }))).toContain('Ni rappel');
  });

  it('the callbacks alone are another page: named, by day, opened by Enter', () => {
    expect(commandsOf(waiting(), { type: 'diary' })).toEqual([{ do: 'own-records', kind: 'callback' }]);
    const late = own({ recordId: 6, atMs: MONDAY_EVENING_MS - 3_600_000, city: 'Saint-Exemple' });
    const tomorrow = own({ disposition: '', atMs: MONDAY_EVENING_MS + 24 * 3_600_000, attempts: 0 });
    const asked = press(waiting(), 'ctrl-r');
    const came = { type: 'own-records', kind: 'callback', found: [late, tomorrow] } as const;
    const shown = tell(asked, came);
    expect(page(shown)).toMatch(
      /En retard\n +▸ M\. Zéphyrin TESTEUR · Saint-Exemple · Rappel demandé · 16:05/,
    );
    expect(page(shown)).toMatch(
      /Demain\n +M\. Zéphyrin TESTEUR · Exempleville · \d\d:\d\d · pas encore appelé/,
    );
    expect(commandsOf(press(shown, 'down'), { type: 'accept' })).toEqual([{ do: 'open-own', recordId: 7 }]);
    // What comes for another page changes nothing.
    expect(tell(press(waiting(), '/'), came)).toEqual(press(waiting(), '/'));
    expect(press(tell(asked, { ...came, found: [] }), 'enter').overlay).toBeUndefined();
  });

  it('an untouched card goes back first; one that is begun is finished first', () => {
    const untouched = commandsOf(opened(callState()), { type: 'accept' });
    expect(untouched).toEqual([{ do: 'open-own', recordId: 7, release: fictitiousCard().callId }]);
    expect(press(opened(press(callState(), 'o')), 'enter').notice?.text).toContain('Finissez d’abord');
  });

  it('a refusal of the server says so and goes on with the next card', () => {
    const loading = press(opened(), 'enter');
    const commands = commandsOf(loading, { type: 'own-card-refused', problem });
    expect(commands[0]).toEqual({ do: 'next-card' });
  });
});

describe('undo', () => {
  it('asks a second key, then brings the record back with what had been noted', () => {
    const noted = press(type(press(callState(), 'ctrl-n'), 'Préfère le matin'), 'enter', 'N');
    const { callId, recordId } = fictitiousCard();
    const receipt = { callId, disposition: 'NJ_NRP', summary: 'x', confirmation: 'none' } as const;
    const next = tell(
      noted,
      { type: 'saved', receipt },
      { type: 'card-came', card: fictitiousCard(2), script: referenceScript() },
    );
    const asked = press(next, 'U');
    expect(page(asked)).toContain('Annuler la dernière qualification');
    expect(page(asked)).toContain('« Ne répond pas »');
    expect(press(asked, 'enter').overlay?.kind).toBe('undo');
    expect(press(asked, 'n').overlay).toBeUndefined();
    expect(commandsOf(asked, { type: 'yes' })[0]).toEqual({ do: 'undo', callId });
    const sent = press(asked, 'o');
    const undone = { type: 'undone', receipt: { callId, recordId, summary: 'x' } } as const;
    expect(commandsOf(sent, undone)).toEqual([
      { do: 'open-own', recordId, release: fictitiousCard(2).callId },
    ]);
    const card = { ...fictitiousCard(), callId: fictitiousCard(9).callId };
    const back = tell(sent, undone, { type: 'own-card', card, script: referenceScript() });
    expect(back.stage).toMatchObject({
      at: 'call',
      call: { note: 'Préfère le matin', card: { callId: card.callId } },
    });
    expect(back.saved).toEqual([]);
    expect(back.notice?.text).toContain('voici la fiche');
  });

  it('with somebody on the line, the record comes back after this card', () => {
    const { callId, recordId } = fictitiousCard();
    const talking = press(saved(), 'o', 'U', 'o');
    const later = tell(talking, { type: 'undone', receipt: { callId, recordId, summary: 'x' } });
    expect(later.stage).toEqual(talking.stage);
    expect(later.notice?.text).toContain('après celle-ci');
  });

  it('is disabled with the reason before any call, and says the server’s refusal', () => {
    expect(press(callState(), 'U').notice?.text).toContain('Rien à annuler');
    const { callId } = fictitiousCard();
    const refused = tell(press(saved(), 'U', 'o'), { type: 'undo-failed', callId, problem });
    expect(refused.notice?.text).toContain('déjà parti');
    // It will never be possible: not proposed again, and what is said next is true.
    expect(press(refused, 'U').notice?.text).toContain('trop tard, ou déjà parti');
    const unreachable = { ...problem, kind: 'unavailable' } as const;
    const again = tell(press(saved(), 'U', 'o'), { type: 'undo-failed', callId, problem: unreachable });
    expect(press(again, 'U').overlay?.kind).toBe('undo');
  });

  it('another person at the same screen takes back nothing of the one before', () => {
    const session = (account: string) =>
      ({ token: 't', account, displayName: 'Testeur', role: 'agent', expiresAtMs: 0 }) as const;
    const one: WorkstationState = { ...saved(), session: session('a1') };
    expect(tell(one, { type: 'logged-in', session: session('a1') }).saved).toHaveLength(1);
    expect(tell(one, { type: 'logged-in', session: session('a2') }).saved).toBeUndefined();
  });

  it('small u between two cards, never in the script where it may answer', () => {
    expect(messageFor(waiting(), { name: 'u', text: 'u' })).toMatchObject({ type: 'refused' });
    expect(messageFor(callState(), { name: 'u', text: 'u' })).toEqual({ type: 'answer', key: 'u' });
  });
});

describe('the ethics key', () => {
  it('asks a second key, sets the card aside and goes on', () => {
    const { callId } = fictitiousCard();
    const asked = press(callState(), 'o', 'X');
    expect(page(asked)).toContain('Mettre la fiche de côté');
    expect(press(asked, 'escape').stage).toEqual(press(callState(), 'o').stage);
    expect(commandsOf(asked, { type: 'yes' })[0]).toEqual({ do: 'freeze', callId });
    const sent = press(asked, 'o');
    expect(sent.stage.at).toBe('call');
    expect(commandsOf(sent, { type: 'frozen', callId })[0]).toEqual({ do: 'next-card' });
    expect(tell(sent, { type: 'frozen', callId: fictitiousCard(2).callId }).stage.at).toBe('call');
  });
});

describe('what cannot be done, or undone', () => {
  it('a disabled key says why for two seconds, then the line is empty again', () => {
    const message = messageFor(callState(), { name: 'backspace' });
    expect(message).toMatchObject({ type: 'refused' });
    const commands = message ? commandsOf(callState(), message) : [];
    const serial = callState().noticeSerial + 1;
    expect(commands).toEqual([{ do: 'wake', afterMs: 2000, wake: { for: 'notice', serial } }]);
    const refused = press(callState(), 'backspace');
    expect(refused.notice?.text).toContain('première étape');
    expect(tell(refused, { type: 'wake', wake: { for: 'notice', serial } }).notice).toBeUndefined();
  });

  it.each(pickableDispositions('u').filter((row) => isIrreversible(row.code)))(
    '$code asks a second key, which is not Enter',
    ({ code }) => {
      const [first = '', second = ''] = mnemonicOf(code);
      // Past the thanks. What stops the asks is said first, then picked again or answered.
      const said = press(callState(), 'o', 'o', 's', 'tab', first, second);
      expect(said.stage).toMatchObject({ call: { path: { length: 5 }, wanted: code } });
      const asked = press(said, 'tab', first, second);
      expect(asked.stage).toMatchObject({ form: { kind: 'confirm', code } });
      expect(press(asked, 'enter').stage).toMatchObject({ form: { kind: 'confirm', code } });
      expect(press(asked, 'n').stage).not.toHaveProperty('form');
    },
  );
});
