import { OTHER_SCREEN } from '../../shared/card.ts';
import { currentNode } from './call/call.ts';
import { openLogin } from './login.ts';
import { type Command, type Update, update, withNotice } from './messages.ts';
import { isUnreachable, retrySave } from './saving.ts';
import type { SteadyWorldMessage } from './steady-messages.ts';
import type { Problem, Stage, WorkstationState } from './workstation-state.ts';

/** A reservation is asked anew when a call stays that long in its last steps; the server keeps one for three minutes. */
const RENEW_MS = 150_000;

export function steadyWorldUpdate(state: WorkstationState, message: SteadyWorldMessage): Update {
  if (message.type === 'elsewhere') return stopHere(state, message.problem);
  if (message.type === 'access-ended') return hideAll(state, message.problem);
  const { said, ...unsent } = message.unsent;
  const next = update({ ...state, unsent });
  return said === undefined ? next : withNotice(next, said, 'alert');
}

/** What is being saved is saved first; then, or without it, nothing more can be done here until the agent takes over. */
function stopHere(state: WorkstationState, problem: Problem): Update {
  const { at } = state.stage;
  if (at === 'login' || at === 'leaving' || at === 'saving' || state.practice) return update(state);
  const { overlay: _, ...rest } = state;
  return update({ ...rest, stage: { at: 'trouble', problem } });
}

/** The card goes, with all that lay over it; an outcome that was leaving waits in memory for the same person's next login. */
function hideAll(state: WorkstationState, problem: Problem): Update {
  const { stage } = state;
  if (stage.at === 'leaving' || stage.at === 'login') return update(state);
  const { overlay: _, lastSaved: __, undone: ___, practice: ____, ...rest } = state;
  const held = stage.at === 'saving' ? { heldOutcome: { outcome: stage.outcome, call: stage.call } } : {};
  return update({ ...rest, ...held, stage: openLogin(undefined, problem) });
}

/** The line is back: what waited for it goes on by itself, and a card that was lost meanwhile is said at once. */
export function lineBack(state: WorkstationState): Update {
  const { stage } = state;
  if (stage.at === 'trouble' && isUnreachable(stage.problem))
    return update({ ...state, stage: { at: 'loading' } }, { do: 'next-card' });
  if (stage.at === 'call' && !state.practice)
    return update(state, { do: 'keep-lease', callId: stage.call.card.callId });
  return retrySave(state);
}

/** What Enter does where the server refused: ask again, or take the place of the other workstation. */
export function afterTrouble({ code }: Problem): Command {
  return code === OTHER_SCREEN ? { do: 'take-over' } : { do: 'next-card' };
}

/** The call may be over in a few keys: a closing has begun, its ending is being chosen, or an answer of this step is one. */
function isNearEnd(stage: Stage): stage is Stage & { at: 'call' } {
  if (stage.at !== 'call') return false;
  const { call, form } = stage;
  if (call.closing || form?.kind === 'endings' || form?.kind === 'dispositions') return true;
  return currentNode(call).answers.some((answer) => answer.ends !== undefined);
}

/** In a call's last steps, a record is reserved for the next one: once, and again if they last. */
export function withNextReserved({ state, commands }: Update, nowMs: number): Update {
  const { stage, reserved, practice } = state;
  if (practice || state.line !== 'connected' || !isNearEnd(stage)) return { state, commands };
  const { callId } = stage.call.card;
  if (reserved?.callId === callId && nowMs - reserved.atMs < RENEW_MS) return { state, commands };
  return {
    state: { ...state, reserved: { callId, atMs: nowMs } },
    commands: [...commands, { do: 'reserve-next' }],
  };
}
