import { askAidsAgain } from '../aids.ts';
import { editField, type TextField, textField, typeInto } from '../text-field.ts';
import { covered, type Update, uncovered, update } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import { foundNotes } from './knowledge-search.ts';
import type { OverlayOf } from './overlay.ts';
import { MAX_SCROLL, opens, type Page, type PageGesture, stepped } from './page.ts';

const MAX_QUERY = 40;

export const KNOWLEDGE_KEYS = {
  knowledge: opens('knowledge', (state) => {
    const field = textField('', { max: MAX_QUERY });
    return askAidsAgain(covered(state, { kind: 'knowledge', field, index: 0, scroll: 0 }));
  }),
};

function knowledgeKeys(
  state: WorkstationState,
  overlay: OverlayOf<'knowledge'>,
  gesture: PageGesture,
): Update<never> {
  const written = (field: TextField) => update(covered(state, { ...overlay, field, index: 0, scroll: 0 }));
  switch (gesture.type) {
    case 'typed':
      return written(typeInto(overlay.field, gesture.text));
    case 'edit':
      return written(editField(overlay.field, gesture.edit));
    case 'move': {
      const found = foundNotes(state.aids?.aids?.notes ?? [], overlay.field.text);
      const index = stepped(overlay.index, gesture.by, found.length - 1);
      return update(covered(state, { ...overlay, index, scroll: 0 }));
    }
    case 'scroll':
      return update(covered(state, { ...overlay, scroll: stepped(overlay.scroll, gesture.by, MAX_SCROLL) }));
    case 'accept':
      return update(uncovered(state));
    default:
      return update(state);
  }
}

export const knowledgePage: Page<'knowledge', never> = { help: 'lays', keys: knowledgeKeys };
