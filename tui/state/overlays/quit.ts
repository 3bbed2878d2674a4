import { FRENCH } from '../../words/french.ts';
import { covered, type Update, uncovered, update, type WhyNot } from '../update.ts';
import type { Stage, WorkstationState } from '../workstation-state.ts';
import type { Page } from './page.ts';

/** Closes the session; an open card is given back first. */
export interface LeaveCommand {
  readonly do: 'leave';
  readonly release?: string;
}

/** The card that leaving gives back to the queue, undialled. */
function openCallId(stage: Stage): string | undefined {
  return stage.at === 'call' ? stage.call.card.callId : undefined;
}

/** Leaving now would lose something: the agent is asked first. */
function needsAsking(stage: Stage): boolean {
  return stage.at === 'call' || stage.at === 'saving';
}

/** Closes the session; an open card is given back, undialled. */
export function leave(state: WorkstationState): Update<LeaveCommand> {
  const release = openCallId(state.stage);
  const command: LeaveCommand = release === undefined ? { do: 'leave' } : { do: 'leave', release };
  return update({ ...uncovered(state), stage: { at: 'leaving' } }, command);
}

/** Leaves, or asks first; from a page, which closes, as from the screen underneath. */
export function askToQuit(covering: WorkstationState): Update<LeaveCommand> {
  const state = uncovered(covering);
  if (state.stage.at === 'leaving') return update(state);
  return needsAsking(state.stage) ? update(covered(state, { kind: 'quit' })) : leave(state);
}

export const noQuitWhileSaving: WhyNot = ({ stage }) =>
  stage.at === 'saving' && !stage.unsent ? FRENCH.refusals.quitSaving : undefined;

export const quitPage: Page<'quit', LeaveCommand> = {
  help: 'closes',
  staysOnQuit: true,
  keys: (state, _, gesture) => (gesture.type === 'yes' ? leave(state) : update(state)),
};
