import { editField, type TextField, textField, typeInto } from '../text-field.ts';
import { covered, type Update, uncovered, update } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import type { OverlayOf } from './overlay.ts';
import { MAX_SCROLL, type Page, type PageGesture, stepped } from './page.ts';

const MAX_QUERY = 40;

/** The keys of the screen first; typing searches them. */
export function openHelp(state: WorkstationState): Update<never> {
  return update(covered(state, { kind: 'help', scroll: 0, field: textField('', { max: MAX_QUERY }) }));
}

function helpKeys(state: WorkstationState, overlay: OverlayOf<'help'>, gesture: PageGesture): Update<never> {
  const written = (field: TextField) => update(covered(state, { ...overlay, field, scroll: 0 }));
  switch (gesture.type) {
    case 'typed':
      // The key that opened it closes it: no key's sentence holds it.
      if (gesture.text === '?') return update(uncovered(state));
      return written(typeInto(overlay.field, gesture.text));
    case 'edit':
      return written(editField(overlay.field, gesture.edit));
    case 'move':
      return update(covered(state, { ...overlay, scroll: stepped(overlay.scroll, gesture.by, MAX_SCROLL) }));
    case 'accept':
      return update(uncovered(state));
    default:
      return update(state);
  }
}

export const helpPage: Page<'help', never> = { help: 'closes', keys: helpKeys };
