import type { PersonStop } from '../../shared/card.ts';
import type { Unsent } from '../../shared/desk.ts';
import { FRENCH } from '../words/french.ts';
import { stoppedCall } from './call/no-more-asks.ts';
import { askCard, type CardCommand } from './next-card.ts';
import type { PauseCommand } from './pause.ts';
import type { Problem } from './problem.ts';
import { isUnreachable, retrySave, type SaveCommand } from './saving.ts';
import { type Rows, type Update, uncovered, update, type WakeCommand, withNotice } from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

/** The line, what waits for it, and who else is on it. */
export type LineNews =
  | { readonly type: 'line'; readonly line: 'connected' | 'reconnecting' }
  | { readonly type: 'live'; readonly text: string; readonly lasting: boolean }
  /** An act for the person behind the card. */
  | { readonly type: 'stopped'; readonly callId: string; readonly stop: PersonStop }
  | { readonly type: 'unsent'; readonly unsent: Unsent }
  /** Another workstation of the agent holds the place, or just took it. */
  | { readonly type: 'elsewhere'; readonly problem: Problem };

/** What is being saved is saved first; then, or without it, nothing more can be done here until the agent takes over. */
function stopHere(state: WorkstationState, { problem }: LineNews & { type: 'elsewhere' }): Update<never> {
  const { at } = state.stage;
  if (at === 'login' || at === 'leaving' || at === 'saving' || state.practice) return update(state);
  return update({ ...uncovered(state), stage: { at: 'trouble', problem } });
}

/** The line is back: what waited for it goes on by itself, and a card that was lost meanwhile is said at once. */
function lineBack(state: WorkstationState): Update<CardCommand | PauseCommand | SaveCommand> {
  const { stage } = state;
  if (stage.at === 'trouble' && isUnreachable(stage.problem)) return askCard(state);
  if (stage.at === 'call' && !state.practice)
    return update(state, { do: 'renew-lease', callId: stage.call.card.callId });
  return retrySave(state);
}

/** Stays on the card, whatever was open over it; on its way to the server, for the card that a refusal brings back. */
function stopped(
  state: WorkstationState,
  { callId, stop }: LineNews & { type: 'stopped' },
): Update<WakeCommand> {
  const { stage } = state;
  if ((stage.at !== 'call' && stage.at !== 'saving') || stage.call.card.callId !== callId)
    return update(state);
  if (stage.call.stopped !== undefined) return update(state);
  const call = stoppedCall(stage.call, stop);
  if (stage.at === 'saving') return update({ ...state, stage: { ...stage, call } });
  return withNotice(update({ ...uncovered(state), stage: { at: 'call', call } }), stop.text, 'alert');
}

export const LINE_NEWS: Rows<LineNews, CardCommand | PauseCommand | SaveCommand | WakeCommand> = {
  line: (state, { line }) =>
    line === 'connected'
      ? lineBack({ ...state, line })
      : withNotice(update({ ...state, line }), FRENCH.line.lost, 'info'),
  live: (state, { text, lasting }) => withNotice(update(state), text, lasting ? 'alert' : 'info'),
  unsent: (state, { unsent: { said, ...unsent } }) => {
    const next = update({ ...state, unsent });
    return said === undefined ? next : withNotice(next, said, 'alert');
  },
  stopped,
  elsewhere: stopHere,
};
