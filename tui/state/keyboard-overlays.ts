import type { OwnRecord } from '../../shared/own-record.ts';
import { PAGES } from '../words/french-pages.ts';
import { fuzzyScore } from './fuzzy.ts';
import { type KeyboardAgentMessage, type KeyboardOverlay, toAcknowledge } from './keyboard-messages.ts';
import { cardToRelease, mayLeave } from './last-saved.ts';
import { type AgentMessage, type Update, update, withNotice } from './messages.ts';
import { askToQuit } from './overlays.ts';
import { paletteEntries, underneath } from './palette.ts';
import { editField, type TextField, textField, typeInto } from './text-field.ts';
import type { WorkstationState } from './workstation-state.ts';

const MAX_TYPED = 40;
const MAX_SCROLL = 200;

function showing(state: WorkstationState, overlay: KeyboardOverlay): WorkstationState {
  return { ...state, overlay };
}

/** Opens one of these pages; those that need the server ask it at once. */
export function openKeyboardPage(
  state: WorkstationState,
  type: Exclude<KeyboardAgentMessage['type'], 'stop-word'>,
): Update {
  const field = textField('', { max: MAX_TYPED });
  switch (type) {
    case 'palette':
      return update(showing(state, { kind: 'palette', field, index: 0 }));
    case 'search':
      return update(showing(state, { kind: 'search', field, index: 0 }), { do: 'own-records' });
    case 'messages':
      return update(showing({ ...state, unread: 0 }, { kind: 'messages', scroll: 0 }), {
        do: 'read-messages',
      });
    case 'undo':
    case 'freeze':
      return update(showing(state, { kind: type }));
  }
}

/** The records that fit what is typed, in the order of the server: callbacks first. */
export function foundRecords(overlay: KeyboardOverlay & { kind: 'search' }): readonly OwnRecord[] {
  return (overlay.found ?? []).filter(
    (one) => fuzzyScore(overlay.field.text, `${one.name} ${one.city} ${one.label}`) !== undefined,
  );
}

type Listed = KeyboardOverlay & { kind: 'palette' | 'search' };

function entriesOf(state: WorkstationState, overlay: Listed): number {
  return overlay.kind === 'palette'
    ? paletteEntries(state, overlay.field.text).length
    : foundRecords(overlay).length;
}

function listUpdate(state: WorkstationState, overlay: Listed, message: AgentMessage): Update {
  const inField = (change: (field: TextField) => TextField) =>
    update(showing(state, { ...overlay, field: change(overlay.field), index: 0 }));
  switch (message.type) {
    case 'typed':
      return inField((field) => typeInto(field, message.text));
    case 'edit':
      return inField((field) => editField(field, message.edit));
    case 'move': {
      const last = entriesOf(state, overlay) - 1;
      const index = Math.max(0, Math.min(last, overlay.index + message.by));
      return update(showing(state, { ...overlay, index }));
    }
    case 'accept':
      // The palette's Enter is done by workstation-update, which knows what the chosen action does.
      return overlay.kind === 'search' ? openFound(state, overlay) : update(state);
    default:
      return update(state);
  }
}

function openFound(state: WorkstationState, overlay: KeyboardOverlay & { kind: 'search' }): Update {
  const found = foundRecords(overlay);
  const one = found[Math.min(overlay.index, found.length - 1)];
  if (!one) return withNotice(update(state), PAGES.search.none);
  if (one.whyNot !== '') return withNotice(update(state), one.whyNot);
  if (!mayLeave(state.stage)) return withNotice(update(state), PAGES.search.cardBegun);
  return openOwn(underneath(state), one.recordId);
}

/** Leaves what is on screen, which nobody has begun, for that record. */
export function openOwn(state: WorkstationState, recordId: number): Update {
  const release = cardToRelease(state.stage);
  const command = { do: 'open-own', recordId, ...(release === undefined ? {} : { release }) } as const;
  return update({ ...state, stage: { at: 'loading' } }, command);
}

function confirmed(state: WorkstationState, kind: 'undo' | 'freeze'): Update {
  const under = underneath(state);
  const { stage, lastSaved } = state;
  if (kind === 'undo')
    return lastSaved
      ? withNotice(update(under, { do: 'undo', callId: lastSaved.callId }), PAGES.undo.sending, 'info')
      : update(under);
  if (stage.at !== 'call') return update(under);
  const { callId } = stage.call.card;
  return withNotice(update(under, { do: 'freeze', callId }), PAGES.freeze.sending, 'info');
}

/** Keys while one of these pages covers the screen. */
export function keyboardOverlayUpdate(
  state: WorkstationState,
  overlay: KeyboardOverlay,
  message: AgentMessage,
): Update {
  if (message.type === 'escape' || message.type === 'no') return update(underneath(state));
  if (message.type === 'quit') return askToQuit(underneath(state));
  if (message.type === overlay.kind) return update(underneath(state));
  switch (overlay.kind) {
    case 'palette':
    case 'search':
      return listUpdate(state, overlay, message);
    case 'undo':
    case 'freeze':
      return message.type === 'yes' ? confirmed(state, overlay.kind) : update(state);
    case 'messages': {
      if (message.type === 'accept') return update(underneath(state));
      if (message.type === 'acknowledge')
        return update(state, { do: 'acknowledge', ids: toAcknowledge(overlay).map(({ id }) => id) });
      if (message.type !== 'move') return update(state);
      const scroll = Math.min(MAX_SCROLL, Math.max(0, overlay.scroll + message.by));
      return update(showing(state, { ...overlay, scroll }));
    }
  }
}
