import type { ResumeCommand } from '../next-card.ts';
import { type Update, update } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';

/** Ends the practice, passed or not, and asks for a real card. */
export function leavePractice(state: WorkstationState): Update<ResumeCommand> {
  const { practice: _, overlay: __, ...rest } = state;
  return update({ ...rest, campaignName: '', stage: { at: 'loading' } }, { do: 'resume' });
}
