import { type Action, keysIn } from '../../keys/actions.ts';
import { type Context, contextOf } from '../../keys/contexts.ts';
import { shownActions } from '../../keys/shown-actions.ts';
import { PAGES } from '../../words/french-pages.ts';
import { fuzzyScore } from '../fuzzy.ts';
import type { AgentMessage } from '../messages.ts';
import { editField, type TextField, textField, typeInto } from '../text-field.ts';
import { covered, type Update, uncovered, update } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import type { OverlayOf } from './overlay.ts';
import { opens, type Page, type PageGesture, stepped } from './page.ts';

/** An action as the palette lists it: what it does, its keys on the screen underneath, or why not now. */
export interface PaletteEntry {
  readonly action: Action;
  readonly keys: readonly string[];
  readonly whyNot?: string;
}

const MAX_TYPED = 40;

export const PALETTE_KEYS = {
  palette: opens('palette', (state) =>
    update(covered(state, { kind: 'palette', field: textField('', { max: MAX_TYPED }), index: 0 })),
  ),
};

/** What only moves a cursor or answers a question on screen is not worth a name to look for. */
const UNLISTED = new Set([
  'palette',
  'main-answer',
  'explicit',
  'escape',
  'forget',
  'close-overlay',
  'accept',
  'go-on',
]);

function isListed({ id, group }: Action): boolean {
  return !UNLISTED.has(id) && group !== 'form';
}

function entryOf(action: Action, under: WorkstationState, context: Context): PaletteEntry {
  const keys = keysIn(context, action);
  const anywhere = [...new Set(action.bindings.map((one) => one.key))];
  if (keys.length === 0) return { action, keys: anywhere, whyNot: PAGES.palette.notHere };
  const whyNot = action.whyNot?.(under);
  return { action, keys, ...(whyNot === undefined ? {} : { whyNot }) };
}

/** Every action that fits what is typed: best fit first, what can be done now preferred, endings of a call last. */
export function paletteEntries(state: WorkstationState, typed: string): readonly PaletteEntry[] {
  const under = uncovered(state);
  const context = contextOf(under);
  return shownActions(state)
    .filter(isListed)
    .flatMap((action) => {
      const score = fuzzyScore(typed, `${action.label} ${action.help}`);
      return score === undefined ? [] : [{ score, entry: entryOf(action, under, context) }];
    })
    .toSorted((a, b) => endsLast(a) - endsLast(b) || rank(b) - rank(a))
    .map((one) => one.entry);
}

/** Two letters and Enter must not end a call. */
function endsLast({ entry }: { readonly entry: PaletteEntry }): number {
  return entry.action.group === 'hot' ? 1 : 0;
}

/** What cannot be done now yields to what can, unless it fits clearly better. */
const DISABLED_COST = 6;

function rank({ score, entry }: { readonly score: number; readonly entry: PaletteEntry }): number {
  return score - (entry.whyNot === undefined ? 0 : DISABLED_COST);
}

/** What Enter does in the palette: the action's message, the reason why not, or undefined when nothing is listed. */
export function chosenInPalette(
  state: WorkstationState,
): { readonly message: AgentMessage } | { readonly whyNot: string } | undefined {
  const { overlay } = state;
  if (overlay?.kind !== 'palette') return undefined;
  const entries = paletteEntries(state, overlay.field.text);
  const entry = entries[Math.min(overlay.index, entries.length - 1)];
  if (!entry) return undefined;
  if (entry.whyNot !== undefined) return { whyNot: `${entry.action.label} : ${entry.whyNot}` };
  return { message: entry.action.message(uncovered(state)) };
}

function paletteKeys(
  state: WorkstationState,
  overlay: OverlayOf<'palette'>,
  gesture: PageGesture,
): Update<never> {
  const written = (field: TextField) => update(covered(state, { ...overlay, field, index: 0 }));
  switch (gesture.type) {
    case 'typed':
      return written(typeInto(overlay.field, gesture.text));
    case 'edit':
      return written(editField(overlay.field, gesture.edit));
    case 'move': {
      const index = stepped(overlay.index, gesture.by, paletteEntries(state, overlay.field.text).length - 1);
      return update(covered(state, { ...overlay, index }));
    }
    default:
      return update(state);
  }
}

/** Enter is done by workstation-update.ts, which knows what the chosen action does. */
export const palettePage: Page<'palette', never> = { help: 'nothing', keys: paletteKeys };
