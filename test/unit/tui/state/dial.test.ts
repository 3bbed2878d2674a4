import { describe, expect, it, test } from 'vitest';
import type { DialPhase } from '../../../../shared/dial.ts';
import { linearLines } from '../../../../tui/linear/linear-lines.ts';
import { headerLine, timedSince } from '../../../../tui/panes/header-lines.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { callState, commandsOf, press, tell } from '../../../support/workstation/workstation-driver.ts';

const plain = fictitiousCard();
const { callId } = plain;
const lined = { ...plain, campaign: { ...plain.campaign, hasLine: true as const } };
const card = callState(lined);
const drawn = (state: WorkstationState) => drawnScreen(state, { columns: 80, rows: 24 }).text;
const bottom = (state: WorkstationState) => drawn(state).trimEnd().split('\n').at(-1)?.trim();
const says = (state: WorkstationState, ...phases: DialPhase[]) =>
  phases.reduce(
    (now, phase) => tell(now, { type: 'dial-told', callId, phase, atMs: MONDAY_EVENING_MS }),
    state,
  );
const asked = press(card, 'ctrl-y');
const refusedWith = (code: string) =>
  tell(asked, {
    type: 'dial-refused',
    callId,
    problem: { code, kind: 'conflict', message: 'Poste inconnu.', hint: 'Écrivez-le.' },
  });

describe('the key that dials', () => {
  it('asks for the number of the card by its slot alone, once: a second press says that it is under way', () => {
    expect(commandsOf(card, { type: 'dial' })).toEqual([{ do: 'dial', callId, slot: 'TEL_MOBILE' }]);
    expect(commandsOf(asked, { type: 'dial' }).filter((one) => one.do === 'dial')).toEqual([]);
    expect(press(asked, 'ctrl-y').notice?.text).toContain('déjà en cours');
    expect(bottom(asked)).toBe('Demande à la ligne… K raccroche.');
  });

  it('dials the number that the agent chose', () => {
    expect(commandsOf(press(card, 'ctrl-t'), { type: 'dial' })).toContainEqual({
      do: 'dial',
      callId,
      slot: 'TEL_FIXE',
    });
  });

  it('without a line says that the agent dials, and is shown nowhere', () => {
    const state = callState(plain);
    expect(press(state, 'ctrl-y').notice?.text).toContain('sur votre téléphone');
    expect(commandsOf(state, { type: 'dial' }).filter((one) => one.do === 'dial')).toEqual([]);
    expect(drawn(state)).not.toContain('Composer');
    expect(drawn(card)).toContain('^Y Composer');
    expect(drawn(card)).not.toContain('K Raccrocher');
    expect(drawn(asked)).toContain('K Raccrocher');
  });

  it('without a line, where the house allows it, copies the number chosen, a corrected one too', () => {
    const copies = callState({ ...plain, campaign: { ...plain.campaign, mayCopyNumber: true } });
    expect(commandsOf(copies, { type: 'dial' })).toEqual([{ do: 'copy', text: '06 39 98 00 01' }]);
    expect(drawn(copies)).toContain('^Y Copier le n°');
    expect(drawn(copies)).not.toContain('Raccrocher');
    if (copies.stage.at !== 'call') throw new Error('a call');
    const call = { ...copies.stage.call, corrections: { TEL_MOBILE: '06 39 98 00 99' } };
    const corrected = { ...copies, stage: { at: 'call', call } } as const;
    expect(commandsOf(corrected, { type: 'dial' })).toEqual([{ do: 'copy', text: '06 39 98 00 99' }]);
    expect(tell(copies, { type: 'copied', isDone: true }).notice?.text).toContain('Numéro copié');
    expect(tell(copies, { type: 'copied', isDone: false }).notice?.text).toContain('ne copie pas');
  });

  it('does not dial a number that was corrected in the call, nor whom an act for the person protects', () => {
    const corrected = press(card, 'ctrl-e');
    const { stage } = corrected;
    if (stage.at !== 'call') throw new Error('a call');
    const call = { ...stage.call, corrections: { TEL_MOBILE: '06 39 98 00 99' } };
    expect(press({ ...card, stage: { at: 'call', call } }, 'ctrl-y').notice?.text).toContain('corrigé');
    const stop = { kind: 'objection', text: 'Opposition reçue.' } as const;
    const stopped = tell(card, { type: 'stopped', callId, stop });
    expect(commandsOf(stopped, { type: 'dial' }).filter((one) => one.do === 'dial')).toEqual([]);
  });

  it('leaves the palette its key wherever « : » is text', () => {
    expect(press(press(card, 'ctrl-n'), 'ctrl-y').overlay?.kind).toBe('palette');
    expect(press(card, ':').overlay?.kind).toBe('palette');
  });

  it('a card that was dialled does not go back for another one as if nobody had touched it', () => {
    const search = press(asked, '/');
    expect(search.stage).toMatchObject({ call: { lineSaid: { slot: 'TEL_MOBILE' } } });
  });
});

describe('what the line says', () => {
  it('stands at the bottom while it lasts, with the key that hangs up; linear mode tells each change once', () => {
    const ringing = says(asked, 'dialling', 'ringing');
    expect(bottom(ringing)).toBe('Ça sonne. K raccroche.');
    expect(linearLines(says(asked, 'dialling'), ringing)).toEqual(['Ça sonne. K raccroche.']);
    expect(bottom(says(ringing, 'answered'))).toBe('Décroché : en ligne. K raccroche.');
  });

  it('starts the timer of the call when somebody answers, and says « fiche » before and after', () => {
    expect(timedSince(says(asked, 'ringing'))?.label).toBe('fiche');
    const atMs = MONDAY_EVENING_MS + 9_000;
    const answered = tell(asked, { type: 'dial-told', callId, phase: 'answered', atMs });
    expect(timedSince(answered)).toEqual({ label: 'appel', sinceMs: atMs });
    expect(timedSince(says(answered, 'ended'))?.label).toBe('fiche');
    expect(timedSince(callState(plain))?.label).toBe('appel');
    expect(headerLine(answered, 80)).toEqual(headerLine(card, 80));
  });

  test.each([
    ['busy', 'Occupé', 'NJ_OCC'],
    ['unanswered', 'Ne répond pas', 'NJ_NRP'],
    ['failed', 'Échec technique', 'NJ_TECH'],
  ] as const)(
    '%s lays its endings over the script, « %s » under the arrows; Enter takes it',
    (phase, label, code) => {
      const proposed = says(asked, 'dialling', phase);
      expect(proposed.stage).toMatchObject({ form: { kind: 'endings', index: 0, byLine: true } });
      expect(drawn(proposed)).toContain('06 39 98 00 01');
      expect(proposed.notice?.text).toContain(`« ${label} »`);
      expect(press(proposed, 'enter').stage).toMatchObject({ at: 'saving', outcome: { disposition: code } });
      expect(press(proposed, 'escape').stage).toMatchObject({ at: 'call' });
      expect(press(proposed, 'escape').onLine).toBeUndefined();
    },
  );

  it('takes no key meant for the script as the answer to its proposal', () => {
    const guarded = says({ ...asked, cardGuardMs: 1500 }, 'busy');
    expect(press(guarded, 'enter').stage.at).toBe('call');
  });

  it('lays nothing over what the agent is typing', () => {
    const noting = says(press(asked, 'ctrl-n', 'a'), 'busy');
    expect(noting.stage).toMatchObject({ form: { kind: 'note' } });
    expect(noting.notice?.text).toBe('La ligne dit : occupé.');
  });

  it('proposes nothing after a talk, and nothing of a card that has left', () => {
    expect(says(asked, 'answered', 'ended').stage).not.toHaveProperty('form');
    const gone = tell(card, { type: 'dial-told', callId: 'autre', phase: 'busy', atMs: 0 });
    expect(gone).toEqual(card);
  });
});

describe('R-13 an ending that contradicts the line', () => {
  it('is asked about once, never refused', () => {
    const doubted = press(says(asked, 'answered', 'ended'), 'O');
    expect(doubted.stage).toMatchObject({ form: { kind: 'confirm', code: 'NJ_OCC' } });
    expect(drawn(doubted)).toContain('a décroché');
    expect(press(doubted, 'o').stage).toMatchObject({ at: 'saving', outcome: { disposition: 'NJ_OCC' } });
    expect(press(doubted, 'n').stage).toMatchObject({ at: 'call' });
  });

  it('an answering machine after an answer, and a busy line called busy, are not', () => {
    expect(press(says(asked, 'answered', 'ended'), 'R').stage.at).toBe('saving');
    expect(press(press(says(asked, 'busy'), 'escape'), 'O').stage.at).toBe('saving');
  });

  it('somebody who refuses though nobody answered, is', () => {
    const refused = press(says(asked, 'busy'), 'escape', 'E', 'f');
    expect(drawn(refused)).toContain('La ligne dit : occupé');
  });

  it('what the line said of another number is not held against this one', () => {
    const other = press(press(says(asked, 'busy'), 'escape'), 'ctrl-t');
    expect(press(other, 'E').stage).not.toMatchObject({ form: { kind: 'confirm' } });
  });
});

describe('the key that hangs up', () => {
  it('hangs up from the script, from a question, and once the card is gone', () => {
    const talking = says(asked, 'answered');
    for (const state of [talking, press(talking, 'O')])
      expect(commandsOf(state, { type: 'hang-up' })).toEqual([{ do: 'hang-up', callId }]);
    expect(press(card, 'K').notice?.text).toContain('Rien à raccrocher');
    expect(tell(talking, { type: 'hung-up', callId }).onLine).toBeUndefined();
  });
});

describe('the agent’s telephone', () => {
  it('is asked for when the server does not know it; the name stays for the next time', () => {
    const page = refusedWith('seat-unknown');
    expect(drawn(page)).toContain('Votre poste téléphonique');
    expect(page.onLine).toBeUndefined();
    const named = press(page, ...'MAISON-07');
    expect(commandsOf(named, { type: 'accept' })).toEqual([{ do: 'take-seat', seat: 'MAISON-07' }]);
    const rings = press(named, 'enter');
    expect(drawn(rings)).toContain('Le téléphone MAISON-07 sonne');
    const open = tell(rings, { type: 'seat-open', seat: 'MAISON-07' });
    expect(open.overlay).toBeUndefined();
    expect(bottom(open)).toBe('Poste MAISON-07 ouvert. Ctrl-Y compose le numéro.');
    const again = tell(press(open, 'ctrl-y'), {
      type: 'dial-refused',
      callId,
      problem: {
        code: 'line-unavailable',
        kind: 'unavailable',
        message: 'Ligne occupée.',
        hint: 'Raccrochez.',
      },
    });
    expect(again.overlay).toMatchObject({ kind: 'seat', field: { text: 'MAISON-07' } });
    expect(drawn(again)).toContain('Ligne occupée. Raccrochez.');
  });

  it('refuses what is no name, and shows why a telephone did not open', () => {
    const wrong = press(press(refusedWith('seat-unknown'), ...'poste 7'), 'enter');
    expect(wrong.notice?.text).toContain('Un nom de poste');
    const rings = press(press(refusedWith('seat-unknown'), ...'POSTE-7'), 'enter');
    const problem = {
      code: 'seat-silent',
      kind: 'unavailable',
      message: 'Personne.',
      hint: 'Décrochez.',
    } as const;
    const silent = tell(rings, { type: 'seat-refused', seat: 'POSTE-7', problem });
    expect(drawn(silent)).toContain('Personne. Décrochez.');
    expect(press(silent, 'escape').overlay).toBeUndefined();
  });

  it('any other refusal is said below, and the number is free again', () => {
    const refused = refusedWith('lease-lost');
    expect(refused.overlay).toBeUndefined();
    expect(refused.notice?.text).toContain('Poste inconnu.');
    expect(refused.onLine).toBeUndefined();
  });
});
