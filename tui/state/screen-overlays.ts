import type { Objection } from '../../shared/call-aids.ts';
import { PAGES } from '../words/french-pages.ts';
import { hear, MAX_HEARD } from './call/heard-objections.ts';
import { foundNotes } from './knowledge-search.ts';
import { type AgentMessage, type Update, update, withNotice } from './messages.ts';
import { askToQuit, leave } from './overlays.ts';
import type { ScreenAgentMessage } from './screen-messages.ts';
import type { ScreenOverlay } from './screens.ts';
import { editField, textField, typeInto } from './text-field.ts';
import type { WorkstationState } from './workstation-state.ts';

/** Letters of the objections, in their order. */
export const OBJECTION_LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const MAX_QUERY = 40;
const MAX_SCROLL = 200;

function closed(state: WorkstationState): WorkstationState {
  const { overlay: _, ...rest } = state;
  return rest;
}

function showing(state: WorkstationState, overlay: ScreenOverlay): WorkstationState {
  return { ...state, overlay };
}

/** Opens one of these pages; those that need the server ask it at once. */
export function openScreen(
  state: WorkstationState,
  type: Exclude<ScreenAgentMessage['type'], 'practice' | 'scroll'>,
): Update {
  switch (type) {
    case 'knowledge': {
      const field = textField('', { max: MAX_QUERY });
      return askAgain(showing(state, { kind: 'knowledge', field, index: 0, scroll: 0 }));
    }
    case 'objections':
      return askAgain(showing(state, { kind: 'objections', index: 0 }));
    case 'diary':
      return update(showing(state, { kind: 'diary', scroll: 0 }), { do: 'diary' });
    case 'shift-end':
      return update(showing(state, { kind: 'shift-end' }), { do: 'my-day' }, { do: 'diary' });
  }
}

/** Notes that did not come are asked for again when somebody wants to read them. */
function askAgain(state: WorkstationState): Update {
  const { aids } = state;
  if (!aids?.problem) return update(state);
  const { campaign, version } = aids;
  return update({ ...state, aids: { campaign, version } }, { do: 'aids', campaign, version });
}

/** The objections of the campaign on screen; none while they are on their way. */
export function objectionsOf(state: WorkstationState): readonly Objection[] {
  return state.aids?.aids?.objections ?? [];
}

function knowledgeUpdate(
  state: WorkstationState,
  overlay: ScreenOverlay & { kind: 'knowledge' },
  message: AgentMessage,
): Update {
  const found = foundNotes(state.aids?.aids?.notes ?? [], overlay.field.text);
  const within = (index: number) => Math.max(0, Math.min(found.length - 1, index));
  switch (message.type) {
    case 'typed':
      return update(
        showing(state, { ...overlay, field: typeInto(overlay.field, message.text), index: 0, scroll: 0 }),
      );
    case 'edit':
      return update(
        showing(state, { ...overlay, field: editField(overlay.field, message.edit), index: 0, scroll: 0 }),
      );
    case 'move':
      return update(showing(state, { ...overlay, index: within(overlay.index + message.by), scroll: 0 }));
    case 'scroll': {
      const scroll = Math.min(MAX_SCROLL, Math.max(0, overlay.scroll + message.by));
      return update(showing(state, { ...overlay, scroll }));
    }
    case 'accept':
      return update(closed(state));
    default:
      return update(state);
  }
}

/** Entered on the path at the step on screen; the page closes and the line at the bottom says how to go on. */
function noteObjection(state: WorkstationState, objection: Objection | undefined): Update {
  const { stage } = state;
  if (!objection || stage.at !== 'call') return update(closed(state));
  const noted = stage.call.path.at(-1)?.objections ?? [];
  const text = PAGES.objections;
  if (noted.includes(objection.id)) return withNotice(update(closed(state)), text.again, 'info');
  if (noted.length >= MAX_HEARD) return withNotice(update(state), text.full);
  const next = { ...closed(state), stage: { ...stage, call: hear(stage.call, objection.id) } };
  const tone = objection.next === 'stop' ? 'alert' : 'info';
  return withNotice(update(next), text.noted[objection.next](objection.label), tone);
}

function objectionsUpdate(
  state: WorkstationState,
  overlay: ScreenOverlay & { kind: 'objections' },
  message: AgentMessage,
): Update {
  const all = objectionsOf(state);
  switch (message.type) {
    case 'move': {
      const index = Math.max(0, Math.min(all.length - 1, overlay.index + message.by));
      return update(showing(state, { kind: 'objections', index }));
    }
    case 'typed': {
      const index = OBJECTION_LETTERS.indexOf(message.text.toLowerCase());
      if (message.text.length !== 1 || index < 0 || index >= all.length)
        return withNotice(update(state), PAGES.objections.noSuchLetter);
      return update(showing(state, { kind: 'objections', index }));
    }
    case 'accept':
      return noteObjection(state, all[overlay.index]);
    default:
      return update(state);
  }
}

function pageUpdate(
  state: WorkstationState,
  overlay: ScreenOverlay & { kind: 'diary' | 'shift-end' },
  message: AgentMessage,
): Update {
  if (overlay.kind === 'shift-end') return message.type === 'yes' ? leave(state) : update(state);
  if (message.type === 'accept') return update(closed(state));
  if (message.type !== 'move') return update(state);
  const scroll = Math.min(MAX_SCROLL, Math.max(0, overlay.scroll + message.by));
  return update(showing(state, { ...overlay, scroll }));
}

/** Opening messages that close the page they opened. */
const TOGGLES: Readonly<Record<string, ScreenOverlay['kind']>> = {
  knowledge: 'knowledge',
  objections: 'objections',
  diary: 'diary',
  'shift-end': 'shift-end',
};

/** Keys while one of these pages covers the screen. */
export function screenOverlayUpdate(
  state: WorkstationState,
  overlay: Exclude<ScreenOverlay, { kind: 'exercise' }>,
  message: AgentMessage,
): Update {
  if (message.type === 'escape' || message.type === 'no' || TOGGLES[message.type] === overlay.kind)
    return update(closed(state));
  if (message.type === 'quit') return askToQuit(closed(state));
  if (message.type === 'help') return update({ ...state, overlay: { kind: 'help', scroll: 0 } });
  switch (overlay.kind) {
    case 'knowledge':
      return knowledgeUpdate(state, overlay, message);
    case 'objections':
      return objectionsUpdate(state, overlay, message);
    case 'diary':
    case 'shift-end':
      return pageUpdate(state, overlay, message);
  }
}
