import type { DirectoryFilterLine } from '../../shared/people/directory-filters.ts';
import type { DirectoryMessage, DirectoryOverlay, DirectoryState, DirectoryStep } from './directory-state.ts';
import { searchField } from './directory-state.ts';

type FiltersOverlay = Extract<DirectoryOverlay, { readonly at: 'filters' }>;

/** The list of filters, before it came. */
export function filtersOpened({ said: _, ...state }: DirectoryState): DirectoryStep {
  return { state: { ...state, overlay: { at: 'filters', rank: 0 } }, commands: [{ do: 'filters' }] };
}

/** It may come after its person has left it. */
export function filtersCame(state: DirectoryState, lines: readonly DirectoryFilterLine[]): DirectoryState {
  return state.overlay?.at === 'filters' ? { ...state, overlay: { ...state.overlay, lines } } : state;
}

/** A key while the filters are on the screen: Enter writes the chosen one behind what is sought, its value is typed after. */
export function filtersUpdate(
  { overlay: _, ...state }: DirectoryState,
  overlay: FiltersOverlay,
  message: DirectoryMessage,
): DirectoryStep | undefined {
  if (message.type === 'move') {
    const last = (overlay.lines?.length ?? 0) - 1;
    const rank = Math.max(0, Math.min(last, overlay.rank + message.by));
    return { state: { ...state, overlay: { ...overlay, rank } }, commands: [] };
  }
  if (message.type !== 'open') return undefined;
  const chosen = overlay.lines?.[overlay.rank];
  if (!chosen) return { state: { ...state, overlay }, commands: [] };
  const field = searchField(`${state.field.text.trimEnd()} ${chosen.key}:`.trimStart());
  return { state: { ...state, field, at: 0 }, commands: [{ do: 'find', where: field.text }] };
}
