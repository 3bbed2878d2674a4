import { type AgentMessage, type Command, type Update, update } from './messages.ts';
import type { Overlay, Stage, WorkstationState } from './workstation-state.ts';

/** The card that leaving gives back to the queue, undialled. */
function openCallId(stage: Stage): string | undefined {
  return stage.at === 'call' ? stage.call.card.callId : undefined;
}

/** Leaving now would lose something: the agent is asked first. */
function needsAsking(stage: Stage): boolean {
  return stage.at === 'call' || stage.at === 'saving';
}

/** Closes the session; an open card is given back, undialled. */
export function leave(state: WorkstationState): Update {
  const release = openCallId(state.stage);
  const command: Command = release === undefined ? { do: 'leave' } : { do: 'leave', release };
  const { overlay: _, ...rest } = state;
  return update({ ...rest, stage: { at: 'leaving' } }, command);
}

export function askToQuit(state: WorkstationState): Update {
  if (state.stage.at === 'leaving') return update(state);
  return needsAsking(state.stage) ? update({ ...state, overlay: { kind: 'quit' } }) : leave(state);
}

function closed(state: WorkstationState): WorkstationState {
  const { overlay: _, ...rest } = state;
  return rest;
}

/** About the length of the help. */
const MAX_SCROLL = 60;

/** Keys while something covers the screen; what is underneath does not move. */
export function overlayUpdate(state: WorkstationState, overlay: Overlay, message: AgentMessage): Update {
  switch (message.type) {
    case 'escape':
    case 'no':
      return update(closed(state));
    case 'accept':
      return overlay.kind === 'quit' ? update(state) : update(closed(state));
    case 'help':
    case 'my-day':
      return update(closed(state));
    case 'move':
      return overlay.kind === 'help'
        ? update({
            ...state,
            overlay: { kind: 'help', scroll: Math.min(MAX_SCROLL, Math.max(0, overlay.scroll + message.by)) },
          })
        : update(state);
    case 'yes':
      return overlay.kind === 'quit' ? leave(state) : update(state);
    case 'quit':
      return overlay.kind === 'quit' ? update(state) : askToQuit(closed(state));
    case 'pause':
      return overlay.kind === 'pause-choice'
        ? update(closed(state), { do: 'pause', kind: message.kind })
        : update(state);
    default:
      return update(state);
  }
}
