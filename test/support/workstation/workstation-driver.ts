import { messageFor } from '../../../tui/keys/key-dispatch.ts';
import type { Command, Message } from '../../../tui/state/messages.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../tui/state/workstation-update.ts';
import { referenceScript } from '../campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from './fictitious-cards.ts';

/** The pure workstation, driven by keys and messages, without terminal nor desk. */
export function startState(): WorkstationState {
  return {
    size: { columns: 80, rows: 24 },
    clockNote: '',
    agentFirstName: 'Camille',
    campaignName: '',
    line: 'connected',
    stage: { at: 'loading' },
    noticeSerial: 0,
    closedCards: 0,
  };
}

export function tell(state: WorkstationState, ...messages: Message[]): WorkstationState {
  return messages.reduce((now, message) => workstationUpdate(now, message, MONDAY_EVENING_MS).state, state);
}

/** The commands of one message. */
export function commandsOf(state: WorkstationState, message: Message): readonly Command[] {
  return workstationUpdate(state, message, MONDAY_EVENING_MS).commands;
}

/** The first card on its first node. */
export function callState(card = fictitiousCard()): WorkstationState {
  return tell(startState(), { type: 'card-came', card, script: referenceScript() });
}

/** Keys by name; one character is that character. */
export function press(state: WorkstationState, ...keys: string[]): WorkstationState {
  return keys.reduce((now, name) => {
    const message = messageFor(now, name.length === 1 ? { name, text: name } : { name });
    return message ? tell(now, message) : now;
  }, state);
}
