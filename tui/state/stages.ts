import { callUpdate } from './call-machine.ts';
import type { Gesture } from './gestures.ts';
import { type LogInCommand, loginUpdate } from './login.ts';
import { afterTrouble, askCard, type CardCommand } from './next-card.ts';
import { retrySave, type SaveCommand } from './saving.ts';
import { type Update, update, type WakeCommand } from './update.ts';
import type { WorkstationState } from './workstation-state.ts';

/** A gesture on the bare screen: what it means there depends on the stage alone. */
export function onStage(
  state: WorkstationState,
  gesture: Gesture,
  nowMs: number,
): Update<LogInCommand | CardCommand | SaveCommand | WakeCommand> {
  const { stage } = state;
  const goesOn = gesture.type === 'accept';
  switch (stage.at) {
    case 'login':
      return loginUpdate(state, stage, gesture);
    case 'call':
      return callUpdate(state, stage, { message: gesture, nowMs });
    case 'saving':
      return goesOn ? retrySave(state) : update(state);
    case 'trouble':
      return goesOn
        ? update({ ...state, stage: { at: 'loading' } }, afterTrouble(stage.problem))
        : update(state);
    case 'waiting':
      return goesOn ? askCard(state) : update(state);
    case 'pause':
      return goesOn ? update({ ...state, stage: { at: 'loading' } }, { do: 'resume' }) : update(state);
    case 'loading':
    case 'leaving':
      return update(state);
  }
}
