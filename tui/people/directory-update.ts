import { editField, type TextField, typeInto } from '../state/text-field.ts';
import { filtersCame, filtersOpened, filtersUpdate } from './directory-filters.ts';
import { searchesCame, searchesOpened, searchesUpdate } from './directory-searches.ts';
import type { DirectoryCommand, DirectoryMessage, DirectoryState, DirectoryStep } from './directory-state.ts';
import { DIRECTORY } from './french-directory.ts';

function stay(state: DirectoryState, ...commands: DirectoryCommand[]): DirectoryStep {
  return { state, commands };
}

function searched(state: DirectoryState, field: TextField): DirectoryStep {
  const { said: _, card: _card, ...quiet } = state;
  if (field.text === state.field.text) return stay({ ...quiet, field });
  return stay({ ...quiet, field, at: 0 }, { do: 'find', where: field.text });
}

function moved(state: DirectoryState, by: number): DirectoryState {
  if (state.card) return { ...state, scroll: Math.max(0, state.scroll + by) };
  const { said: _, ...quiet } = state;
  const last = (state.found?.lines.length ?? 0) - 1;
  return { ...quiet, at: Math.max(0, Math.min(last, state.at + by)) };
}

function opened(state: DirectoryState): DirectoryStep {
  const id = state.found?.lines[state.at]?.id;
  return id === undefined ? stay({ ...state, said: DIRECTORY.noPerson }) : stay(state, { do: 'show', id });
}

/** The card is closed, else what lies over the list, else what was sought is cleared. */
function back(state: DirectoryState): DirectoryStep {
  const { card, overlay, said: _, ...rest } = state;
  if (overlay) return stay({ ...rest, ...(card && { card }) });
  return card ? stay(rest) : searched(rest, editField(state.field, 'clear'));
}

function helped({ overlay, ...state }: DirectoryState): DirectoryState {
  return overlay?.at === 'keys' ? state : { ...state, overlay: { at: 'keys' } };
}

/** What lies over the list hears a key first. */
function overUpdate(state: DirectoryState, message: DirectoryMessage): DirectoryStep | undefined {
  const { overlay } = state;
  if (overlay?.at === 'searches') return searchesUpdate(state, overlay, message);
  return overlay?.at === 'filters' ? filtersUpdate(state, overlay, message) : undefined;
}

/** The directory's screen as a pure function of what it hears: from the server, from the keys. */
export function directoryUpdate(state: DirectoryState, message: DirectoryMessage): DirectoryStep {
  const over = overUpdate(state, message);
  if (over) return over;
  switch (message.type) {
    case 'resized':
      return stay({ ...state, size: message.size });
    case 'typed':
      return searched(state, typeInto(state.field, message.text));
    case 'edit':
      return searched(state, editField(state.field, message.edit));
    case 'move':
      return stay(moved(state, message.by));
    case 'open':
      return opened(state);
    case 'back':
      return back(state);
    case 'help':
      return stay(helped(state));
    case 'searches':
      return searchesOpened(state);
    case 'filters':
      return filtersOpened(state);
    case 'filters-came':
      return stay(filtersCame(state, message.lines));
    case 'forget':
      return stay(state);
    case 'kept':
      return stay(searchesCame(state, message));
    case 'found':
      return stay({
        ...state,
        found: message.found,
        at: Math.max(0, Math.min(state.at, message.found.lines.length - 1)),
      });
    case 'card':
      return stay({ ...state, card: message.card, scroll: 0, said: DIRECTORY.noted });
    case 'refused':
      return stay({ ...state, said: message.text });
    case 'repaint':
      return stay(state, { do: 'repaint' });
    case 'leave':
      return stay(state, { do: 'leave' });
  }
}
