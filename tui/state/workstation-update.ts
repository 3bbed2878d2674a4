import { PAGES } from '../words/french-pages.ts';
import { callUpdate } from './call-machine.ts';
import {
  isKeyboardOverlay,
  isKeyboardWorld,
  type KeyboardWorldMessage,
  opensKeyboardPage,
} from './keyboard-messages.ts';
import { keyboardOverlayUpdate, openKeyboardPage } from './keyboard-overlays.ts';
import { keyboardWorldUpdate } from './keyboard-world.ts';
import { withLastSaved } from './last-saved.ts';
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
import { chosenInPalette, underneath } from './palette.ts';
import { askPractice, practiceUpdate } from './practice.ts';
import { retrySave } from './saving.ts';
import { isScreenWorld, type ScreenWorldMessage } from './screen-messages.ts';
import { openScreen, screenOverlayUpdate } from './screen-overlays.ts';
import { screenWorldUpdate, withAids } from './screen-world.ts';
import { isScreenOverlay } from './screens.ts';
import { isSteadyWorld, type SteadyWorldMessage } from './steady-messages.ts';
import { afterTrouble, steadyWorldUpdate, withNextReserved } from './steady-world.ts';
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

function isWorld(
  message: Exclude<Message, KeyboardWorldMessage | ScreenWorldMessage | SteadyWorldMessage>,
): message is WorldMessage {
  return WORLD_TYPES.has(message.type);
}

/**
 * The whole workstation as one pure function: what is on screen, what happened, what time it is → what is on screen
 * next and what to do. No clock, no chance, no I/O here or below (`state/`).
 */
export function workstationUpdate(state: WorkstationState, message: Message, nowMs: number): Update {
  const next = withAids(withLastSaved(state, plainUpdate(state, message, nowMs), nowMs));
  // A fictitious card has no next one.
  return next.state.practice ? next : withNextReserved(next, nowMs);
}

function plainUpdate(state: WorkstationState, message: Message, nowMs: number): Update {
  if (isScreenWorld(message)) return screenWorldUpdate(state, message, nowMs);
  if (isSteadyWorld(message)) return steadyWorldUpdate(state, message);
  if (isKeyboardWorld(message)) return keyboardWorldUpdate(state, message, nowMs);
  if (isWorld(message)) return worldUpdate(state, message, nowMs);
  const { practice } = state;
  if (!practice) return agentUpdate(state, message, nowMs);
  const asReal = (now: WorkstationState) => agentUpdate(now, message, nowMs);
  return practiceUpdate(state, practice, { message, nowMs, asReal });
}

/** Enter in the palette: the action under the arrows, as if its key had been pressed. */
function doChosen(state: WorkstationState, nowMs: number): Update {
  const chosen = chosenInPalette(state);
  if (!chosen) return withNotice(update(state), PAGES.palette.none);
  if ('whyNot' in chosen) return withNotice(update(state), chosen.whyNot);
  return plainUpdate(underneath(state), chosen.message, nowMs);
}

function agentUpdate(state: WorkstationState, message: AgentMessage, nowMs: number): Update {
  if (message.type === 'refused') return withNotice(update(state), message.why);
  if (message.type === 'repaint') return update(state, { do: 'repaint' });
  const { overlay } = state;
  if (isScreenOverlay(overlay))
    return overlay.kind === 'exercise' ? update(state) : screenOverlayUpdate(state, overlay, message);
  if (overlay?.kind === 'palette' && message.type === 'accept') return doChosen(state, nowMs);
  if (isKeyboardOverlay(overlay)) return keyboardOverlayUpdate(state, overlay, message);
  if (overlay) return overlayUpdate(state, overlay, message);
  if (opensKeyboardPage(message)) return openKeyboardPage(state, message.type);
  switch (message.type) {
    case 'quit':
      return askToQuit(state);
    case 'help':
      return update({ ...state, overlay: { kind: 'help', scroll: 0 } });
    case 'my-day':
      return update({ ...state, overlay: { kind: 'my-day' } }, { do: 'my-day' });
    case 'ask-pause':
      return update({ ...state, overlay: { kind: 'pause-choice' } });
    case 'knowledge':
    case 'objections':
    case 'diary':
    case 'shift-end':
      return openScreen(state, message.type);
    case 'practice':
      return askPractice(state);
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
    case 'trouble':
      return message.type === 'accept'
        ? update({ ...state, stage: { at: 'loading' } }, afterTrouble(stage.problem))
        : update(state);
    case 'waiting':
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
