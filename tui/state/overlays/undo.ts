import type { UndoReceipt } from '../../../shared/own-record.ts';
import { PAGES } from '../../words/french-pages.ts';
import type { Mend } from '../call/mend-form.ts';
import { mayLeave, notedOf, withoutSaved } from '../last-saved.ts';
import type { Problem } from '../problem.ts';
import { counted } from '../promised-callback.ts';
import {
  covered,
  type Rows,
  type Update,
  uncovered,
  update,
  type WakeCommand,
  type WhyNot,
  withNotice,
} from '../update.ts';
import type { SavedCall, WorkstationState } from '../workstation-state.ts';
import { notInPractice } from './exercise.ts';
import { opens, type Page } from './page.ts';
import { type OpenOwnCommand, openOwn } from './search.ts';

export type UndoNews =
  | { readonly type: 'undone'; readonly receipt: UndoReceipt; readonly mend?: Mend }
  | { readonly type: 'undo-failed'; readonly callId: string; readonly problem: Problem };

export interface UndoCommand {
  readonly do: 'undo';
  readonly callId: string;
  /** This memory has lost what was noted: the server is to say it. */
  readonly isNoted?: boolean;
  readonly mend?: Mend;
}

/** The disposition that `u` takes back now; behind it lie those of before. */
export function lastSaved({ saved }: WorkstationState): SavedCall | undefined {
  return saved?.[0];
}

export const nothingToUndo: WhyNot = (state) => {
  const { nothing, noMore } = PAGES.undo;
  return notInPractice(state) ?? (lastSaved(state) ? undefined : state.closedCards === 0 ? nothing : noMore);
};

export const UNDO_KEYS = {
  undo: opens('undo', (state) => update(covered(state, { kind: 'undo' }))),
};

function confirmed(covering: WorkstationState): Update<UndoCommand | WakeCommand> {
  const state = uncovered(covering);
  const last = lastSaved(state);
  if (!last) return update(state);
  return withNotice(update(state, { do: 'undo', callId: last.callId }), PAGES.undo.sending, 'info');
}

export const undoPage: Page<'undo', UndoCommand | WakeCommand> = {
  help: 'nothing',
  keys: (state, _, gesture) => (gesture.type === 'yes' ? confirmed(state) : update(state)),
};

/** The record comes back at once when nobody is being talked to; else the queue gives it back after this card. */
function undone(
  state: WorkstationState,
  { receipt, mend }: UndoNews & { type: 'undone' },
): Update<OpenOwnCommand | WakeCommand> {
  const { callId, recordId } = receipt;
  const last = state.saved?.find((one) => one.callId === callId);
  const noted = last ? notedOf(last) : receipt.noted && { ...receipt.noted, recordId };
  const next = {
    ...withoutSaved(state, callId),
    undone: [...(state.undone ?? []), ...(noted ? [{ ...noted, ...(mend ? { mend } : {}) }] : [])],
    closedCards: Math.max(0, state.closedCards - 1),
    ...(last ? counted(state.today, last.disposition, -1) : {}),
  };
  if (!mayLeave(state.stage) || state.overlay) return withNotice(update(next), PAGES.undo.later, 'success');
  return openOwn(next, recordId);
}

/** Said as the server says it. What will never be possible is not proposed again: `u` goes on with the one before. */
function undoFailed(
  state: WorkstationState,
  { callId, problem }: UndoNews & { type: 'undo-failed' },
): Update<WakeCommand> {
  const isOver = problem.kind === 'conflict' || problem.kind === 'not-found';
  const next = isOver ? withoutSaved(state, callId) : state;
  return withNotice(update(next), `${problem.message} ${problem.hint}`, 'alert');
}

export const UNDO_NEWS: Rows<UndoNews, OpenOwnCommand | WakeCommand> = { undone, 'undo-failed': undoFailed };
