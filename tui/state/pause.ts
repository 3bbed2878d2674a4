import type { PauseKind } from '../../shared/desk.ts';
import { FRENCH } from '../words/french.ts';
import { isUntouched } from './last-saved.ts';
import { covered, type Rows, type Update, update, type WakeCommand, withNotice } from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

export interface PauseCommand {
  readonly do: 'pause';
  readonly kind: PauseKind;
  /** The card that goes back first, undialled. */
  readonly release?: string;
}

/** The lead is told that a pause is asked for after this call, or no more. */
export interface TellPauseCommand {
  readonly do: 'tell-pause';
  readonly asked: boolean;
}

export interface PauseNews {
  readonly type: 'paused';
  readonly kind: PauseKind;
}

/** The pause of whoever asked without saying which: another kind may take over from it. */
const ORDINARY: PauseKind = 'pause';

/** Held down, the key would ask and take back in turns. */
export function isHeld({ hand, cardGuardMs = 0 }: WorkstationState): boolean {
  return cardGuardMs > 0 && hand?.isRepeat === true;
}

/** The pause begins; a card that nobody began goes back first. */
export function pauseNow(state: WorkstationState, release?: string): Update<PauseCommand> {
  const command: PauseCommand = {
    do: 'pause',
    kind: ORDINARY,
    ...(release === undefined ? {} : { release }),
  };
  return update({ ...state, stage: { at: 'loading' } }, command);
}

function toggled(state: WorkstationState): Update<TellPauseCommand | WakeCommand> {
  const { pauseAsked = false, ...rest } = state;
  const tell = { do: 'tell-pause', asked: !pauseAsked } as const;
  return pauseAsked
    ? withNotice(update(rest, tell), FRENCH.pause.notAfter, 'info')
    : withNotice(update({ ...state, pauseAsked: true }, tell), FRENCH.pause.after, 'info');
}

/**
 * The key of the pause. While no card comes it asks which one. In the time after an ending it pauses at once; on a card
 * that nobody has begun too, and gives the card back. During a call, and while its outcome is on its way, it asks for a
 * pause after this call, or takes that back.
 */
export function askPause(state: WorkstationState): Update<PauseCommand | TellPauseCommand | WakeCommand> {
  const { stage, overlay } = state;
  if (overlay) return update(state);
  if (isHeld(state)) return withNotice(update(state), FRENCH.refusals.repeatedKey);
  if (stage.at === 'saving') return toggled(state);
  if (stage.at === 'wrap-up') return pauseNow(state);
  if (stage.at !== 'call') return update(covered(state, { kind: 'pause-choice' }));
  if (!isUntouched(stage)) return toggled(state);
  return withNotice(pauseNow(state, stage.call.card.callId), FRENCH.pause.givenBack, 'info');
}

export const PAUSE_NEWS: Rows<PauseNews, never> = {
  paused: ({ pauseAsked: _, ...state }, { kind }, nowMs) => {
    const { stage } = state;
    if (stage.at === 'pause' && stage.kind === kind) return update(state);
    return update({ ...state, stage: { at: 'pause', kind, sinceMs: nowMs } });
  },
};
