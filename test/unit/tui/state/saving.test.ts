import { describe, expect, it } from 'vitest';
import type { Problem, WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';
import {
  callState,
  commandsOf,
  press,
  startState,
  tell,
} from '../../../support/workstation/workstation-driver.ts';

const problem = (kind: string): Problem => ({ code: 'x', kind, message: 'Refusé.', hint: 'Recommencez.' });
const saving = (): WorkstationState => press(callState(), 'N');
const receipt = {
  callId: fictitiousCard().callId,
  disposition: 'NJ_NRP',
  summary: 'Reviendra jeudi 26 à 18:00',
  confirmation: 'none',
} as const;

describe('saving', () => {
  it('once recorded, asks for the next card and says what became of this one', () => {
    const state = tell(saving(), { type: 'saved', receipt });
    expect(state.stage).toEqual({ at: 'loading' });
    expect(state.notice?.text).toBe(
      '« Ne répond pas » enregistré, reviendra jeudi 26 à 18:00 · {undo} annule',
    );
    expect(commandsOf(saving(), { type: 'saved', receipt })).toContainEqual({ do: 'next-card' });
  });

  it('a receipt that comes twice asks for one card', () => {
    const once = tell(saving(), { type: 'saved', receipt });
    expect(commandsOf(once, { type: 'saved', receipt })).toEqual([]);
  });

  it('without an answer: kept, tried again by the timer and by the line coming back, with the same callId', () => {
    const unsent = tell(saving(), { type: 'save-failed', problem: problem('unavailable') });
    expect(unsent.stage).toMatchObject({ at: 'saving', unsent: true });
    const { callId } = fictitiousCard();
    const wake = { type: 'wake', wake: { for: 'retry-save', callId } } as const;
    for (const message of [wake, { type: 'line', line: 'connected' } as const]) {
      const [command] = commandsOf(unsent, message);
      expect(command).toMatchObject({ do: 'save', outcome: { callId } });
    }
    const sending = tell(unsent, wake);
    expect(commandsOf(sending, wake)).toEqual([]);
  });

  it('refused by the server: back to the card, with the reason', () => {
    const state = tell(saving(), { type: 'save-failed', problem: problem('invalid') });
    expect(state.stage).toMatchObject({ at: 'call', call: { card: { recordId: 1 } } });
    expect(state.notice?.text).toBe('Refusé. Recommencez.');
  });

  it('session over: the outcome waits for the login, then leaves first', () => {
    const out = tell(saving(), { type: 'save-failed', problem: problem('unauthenticated') });
    expect(out.stage.at).toBe('login');
    const session = {
      token: 't',
      account: 'c',
      displayName: 'Camille Exemple',
      role: 'agent',
      expiresAtMs: 0,
    } as const;
    expect(commandsOf(out, { type: 'logged-in', session })).toMatchObject([{ do: 'save' }]);
  });

  it('no longer ours: said, and Enter asks for another card', () => {
    const lost = tell(saving(), { type: 'save-failed', problem: problem('conflict') });
    expect(lost.stage.at).toBe('trouble');
    expect(press(lost, 'enter').stage.at).toBe('loading');
  });
});

describe('the world', () => {
  it('a card that comes late does not replace the screen', () => {
    const state = callState();
    const card = fictitiousCard(2);
    expect(tell(state, { type: 'card-came', card, script: referenceScript() }).stage).toBe(state.stage);
  });

  it('the lease is kept while the card is open, and only then', () => {
    const { callId } = fictitiousCard();
    const wake = { type: 'wake', wake: { for: 'lease', callId } } as const;
    expect(commandsOf(callState(), wake)).toMatchObject([
      { do: 'renew-lease', callId },
      { do: 'wake', afterMs: 60_000 },
    ]);
    expect(commandsOf(saving(), wake)).toEqual([]);
  });

  it('a live event shows a line and moves nothing', () => {
    const typing = press(callState(), 'ctrl-n', 'a');
    const after = tell(typing, { type: 'live', text: 'Deux fiches vous ont été confiées.', lasting: false });
    expect(after.stage).toBe(typing.stage);
    expect(after.notice?.text).toContain('confiées');
  });

  it('an old wake-up does not end a newer notice', () => {
    const one = press(callState(), 'z');
    const two = press(one, 'z');
    expect(tell(two, { type: 'wake', wake: { for: 'notice', serial: 1 } }).notice).toBeDefined();
    expect(tell(two, { type: 'wake', wake: { for: 'notice', serial: 2 } }).notice).toBeUndefined();
  });

  it('quitting gives the open card back; without a card it asks nothing', () => {
    const asked = press(callState(), 'ctrl-q');
    expect(asked.overlay?.kind).toBe('quit');
    expect(commandsOf(asked, { type: 'yes' })).toEqual([{ do: 'leave', release: fictitiousCard().callId }]);
    expect(commandsOf(startState(), { type: 'quit' })).toEqual([{ do: 'leave' }]);
  });
});
