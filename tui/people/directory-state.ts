import type { DirectoryCard, DirectoryFound } from '../../shared/people/directory-desk.ts';
import type { Size } from '../screen/size.ts';
import { editField, type FieldEdit, type TextField, textField, typeInto } from '../state/text-field.ts';
import { DIRECTORY } from './french-directory.ts';

export interface DirectoryState {
  readonly size: Size;
  readonly field: TextField;
  /** The last that came; undefined until the first. */
  readonly found?: DirectoryFound;
  /** The line that the cursor is on. */
  readonly at: number;
  readonly card?: DirectoryCard;
  readonly scroll: number;
  readonly said?: string;
}

export type DirectoryMessage =
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'edit'; readonly edit: FieldEdit }
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'open' }
  | { readonly type: 'back' }
  | { readonly type: 'found'; readonly found: DirectoryFound }
  | { readonly type: 'card'; readonly card: DirectoryCard }
  | { readonly type: 'refused'; readonly text: string }
  | { readonly type: 'repaint' }
  | { readonly type: 'leave' };

export type DirectoryCommand =
  | { readonly do: 'find'; readonly where: string }
  | { readonly do: 'show'; readonly id: string }
  | { readonly do: 'repaint' }
  | { readonly do: 'leave' };

interface DirectoryStep {
  readonly state: DirectoryState;
  readonly commands: readonly DirectoryCommand[];
}

/** As long as the server takes. */
const LONGEST_SEARCH = 300;

export function emptyDirectory(): DirectoryState {
  return { size: { columns: 80, rows: 24 }, field: textField('', { max: LONGEST_SEARCH }), at: 0, scroll: 0 };
}

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

/** The directory's screen as a pure function of what it hears: from the server, from the keys. */
export function directoryUpdate(state: DirectoryState, message: DirectoryMessage): DirectoryStep {
  switch (message.type) {
    case 'resized':
      return stay({ ...state, size: message.size });
    case 'typed':
      return searched(state, typeInto(state.field, message.text));
    case 'edit':
      return searched(state, editField(state.field, message.edit));
    case 'move':
      return stay(moved(state, message.by));
    case 'open': {
      const id = state.found?.lines[state.at]?.id;
      return id === undefined
        ? stay({ ...state, said: DIRECTORY.noPerson })
        : stay(state, { do: 'show', id });
    }
    case 'back': {
      const { card, said: _, ...rest } = state;
      return card ? stay(rest) : searched(rest, editField(state.field, 'clear'));
    }
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
