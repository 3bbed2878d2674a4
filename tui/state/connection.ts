import type { Unsent } from '../../shared/desk.ts';
import { FRENCH } from '../words/french.ts';
import { askCard, type CardCommand } from './next-card.ts';
import type { Problem } from './problem.ts';
import { isUnreachable, retrySave, type SaveCommand } from './saving.ts';
import { type Rows, type Update, uncovered, update, type WakeCommand, withNotice } from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

/** The line, what waits for it, and who else is on it. */
export type LineNews =
  | { readonly type: 'line'; readonly line: 'connected' | 'reconnecting' }
  | { readonly type: 'live'; readonly text: string; readonly lasting: boolean }
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
function lineBack(state: WorkstationState): Update<CardCommand | SaveCommand> {
  const { stage } = state;
  if (stage.at === 'trouble' && isUnreachable(stage.problem)) return askCard(state);
  if (stage.at === 'call' && !state.practice)
    return update(state, { do: 'renew-lease', callId: stage.call.card.callId });
  return retrySave(state);
}

export const LINE_NEWS: Rows<LineNews, CardCommand | SaveCommand | WakeCommand> = {
  line: (state, { line }) =>
    line === 'connected'
      ? lineBack({ ...state, line })
      : withNotice(update({ ...state, line }), FRENCH.line.lost, 'info'),
  live: (state, { text, lasting }) => withNotice(update(state), text, lasting ? 'alert' : 'info'),
  unsent: (state, { unsent: { said, ...unsent } }) => {
    const next = update({ ...state, unsent });
    return said === undefined ? next : withNotice(next, said, 'alert');
  },
  elsewhere: stopHere,
};
