import type { UndoReceipt } from '../../../shared/own-record.ts';
import { PAGES } from '../../words/french-pages.ts';
import { mayLeave } from '../last-saved.ts';
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
import type { WorkstationState } from '../workstation-state.ts';
import { notInPractice } from './exercise.ts';
import { opens, type Page } from './page.ts';
import { type OpenOwnCommand, openOwn } from './search.ts';

export interface UndoNews {
  readonly type: 'undone';
  readonly receipt: UndoReceipt;
}

export interface UndoCommand {
  readonly do: 'undo';
  readonly callId: string;
}

export const nothingToUndo: WhyNot = (state) =>
  notInPractice(state) ?? (state.lastSaved ? undefined : PAGES.undo.nothing);

export const UNDO_KEYS = {
  undo: opens('undo', (state) => update(covered(state, { kind: 'undo' }))),
};

function confirmed(covering: WorkstationState): Update<UndoCommand | WakeCommand> {
  const state = uncovered(covering);
  const { lastSaved } = state;
  if (!lastSaved) return update(state);
  return withNotice(update(state, { do: 'undo', callId: lastSaved.callId }), PAGES.undo.sending, 'info');
}

export const undoPage: Page<'undo', UndoCommand | WakeCommand> = {
  help: 'nothing',
  keys: (state, _, gesture) => (gesture.type === 'yes' ? confirmed(state) : update(state)),
};

/** The record comes back at once when nobody is being talked to; else the queue gives it back after this card. */
function undone(state: WorkstationState, { receipt }: UndoNews): Update<OpenOwnCommand | WakeCommand> {
  const { lastSaved, ...rest } = state;
  if (lastSaved?.callId !== receipt.callId) return update(state);
  const next = { ...rest, closedCards: Math.max(0, state.closedCards - 1) };
  if (!mayLeave(state.stage) || state.overlay) return withNotice(update(next), PAGES.undo.later, 'success');
  return openOwn({ ...next, undone: lastSaved.call }, receipt.recordId);
}

export const UNDO_NEWS: Rows<UndoNews, OpenOwnCommand | WakeCommand> = { undone };
