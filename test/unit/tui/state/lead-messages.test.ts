import { describe, expect, it } from 'vitest';
import { pageLines } from '../../../../tui/panes/overlays/page-lines.ts';
import { statusLines } from '../../../../tui/panes/status-line.ts';
import type { Line } from '../../../../tui/screen/line.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
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

describe('a word to the lead', () => {
  it('is a call for help by one key and Enter, from a card or between two, without leaving it', () => {
    for (const state of [callState(), waiting()]) {
      const asked = press(state, '!');
      expect(page(asked)).toContain('Appeler votre chef d’équipe');
      const command = { do: 'ask-lead', text: '', isReply: false };
      expect(commandsOf(asked, { type: 'accept' })[0]).toEqual(command);
      const sent = press(type(asked, 'Un responsable ?'), 'enter');
      expect(sent.stage).toEqual(state.stage);
      expect(sent.overlay).toBeUndefined();
      const told = tell(sent, { type: 'lead-asked', people: 1, isReply: false });
      expect(told.notice?.text).toContain('prévenu');
    }
  });

  it('is an answer from the messages, which show both voices', () => {
    const list = [
      { id: 'a', atMs: MONDAY_EVENING_MS, from: 'Léa Exemple', text: 'Tout va bien ?' },
      { id: 'b', atMs: MONDAY_EVENING_MS + 1, from: '', text: 'Oui, merci.', isMine: true as const },
    ];
    const messages = tell(press(waiting(), 'M'), { type: 'messages-read', list });
    expect(page(messages)).toMatch(/Vous\n +Oui, merci\.[\s\S]*Léa Exemple\n +Tout va bien \?/);
    const answer = press(messages, 'r');
    expect(page(answer)).toContain('Répondre à votre chef d’équipe');
    expect(press(answer, 'enter').notice?.text).toContain('Écrivez d’abord');
    const written = type(answer, 'À 19 h.');
    expect(commandsOf(written, { type: 'accept' })[0]).toEqual({
      do: 'ask-lead',
      text: 'À 19 h.',
      isReply: true,
    });
  });

  it('says which key reads what came', () => {
    const message = { id: 'a', atMs: 0, from: 'Léa Exemple', text: 'J’arrive.' };
    const told = tell(callState(), { type: 'message-came', message });
    expect(told.notice?.text).toBe('Message de Léa Exemple : J’arrive. · {messages} pour lire');
  });
});

describe('messages from the lead', () => {
  const message = { id: 'm', atMs: MONDAY_EVENING_MS, from: 'Léa Exemple', text: 'Pause commune à 19 h.' };

  it('never move the focus, nor what is being typed', () => {
    const typing = type(press(callState(), 'ctrl-n'), 'Préfère le m');
    const told = tell(typing, { type: 'message-came', message });
    expect(told.stage).toEqual(typing.stage);
    expect(told.overlay).toBeUndefined();
    expect(told.notice?.text).toBe('Message de Léa Exemple : Pause commune à 19 h. · {messages} pour lire');
    expect(type(told, 'atin').stage).toMatchObject({ form: { field: { text: 'Préfère le matin' } } });
  });

  it('stay counted on the screen until the list is opened', () => {
    const told = tell(callState(), { type: 'message-came', message });
    const { notice: _, ...quiet } = told;
    expect(textOf(statusLines(quiet, 80))).toContain('1 message : M');
    const open = press(told, 'M');
    expect(page(open)).toContain('Lecture…');
    const read = tell(open, { type: 'messages-read', list: [message] });
    expect(page(read)).toContain('Léa Exemple');
    expect(page(read)).toContain('Pause commune à 19 h.');
    expect(textOf(statusLines(press(read, 'escape'), 80))).not.toContain('message :');
    expect(page(tell(open, { type: 'messages-read', list: [] }))).toContain('Aucun message aujourd’hui.');
  });
});
