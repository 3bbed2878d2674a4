import { FRENCH } from '../words/french.ts';
import { openCall } from './call/call.ts';
import { forPerson } from './last-saved.ts';
import { openLogin } from './login.ts';
import { type Command, type Update, update, type Wake, type WorldMessage, withNotice } from './messages.ts';
import { retrySave, saved, saveFailed, sendHeld } from './saving.ts';
import { lineBack } from './steady-world.ts';
import type { Problem, WorkstationState } from './workstation-state.ts';

/** The server is told this often that the card is still on screen. */
export const LEASE_PERIOD_MS = 60_000;

export function leaseWake(callId: string): Command {
  return { do: 'wake', afterMs: LEASE_PERIOD_MS, wake: { for: 'lease', callId } };
}

function loading(state: WorkstationState): Update {
  return update({ ...state, stage: { at: 'loading' } }, { do: 'next-card' });
}

function cardFailed(state: WorkstationState, problem: Problem): Update {
  if (problem.kind === 'unauthenticated')
    return update({ ...state, stage: openLogin(state.session?.account, problem) });
  return update({ ...state, stage: { at: 'trouble', problem } });
}

function leaseFailed(state: WorkstationState, callId: string, problem: Problem): Update {
  const { stage } = state;
  if (stage.at !== 'call' || stage.call.card.callId !== callId) return update(state);
  // The next sign of life is on its way: a second timer would double with each failure.
  if (problem.kind === 'unavailable') return update(state);
  return withNotice(update(state), `${problem.message} ${problem.hint}`, 'alert');
}

function wakeUp(state: WorkstationState, wake: Wake): Update {
  const { stage } = state;
  switch (wake.for) {
    case 'notice': {
      if (state.notice?.serial !== wake.serial) return update(state);
      const { notice: _, ...rest } = state;
      return update(rest);
    }
    case 'lease':
      return stage.at === 'call' && stage.call.card.callId === wake.callId
        ? update(state, { do: 'keep-lease', callId: wake.callId }, leaseWake(wake.callId))
        : update(state);
    case 'retry-save':
      return retrySave(state, wake.callId);
    case 'next-card':
      return stage.at === 'waiting' && stage.retryAtMs === wake.retryAtMs ? loading(state) : update(state);
  }
}

/** The wait that the server asked for, never a busy loop and never a wake-up beyond Node's longest timer. */
function waitMs(retryAtMs: number, nowMs: number): number {
  return Math.min(Math.max(1000, retryAtMs - nowMs), 24 * 3_600_000);
}

function loggedIn(before: WorkstationState, message: WorldMessage & { type: 'logged-in' }): Update {
  const { session } = message;
  const state = forPerson(before, session.account);
  const firstName = session.displayName.split(' ')[0] ?? session.displayName;
  const next = { ...state, session, agentFirstName: firstName };
  return state.heldOutcome ? sendHeld(next, state.heldOutcome) : loading(next);
}

function cardCame(
  state: WorkstationState,
  message: WorldMessage & { type: 'card-came' },
  nowMs: number,
): Update {
  if (state.stage.at !== 'loading') return update(state);
  const { card, script } = message;
  const stage = { at: 'call', call: openCall(card, script, nowMs) } as const;
  return update({ ...state, campaignName: card.campaign.name, stage }, leaseWake(card.callId));
}

/** The card that came with the receipt is shown at once: nothing more is asked. */
function savedThenNext(
  state: WorkstationState,
  { receipt, next }: WorldMessage & { type: 'saved' },
  nowMs: number,
): Update {
  const after = saved(state, receipt);
  if (!next || after.state.stage.at !== 'loading') return after;
  const shown = cardCame(after.state, { type: 'card-came', ...next }, nowMs);
  const others = after.commands.filter((command) => command.do !== 'next-card');
  return { state: shown.state, commands: [...others, ...shown.commands] };
}

function onStage(state: WorkstationState, message: WorldMessage, nowMs: number): Update {
  const { stage } = state;
  switch (message.type) {
    case 'login-failed':
      return stage.at === 'login'
        ? update({ ...state, stage: openLogin(stage.fields[0].text, message.problem) })
        : update(state);
    case 'no-card': {
      if (stage.at !== 'loading') return update(state);
      const { why, retryAtMs, toPractise = false } = message;
      const wake = { for: 'next-card', retryAtMs } as const;
      const waiting = { at: 'waiting', why, retryAtMs, ...(toPractise ? { toPractise } : {}) } as const;
      return update({ ...state, stage: waiting }, { do: 'wake', afterMs: waitMs(retryAtMs, nowMs), wake });
    }
    case 'card-failed':
      return stage.at === 'loading' ? cardFailed(state, message.problem) : update(state);
    case 'paused':
      return update({ ...state, stage: { at: 'pause', kind: message.kind, sinceMs: nowMs } });
    case 'day-came':
      if (state.overlay?.kind === 'shift-end')
        return update({ ...state, overlay: { ...state.overlay, day: message.day } });
      return state.overlay?.kind === 'my-day'
        ? update({ ...state, overlay: { kind: 'my-day', day: message.day } })
        : update(state);
    case 'day-failed':
      if (state.overlay?.kind === 'shift-end')
        return update({ ...state, overlay: { ...state.overlay, problem: message.problem } });
      return state.overlay?.kind === 'my-day'
        ? update({ ...state, overlay: { kind: 'my-day', problem: message.problem } })
        : update(state);
    default:
      return update(state);
  }
}

/** What came from the server, the terminal or a timer. A message that no longer fits the screen changes nothing. */
export function worldUpdate(state: WorkstationState, message: WorldMessage, nowMs: number): Update {
  switch (message.type) {
    case 'started':
      // Something may have been typed ahead: the login form, or the wish to quit, stands.
      return message.loggedIn && state.stage.at === 'loading' ? loading(state) : update(state);
    case 'resized':
      return update({ ...state, size: message.size });
    case 'logged-in':
      return loggedIn(state, message);
    case 'card-came':
      return cardCame(state, message, nowMs);
    case 'saved':
      return savedThenNext(state, message, nowMs);
    case 'save-failed':
      return saveFailed(state, message.problem);
    case 'lease-failed':
      return leaseFailed(state, message.callId, message.problem);
    case 'request-failed':
      return withNotice(update(state), `${message.problem.message} ${message.problem.hint}`, 'alert');
    case 'live':
      return withNotice(update(state), message.text, message.lasting ? 'alert' : 'info');
    case 'line':
      return message.line === 'connected'
        ? lineBack({ ...state, line: message.line })
        : withNotice(update({ ...state, line: message.line }), FRENCH.line.lost, 'info');
    case 'wake':
      return wakeUp(state, message.wake);
    case 'login-failed':
    case 'no-card':
    case 'card-failed':
    case 'paused':
    case 'day-came':
    case 'day-failed':
      return onStage(state, message, nowMs);
  }
}
