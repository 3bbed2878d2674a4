import type { SavedSearchLine } from '../../shared/people/directory-desk.ts';
import { editField, textField, typeInto } from '../state/text-field.ts';
import {
  type DirectoryMessage,
  type DirectoryOverlay,
  type DirectoryState,
  type DirectoryStep,
  searchField,
} from './directory-state.ts';
import { DIRECTORY } from './french-directory.ts';

type SearchesOverlay = Extract<DirectoryOverlay, { readonly at: 'searches' }>;

/** As long as the server takes. */
const LONGEST_NAME = 60;

const { searches: SAID } = DIRECTORY;

/** The list of the searches kept, before it came. */
export function searchesOpened({ said: _, ...state }: DirectoryState): DirectoryStep {
  const overlay = { at: 'searches' as const, rank: 0, name: textField('', { max: LONGEST_NAME }) };
  return { state: { ...state, overlay }, commands: [{ do: 'searches' }] };
}

/** The list as the server has it now; it may come after its person has left it. */
export function searchesCame(
  state: DirectoryState,
  { lines, unreadable, said }: Omit<Extract<DirectoryMessage, { readonly type: 'kept' }>, 'type'>,
): DirectoryState {
  if (state.overlay?.at !== 'searches') return state;
  const { doubted: _, ...overlay } = state.overlay;
  const name = said === undefined ? overlay.name : editField(overlay.name, 'clear');
  const rank = Math.max(0, Math.min(lines.length - 1, overlay.rank));
  return {
    ...state,
    overlay: { ...overlay, lines, unreadable, rank, name },
    ...(said !== undefined && { said }),
  };
}

/** A key while the searches kept are on the screen. */
export function searchesUpdate(
  { said: _, ...state }: DirectoryState,
  { doubted, ...overlay }: SearchesOverlay,
  message: DirectoryMessage,
): DirectoryStep | undefined {
  const shown = (change: Partial<SearchesOverlay>, said?: string): DirectoryStep => ({
    state: { ...state, overlay: { ...overlay, ...change }, ...(said !== undefined && { said }) },
    commands: [],
  });
  const chosen = overlay.lines?.[overlay.rank];
  switch (message.type) {
    case 'typed':
      if (state.field.text.trim() === '') return shown({}, SAID.nothing);
      return shown({ name: typeInto(overlay.name, message.text) });
    case 'edit':
      return shown({ name: editField(overlay.name, message.edit) });
    case 'move': {
      const last = (overlay.lines?.length ?? 0) - 1;
      return shown({ rank: Math.max(0, Math.min(last, overlay.rank + message.by)) });
    }
    case 'forget':
      if (!chosen) return shown({}, SAID.none);
      if (doubted !== chosen.name) return shown({ doubted: chosen.name }, SAID.sure(chosen.name));
      return { state: { ...state, overlay }, commands: [{ do: 'forget', name: chosen.name }] };
    case 'open':
      return overlay.name.text.trim() === '' ? run(state, chosen) : keep({ ...state, overlay }, overlay);
    default:
      return undefined;
  }
}

function run({ overlay, ...state }: DirectoryState, chosen: SavedSearchLine | undefined): DirectoryStep {
  if (!chosen) return { state: { ...state, ...(overlay && { overlay }), said: SAID.none }, commands: [] };
  return {
    state: { ...state, field: searchField(chosen.where), at: 0 },
    commands: [{ do: 'find', where: chosen.where }],
  };
}

function keep(state: DirectoryState, { name }: SearchesOverlay): DirectoryStep {
  const where = state.field.text.trim();
  if (where === '') return { state: { ...state, said: SAID.nothing }, commands: [] };
  return { state, commands: [{ do: 'keep', search: { name: name.text.trim(), where } }] };
}
