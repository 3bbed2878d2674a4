import type { CallOutcomeInput, OutcomeReceipt } from '../../shared/call-outcome.ts';
import { FRENCH } from '../words/french.ts';
import type { Call } from './call/call.ts';
import { openLogin } from './login.ts';
import { type Update, update, withNotice } from './messages.ts';
import type { Problem, SavingStage, WorkstationState } from './workstation-state.ts';

/** Between two tries of an outcome that did not reach the server. */
export const RETRY_MS = 5000;

/** No answer is not a refusal: the outcome stays and is sent again. */
export function isUnreachable(problem: Problem): boolean {
  return problem.kind === 'unavailable' || problem.kind === 'too-many';
}

/** Recorded: the next card is asked for, and the receipt says what became of this one. */
export function saved(state: WorkstationState, receipt: OutcomeReceipt): Update {
  if (state.stage.at !== 'saving' || state.stage.outcome.callId !== receipt.callId) return update(state);
  const { heldOutcome: _, ...rest } = state;
  const next = { ...rest, stage: { at: 'loading' } as const, closedCards: state.closedCards + 1 };
  const text = FRENCH.saving.saved(receipt.summary, receipt.confirmation);
  return withNotice(update(next, { do: 'next-card' }), text, 'success');
}

/**
 * Not recorded. Without an answer: kept and retried. Session over: kept, and sent after the next login. Refused
 * because the card is no longer ours: said, nothing else can be done. Refused otherwise: back to the card, to mend it.
 */
export function saveFailed(state: WorkstationState, problem: Problem): Update {
  const { stage } = state;
  if (stage.at !== 'saving') return update(state);
  if (isUnreachable(problem)) {
    const waiting: SavingStage = { ...stage, unsent: true, problem };
    const wake = { for: 'retry-save', callId: stage.outcome.callId } as const;
    return update({ ...state, stage: waiting }, { do: 'wake', afterMs: RETRY_MS, wake });
  }
  if (problem.kind === 'unauthenticated') {
    const held = { outcome: stage.outcome, call: stage.call };
    return update({ ...state, heldOutcome: held, stage: openLogin(state.session?.account, problem) });
  }
  if (problem.kind === 'conflict' || problem.kind === 'not-found')
    return update({ ...state, stage: { at: 'trouble', problem } });
  const { closing: _, ...call } = stage.call;
  const text = `${problem.message} ${problem.hint}`;
  return withNotice(update({ ...state, stage: { at: 'call', call } }), text, 'alert');
}

/** Sends the outcome on screen again, with the same callId; when none waits, it does nothing. */
export function retrySave(state: WorkstationState, callId?: string): Update {
  const { stage } = state;
  if (stage.at !== 'saving' || !stage.unsent) return update(state);
  if (callId !== undefined && callId !== stage.outcome.callId) return update(state);
  const sending: SavingStage = { ...stage, unsent: false, tries: stage.tries + 1 };
  return update({ ...state, stage: sending }, { do: 'save', outcome: stage.outcome });
}

/** After a new login: first what the ended session left unsent. */
export function sendHeld(state: WorkstationState, held: { outcome: CallOutcomeInput; call: Call }): Update {
  const stage: SavingStage = { at: 'saving', ...held, unsent: false, tries: 1 };
  return update({ ...state, stage }, { do: 'save', outcome: held.outcome });
}
