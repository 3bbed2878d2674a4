import type { CallOutcomeInput, OutcomeReceipt } from '../../shared/call-outcome.ts';
import type { CallScript } from '../../shared/call-script.ts';
import type { Card } from '../../shared/card.ts';
import { dispositionLabel } from '../../shared/disposition-labels.ts';
import { dispositionOf, isIrreversible } from '../../shared/dispositions.ts';
import { shortLabelOf } from '../keys/disposition-keys.ts';
import { FRENCH } from '../words/french.ts';
import type { Call } from './call/call.ts';
import { openLogin } from './login.ts';
import { afterEnding, cardCame, type NextCardCommand } from './next-card.ts';
import type { PauseCommand } from './pause.ts';
import type { Problem } from './problem.ts';
import { counted } from './promised-callback.ts';
import { type Rows, type Update, update, type WakeCommand, withNotice } from './update.ts';
import type { SavingStage, WorkstationState } from './workstation-state.ts';

export type SavingNews =
  | {
      readonly type: 'saved';
      readonly receipt: OutcomeReceipt;
      /** The card that came with the receipt. */
      readonly next?: { readonly card: Card; readonly script: CallScript };
    }
  | { readonly type: 'save-failed'; readonly problem: Problem };

export interface SaveCommand {
  readonly do: 'save';
  readonly outcome: CallOutcomeInput;
  /** No card is to come with the receipt. */
  readonly alone?: true;
}

function wrapUpOf({ card }: Call): number {
  return card.campaign.wrapUpSeconds ?? 0;
}

/** Sends the outcome; with the receipt comes the next card, unless a pause or some time stands before it. */
export function saveCommand(
  { pauseAsked }: WorkstationState,
  { outcome, call }: { readonly outcome: CallOutcomeInput; readonly call: Call },
): SaveCommand {
  return { do: 'save', outcome, ...(pauseAsked || wrapUpOf(call) > 0 ? { alone: true } : {}) };
}

/** Between two tries of an outcome that did not reach the server. */
const RETRY_MS = 5000;

/** No answer is not a refusal: the outcome stays and is sent again. */
export function isUnreachable(problem: Problem): boolean {
  return problem.kind === 'unavailable' || problem.kind === 'too-many';
}

/** « Occupé » enregistré, reviendra demain 14:00 · {undo} annule. */
function savedLine(receipt: OutcomeReceipt, { card }: Call): string {
  const { disposition, summary, confirmation } = receipt;
  const { country } = card.campaign;
  const label = dispositionLabel(disposition, country);
  const plain = summary.replace(/\.$/, '');
  const isClosed = plain === `Fiche close : ${label}` || plain === 'Fiche close';
  const fate = isClosed ? FRENCH.saving.closed : plain.charAt(0).toLowerCase() + plain.slice(1);
  const undo = isIrreversible(disposition) ? '' : FRENCH.saving.undo;
  const isToRead = confirmation === 'queued' && dispositionOf(disposition)?.form === 'callback';
  return (
    FRENCH.saving.saved(shortLabelOf(disposition, country), fate, isToRead ? 'information' : confirmation) +
    undo
  );
}

type AfterSave = NextCardCommand | PauseCommand | WakeCommand;

/** Recorded: the next card is asked for, now or after a while, and the receipt says what became of this one. */
function saved(state: WorkstationState, receipt: OutcomeReceipt, nowMs: number): Update<AfterSave> {
  if (state.stage.at !== 'saving' || state.stage.outcome.callId !== receipt.callId) return update(state);
  const { heldOutcome: _, ...rest } = state;
  const wrapUp = wrapUpOf(state.stage.call);
  const next = {
    ...rest,
    stage: { at: 'loading' } as const,
    closedCards: state.closedCards + 1,
    ...counted(state.today, receipt.disposition),
  };
  return withNotice(afterEnding(next, wrapUp, nowMs), savedLine(receipt, state.stage.call), 'success');
}

/** The card that came with the receipt is shown at once, or goes back unseen to whoever asked for a pause meanwhile. */
function savedThenNext(
  state: WorkstationState,
  { receipt, next }: SavingNews & { type: 'saved' },
  nowMs: number,
): Update<AfterSave> {
  const after = saved(state, receipt, nowMs);
  if (!next || after.state.stage.at !== 'loading') return after;
  if (after.state.pauseAsked) {
    const release = next.card.callId;
    const commands = after.commands.map((one) => (one.do === 'pause' ? { ...one, release } : one));
    return { state: after.state, commands };
  }
  const shown = cardCame(after.state, next, nowMs);
  const others = after.commands.filter((command) => command.do !== 'next-card');
  return { state: shown.state, commands: [...others, ...shown.commands] };
}

/**
 * Not recorded. Without an answer: kept and retried. Session over: kept, and sent after the next login. Refused
 * because the card is no longer ours: said, nothing else can be done. Refused otherwise: back to the card, to mend it.
 */
function saveFailed(state: WorkstationState, problem: Problem): Update<WakeCommand> {
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

export const SAVING_NEWS: Rows<SavingNews, AfterSave> = {
  saved: savedThenNext,
  'save-failed': (state, { problem }) => saveFailed(state, problem),
};

/** Sends the outcome on screen again, with the same callId; when none waits, it does nothing. */
export function retrySave(state: WorkstationState, callId?: string): Update<SaveCommand> {
  const { stage } = state;
  if (stage.at !== 'saving' || !stage.unsent) return update(state);
  if (callId !== undefined && callId !== stage.outcome.callId) return update(state);
  const sending: SavingStage = { ...stage, unsent: false, tries: stage.tries + 1 };
  return update({ ...state, stage: sending }, saveCommand(state, stage));
}

/** After a new login: first what the ended session left unsent. */
export function sendHeld(
  state: WorkstationState,
  held: { outcome: CallOutcomeInput; call: Call },
): Update<SaveCommand> {
  const stage: SavingStage = { at: 'saving', ...held, unsent: false, tries: 1 };
  return update({ ...state, stage }, saveCommand(state, held));
}

/** What waits to be sent is kept on this disk: leaving does not lose it. */
export function isSealed({ unsent }: WorkstationState): boolean {
  return unsent !== undefined && unsent.count > 0 && unsent.isOnDisk;
}
