import { describe, expect, it } from 'vitest';
import type { Unsent } from '../../../../shared/desk.ts';
import { pageLines } from '../../../../tui/panes/overlays/page-lines.ts';
import { statusLines } from '../../../../tui/panes/status-line.ts';
import { AnchoredClock } from '../../../../tui/server-clock.ts';
import { Conductor } from '../../../../tui/session/conductor.ts';
import type { Command, Message } from '../../../../tui/state/messages.ts';
import type { Problem, WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { scriptedDesk, unreachable } from '../../../support/workstation/scripted-desk.ts';
import {
  callState,
  commandsOf,
  press,
  startState,
  tell,
} from '../../../support/workstation/workstation-driver.ts';

const receipt = {
  callId: fictitiousCard().callId,
  disposition: 'NJ_NRP',
  summary: 'Reviendra demain à 14:00',
  confirmation: 'none',
} as const;
const elsewhere: Problem = {
  code: 'other-screen',
  kind: 'conflict',
  message: 'Votre poste a été repris depuis un autre écran.',
  hint: 'Entrée : reprendre la main ici.',
};
const unreachableProblem: Problem = { code: 'x', kind: 'unavailable', message: 'Rien.', hint: 'Attendez.' };
const unsentOf = (change: Partial<Unsent> = {}): Message => ({
  type: 'unsent',
  unsent: { count: 1, isOnDisk: true, ...change },
});
const textOf = (lines: readonly (readonly { readonly text: string }[])[]) =>
  lines.map((one) => one.map((span) => span.text).join('')).join('\n');
/** As one text, whatever its lines. */
const page = (state: WorkstationState) =>
  textOf(pageLines(state, { width: 100, height: 20 })).replaceAll(/\s+/g, ' ');
const status = (state: WorkstationState) => textOf(statusLines(state, 100));

describe('from a call to the next one', () => {
  it('the card that comes with the receipt is on screen at once, and nothing more is asked', () => {
    const next = { card: fictitiousCard(2), script: referenceScript() };
    const saving = press(callState(), 'N');
    const message: Message = { type: 'saved', receipt, next };
    expect(tell(saving, message).stage).toMatchObject({ at: 'call', call: { card: { recordId: 2 } } });
    expect(tell(saving, message).notice?.text).toContain('enregistré, ');
    expect(tell(saving, message).closedCards).toBe(1);
    const asked = commandsOf(saving, message).map((command) => command.do);
    expect(asked).not.toContain('next-card');
    expect(asked).toContain('wake');
    // A second receipt of the same call changes nothing on the new card.
    expect(tell(tell(saving, message), message).stage).toEqual(tell(saving, message).stage);
  });

  it('a record is reserved once when the call may end, again if that lasts, never in the middle of the script', () => {
    const reserving = (state: WorkstationState, message: Message) =>
      commandsOf(state, message).filter((command) => command.do === 'reserve-next').length;
    const script = referenceScript();
    const card = fictitiousCard();
    const came: Message = { type: 'card-came', card, script };
    expect(reserving(startState(), came)).toBe(1);
    const state = tell(startState(), came);
    expect(reserving(state, { type: 'open', form: 'dispositions' })).toBe(0);
    const old = { ...state, reserved: { callId: card.callId, atMs: MONDAY_EVENING_MS - 151_000 } };
    expect(reserving(old, { type: 'open', form: 'dispositions' })).toBe(1);
    const { reserved: _, ...fresh } = state;
    expect(reserving({ ...fresh, line: 'reconnecting' }, { type: 'open', form: 'dispositions' })).toBe(0);
  });
});

describe('what is not sent', () => {
  it('is said on every screen until it is, and on the page that waits with what protects it', () => {
    const unsent = tell(press(callState(), 'N'), { type: 'save-failed', problem: unreachableProblem });
    expect(page(tell(unsent, unsentOf()))).toContain('gardée sur ce poste, scellée');
    expect(page(tell(unsent, unsentOf({ isOnDisk: false })))).not.toContain('scellée');
    expect(status(tell(callState(), unsentOf({ count: 2 })))).toContain('2 qualifications à envoyer');
    expect(status(tell(callState(), unsentOf(), unsentOf({ count: 0 })))).not.toContain('à envoyer');
    const asked = press(tell(unsent, unsentOf()), 'ctrl-q');
    expect(page(asked)).toContain('partira à votre prochaine session');
    expect(page(press(unsent, 'ctrl-q'))).toContain('PERDUE');
  });

  it('what became of it is told as it comes', () => {
    const state = tell(callState(), unsentOf({ count: 0, said: 'Une qualification est enregistrée.' }));
    expect(state.notice).toMatchObject({ text: 'Une qualification est enregistrée.', tone: 'alert' });
    expect(state.unsent).toEqual({ count: 0, isOnDisk: true });
  });
});

describe('the line comes back', () => {
  const back: Message = { type: 'line', line: 'connected' };

  it('a card that could not be asked is asked by itself; a refusal waits for the agent', () => {
    const state = tell(startState(), { type: 'card-failed', problem: unreachableProblem });
    expect(page(state)).toContain('hors d’atteinte');
    expect(commandsOf(state, back)).toEqual([{ do: 'next-card' }]);
    const refused = tell(startState(), { type: 'card-failed', problem: elsewhere });
    expect(commandsOf(refused, back)).toEqual([]);
  });

  it('signs of life that find no server stay one a minute', () => {
    const { callId } = fictitiousCard();
    const failed: Message = { type: 'lease-failed', callId, problem: unreachableProblem };
    expect(commandsOf(callState(), failed)).toEqual([]);
    const wakes = commandsOf(callState(), { type: 'wake', wake: { for: 'lease', callId } });
    expect(wakes.map((command) => command.do)).toEqual(['renew-lease', 'wake']);
  });

  it('in a call the lease is kept at once: a card lost meanwhile is said, the call stays on screen', () => {
    const cut = tell(callState(), { type: 'line', line: 'reconnecting' });
    const { callId } = fictitiousCard();
    expect(commandsOf(cut, back)).toContainEqual({ do: 'renew-lease', callId });
    expect(tell(cut, back).stage).toEqual(cut.stage);
  });
});

describe('another workstation', () => {
  it('stops this one with its reason; Enter takes the place back', () => {
    const stopped = tell(callState(), { type: 'elsewhere', problem: elsewhere });
    expect(stopped.stage).toEqual({ at: 'trouble', problem: elsewhere });
    expect(page(stopped)).toContain('Votre poste est ouvert ailleurs');
    expect(page(stopped)).not.toContain('refusée');
    expect(page(stopped)).toContain('Entrée : reprendre la main ici.');
    expect(commandsOf(stopped, { type: 'accept' })).toContainEqual({ do: 'take-over' });
    const refused = tell(stopped, { type: 'accept' }, { type: 'card-failed', problem: elsewhere });
    expect(commandsOf(refused, { type: 'accept' })).toContainEqual({ do: 'take-over' });
  });

  it('what is being saved is saved first, and nobody is thrown out of the login', () => {
    const saving = press(callState(), 'N');
    expect(tell(saving, { type: 'elsewhere', problem: elsewhere })).toEqual(saving);
    const out = tell(saving, {
      type: 'save-failed',
      problem: { ...unreachableProblem, kind: 'unauthenticated' },
    });
    expect(tell(out, { type: 'elsewhere', problem: elsewhere })).toEqual(out);
  });
});

function saveOf(state: WorkstationState): Command {
  const [command] = commandsOf(state, { type: 'disposition', code: 'NJ_NRP' });
  if (command?.do !== 'save') throw new Error('a save was expected');
  return command;
}

describe('the conductor', () => {
  it('asks the next card with the outcome once; a second try of the same outcome asks the receipt alone', async () => {
    const card = fictitiousCard();
    const script = referenceScript();
    const desk = scriptedDesk({ cards: [card], script, nowMs: () => MONDAY_EVENING_MS });
    const asked: string[] = [];
    const received: Message[] = [];
    const { promise: twice, resolve } = Promise.withResolvers<void>();
    const conductor = new Conductor({
      desk: {
        ...desk,
        saveAndNext: async () => {
          asked.push('saveAndNext');
          throw unreachable();
        },
        saveOutcome: async () => {
          asked.push('saveOutcome');
          return receipt;
        },
      },
      timers: { after: () => {}, stop: () => {} },
      send: (message) => {
        received.push(message);
        if (message.type === 'save-failed') conductor.perform(command);
        if (message.type === 'saved') resolve();
      },
      repaint: () => {},
      copy: () => false,
      left: () => {},
    });
    const command = saveOf(callState(card));
    conductor.perform(command);
    await twice;
    expect(asked).toEqual(['saveAndNext', 'saveOutcome']);
    expect(received.map((message) => message.type)).toEqual(['save-failed', 'saved']);
  });
});

describe('the server’s clock', () => {
  it('counts from what the server said, at its speed, and takes its word again', () => {
    let elapsedMs = 5_000;
    const clock = new AnchoredClock({ nowMs: 1_000_000, simulated: true, speed: 2 }, () => elapsedMs);
    expect(clock.now()).toBe(1_000_000);
    elapsedMs += 1_000;
    expect(clock.now()).toBe(1_002_000);
    clock.setTo({ nowMs: 9_000_000, simulated: false, speed: 1 });
    elapsedMs += 500;
    expect(clock.now()).toBe(9_000_500);
    expect(clock.simulated).toBe(false);
  });
});
