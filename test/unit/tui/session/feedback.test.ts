import { expect, it } from 'vitest';
import type { FloorMessage } from '../../../../shared/floor-message.ts';
import { messageLines } from '../../../../tui/panes/overlays/message-lines.ts';
import { MESSAGE_REQUESTS } from '../../../../tui/session/message-requests.ts';
import { callState, commandsOf, press, tell } from '../../../support/workstation/workstation-driver.ts';

const message: FloorMessage = { id: 'm1', atMs: 0, from: 'Léa Exemple', text: 'Pause commune à 19 h.' };
const feedback: FloorMessage = {
  ...{ id: 'e1', atMs: 1, from: 'Léa Exemple', acknowledged: false },
  text: 'Écoute de votre appel du 23/11/2026 17:05 : 75 sur 100. « Belle écoute. »',
};

function shown(list: readonly FloorMessage[]) {
  const state = tell(press(callState(), 'M'), { type: 'messages-read', list });
  if (state.overlay?.kind !== 'messages') throw new Error('the messages are on screen');
  const region = { width: 80, height: 20 };
  const lines = messageLines(state.overlay, region);
  return { state, text: lines.map((line) => line.map((one) => one.text).join('')).join('\n') };
}

it('R-12 feedback on a call stands among the messages until its reader presses v', async () => {
  const { state, text } = shown([message, feedback]);
  expect(text).toContain('75 sur 100');
  expect(text).toContain('touche v');
  expect(commandsOf(state, { type: 'acknowledge' })).toEqual([{ do: 'acknowledge', ids: ['e1'] }]);

  const asked: string[] = [];
  const desk = {
    acknowledge: async (id: string) => void asked.push(id),
    messages: async () => [message, { ...feedback, acknowledged: true }],
  };
  const request = MESSAGE_REQUESTS.acknowledge({ desk } as never, { do: 'acknowledge', ids: ['e1'] });
  expect(await request.answer).toMatchObject({
    type: 'messages-read',
    list: [{ id: 'm1' }, { acknowledged: true }],
  });
  expect(asked).toEqual(['e1']);
});

it('once read, the key says that nothing waits', () => {
  const { state, text } = shown([message, { ...feedback, acknowledged: true }]);
  expect(text).toContain('Lu et confirmé.');
  expect(press(state, 'v').notice?.text).toContain('Rien à confirmer');
  expect(shown([message]).text).not.toContain('confirm');
});
