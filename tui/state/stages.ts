import { FRENCH } from '../words/french.ts';
import { callUpdate } from './call-machine.ts';
import type { Gesture } from './gestures.ts';
import { type LogInCommand, loginUpdate } from './login.ts';
import { afterTrouble, askCard, type CardCommand } from './next-card.ts';
import { type PassphraseCommand, passphraseUpdate } from './passphrase.ts';
import { isHeld, type PauseCommand } from './pause.ts';
import { retrySave, type SaveCommand } from './saving.ts';
import { type Update, update, type WakeCommand, withNotice } from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

/** Back to the calls; the key that began the pause, held, does not end it. */
function resumed(state: WorkstationState): Update<CardCommand | WakeCommand> {
  if (isHeld(state)) return withNotice(update(state), FRENCH.refusals.repeatedKey);
  return update({ ...state, stage: { at: 'loading' } }, { do: 'resume' });
}

/** A gesture on the bare screen: what it means there depends on the stage alone. */
export function onStage(
  state: WorkstationState,
  gesture: Gesture,
  nowMs: number,
): Update<LogInCommand | PassphraseCommand | CardCommand | PauseCommand | SaveCommand | WakeCommand> {
  const { stage } = state;
  const goesOn = gesture.type === 'accept';
  switch (stage.at) {
    case 'login':
      return loginUpdate(state, stage, gesture);
    case 'passphrase':
      return passphraseUpdate(state, stage, gesture);
    case 'call':
      return callUpdate(state, stage, { message: gesture, nowMs });
    case 'saving':
      return goesOn ? retrySave(state) : update(state);
    case 'trouble':
      return goesOn ? afterTrouble(state, stage.problem) : update(state);
    case 'waiting':
    case 'wrap-up':
      return goesOn ? askCard(state) : update(state);
    case 'pause':
      return goesOn ? resumed(state) : update(state);
    case 'loading':
    case 'leaving':
      return update(state);
  }
}
