import type { Objection } from '../../../shared/call-aids.ts';
import { PAGES } from '../../words/french-pages.ts';
import { askAidsAgain } from '../aids.ts';
import { hear, MAX_HEARD } from '../call/heard-objections.ts';
import { lockedCall } from '../call/no-more-asks.ts';
import { covered, type Update, uncovered, update, type WakeCommand, withNotice } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import type { OverlayOf } from './overlay.ts';
import { opens, type Page, type PageGesture, stepped } from './page.ts';

/** Letters of the objections, in their order. */
export const OBJECTION_LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export const OBJECTIONS_KEYS = {
  objections: opens('objections', (state) => askAidsAgain(covered(state, { kind: 'objections', index: 0 }))),
};

/** The objections of the campaign on screen; none while they are on their way. */
export function objectionsOf(state: WorkstationState): readonly Objection[] {
  return state.aids?.aids?.objections ?? [];
}

/** Entered on the path at the step on screen; the page closes and the line at the bottom says how to go on. */
function noteObjection(state: WorkstationState, objection: Objection | undefined): Update<WakeCommand> {
  const { stage } = state;
  if (!objection || stage.at !== 'call') return update(uncovered(state));
  const noted = stage.call.path.at(-1)?.objections ?? [];
  const text = PAGES.objections;
  if (noted.includes(objection.id)) return withNotice(update(uncovered(state)), text.again, 'info');
  if (noted.length >= MAX_HEARD) return withNotice(update(state), text.full);
  const heard = hear(stage.call, objection.id);
  const call = objection.next === 'stop' ? lockedCall(heard) : heard;
  const next = { ...uncovered(state), stage: { at: 'call', call } as const };
  const tone = objection.next === 'stop' ? 'alert' : 'info';
  return withNotice(update(next), text.noted[objection.next](objection.label), tone);
}

function objectionKeys(
  state: WorkstationState,
  overlay: OverlayOf<'objections'>,
  gesture: PageGesture,
): Update<WakeCommand> {
  const all = objectionsOf(state);
  switch (gesture.type) {
    case 'move': {
      const index = stepped(overlay.index, gesture.by, all.length - 1);
      return update(covered(state, { kind: 'objections', index }));
    }
    case 'typed': {
      const index = OBJECTION_LETTERS.indexOf(gesture.text.toLowerCase());
      if (gesture.text.length !== 1 || index < 0 || index >= all.length)
        return withNotice(update(state), PAGES.objections.noSuchLetter);
      return update(covered(state, { kind: 'objections', index }));
    }
    case 'accept':
      return noteObjection(state, all[overlay.index]);
    default:
      return update(state);
  }
}

export const objectionsPage: Page<'objections', WakeCommand> = { help: 'lays', keys: objectionKeys };
