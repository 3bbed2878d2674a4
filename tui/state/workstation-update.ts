import { callUpdate } from './call-machine.ts';
import { loginUpdate } from './login.ts';
import {
  type AgentMessage,
  type Message,
  type Update,
  update,
  type WorldMessage,
  withNotice,
} from './messages.ts';
import { askToQuit, overlayUpdate } from './overlays.ts';
import { retrySave } from './saving.ts';
import type { WorkstationState } from './workstation-state.ts';
import { worldUpdate } from './world.ts';

const WORLD_TYPES = new Set<Message['type']>([
  'started',
  'resized',
  'logged-in',
  'login-failed',
  'card-came',
  'no-card',
  'card-failed',
  'saved',
  'save-failed',
  'lease-failed',
  'paused',
  'request-failed',
  'day-came',
  'day-failed',
  'line',
  'live',
  'wake',
] satisfies WorldMessage['type'][]);

function isWorld(message: Message): message is WorldMessage {
  return WORLD_TYPES.has(message.type);
}

/**
 * The whole workstation as one pure function: what is on screen, what happened, what time it is → what is on screen
 * next and what to do. No clock, no chance, no I/O here or below (`state/`).
 */
export function workstationUpdate(state: WorkstationState, message: Message, nowMs: number): Update {
  return isWorld(message) ? worldUpdate(state, message, nowMs) : agentUpdate(state, message, nowMs);
}

function agentUpdate(state: WorkstationState, message: AgentMessage, nowMs: number): Update {
  if (message.type === 'refused') return withNotice(update(state), message.why);
  if (message.type === 'repaint') return update(state, { do: 'repaint' });
  if (state.overlay) return overlayUpdate(state, state.overlay, message);
  switch (message.type) {
    case 'quit':
      return askToQuit(state);
    case 'help':
      return update({ ...state, overlay: { kind: 'help', scroll: 0 } });
    case 'my-day':
      return update({ ...state, overlay: { kind: 'my-day' } }, { do: 'my-day' });
    case 'ask-pause':
      return update({ ...state, overlay: { kind: 'pause-choice' } });
    default:
      return stageUpdate(state, message, nowMs);
  }
}

function stageUpdate(state: WorkstationState, message: AgentMessage, nowMs: number): Update {
  const { stage } = state;
  switch (stage.at) {
    case 'login':
      return loginUpdate(state, stage, message);
    case 'call':
      return callUpdate(state, stage, { message, nowMs });
    case 'saving':
      return message.type === 'accept' ? retrySave(state) : update(state);
    case 'waiting':
    case 'trouble':
      return message.type === 'accept'
        ? update({ ...state, stage: { at: 'loading' } }, { do: 'next-card' })
        : update(state);
    case 'pause':
      return message.type === 'accept'
        ? update({ ...state, stage: { at: 'loading' } }, { do: 'resume' })
        : update(state);
    case 'loading':
    case 'leaving':
      return update(state);
  }
}
