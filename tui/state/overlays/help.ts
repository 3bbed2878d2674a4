import { covered, type Update, uncovered, update } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import { type Page, stepped } from './page.ts';

/** About the length of the help. */
const MAX_HELP = 60;

export function openHelp(state: WorkstationState): Update<never> {
  return update(covered(state, { kind: 'help', scroll: 0 }));
}

export const helpPage: Page<'help', never> = {
  help: 'closes',
  keys: (state, { scroll }, gesture) => {
    if (gesture.type === 'accept') return update(uncovered(state));
    if (gesture.type !== 'move') return update(state);
    return update(covered(state, { kind: 'help', scroll: stepped(scroll, gesture.by, MAX_HELP) }));
  },
};
