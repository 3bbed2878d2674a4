import type { LoggedIn } from '../../shared/desk.ts';
import { forPerson } from './last-saved.ts';
import { openLogin } from './login.ts';
import { askCard, type NextCardCommand } from './next-card.ts';
import { owedPassphrase } from './passphrase-stage.ts';
import type { PauseCommand } from './pause.ts';
import type { Problem } from './problem.ts';
import { type SaveCommand, sendHeld } from './saving.ts';
import { type Rows, type Update, update, type WakeCommand } from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

/** Somebody came, or has to go. */
export type LoggedInNews =
  | { readonly type: 'started'; readonly loggedIn: boolean }
  | { readonly type: 'logged-in'; readonly session: LoggedIn }
  | { readonly type: 'login-failed'; readonly problem: Problem }
  /** The session was ended by the house: nothing of a donor stays on the screen. */
  | { readonly type: 'access-ended'; readonly problem: Problem };

function loggedIn(
  before: WorkstationState,
  { session }: LoggedInNews & { type: 'logged-in' },
): Update<NextCardCommand | PauseCommand | SaveCommand> {
  const state = forPerson(before, session.account);
  const firstName = session.displayName.split(' ')[0] ?? session.displayName;
  const next = { ...state, session, agentFirstName: firstName };
  if (session.owes === 'passphrase') return update({ ...next, stage: owedPassphrase() });
  return state.heldOutcome ? sendHeld(next, state.heldOutcome) : askCard(next);
}

/** The card goes, with all that lay over it; an outcome that was leaving waits in memory for the same person's next login. */
function hideAll(
  state: WorkstationState,
  { problem }: LoggedInNews & { type: 'access-ended' },
): Update<never> {
  const { stage } = state;
  if (stage.at === 'leaving' || stage.at === 'login') return update(state);
  const {
    overlay: _,
    saved: __,
    undone: ___,
    practice: ____,
    pauseAsked: _____,
    onLine: ______,
    ...rest
  } = state;
  const held = stage.at === 'saving' ? { heldOutcome: { outcome: stage.outcome, call: stage.call } } : {};
  return update({ ...rest, ...held, stage: openLogin(undefined, problem) });
}

export const LOGGED_IN_NEWS: Rows<LoggedInNews, NextCardCommand | PauseCommand | SaveCommand | WakeCommand> =
  {
    // Something may have been typed ahead: the login form, or the wish to quit, stands.
    started: (state, { loggedIn: isIn }) =>
      isIn && state.stage.at === 'loading' ? askCard(state) : update(state),
    'logged-in': loggedIn,
    'login-failed': (state, { problem }) => {
      const { stage } = state;
      return update(
        stage.at === 'login' ? { ...state, stage: openLogin(stage.fields[0].text, problem) } : state,
      );
    },
    'access-ended': hideAll,
  };
