import type { DirectoryCard, DirectoryFound, SavedSearchLine } from '../../shared/people/directory-desk.ts';
import type { DirectoryFilterLine } from '../../shared/people/directory-filters.ts';
import type { Size } from '../screen/size.ts';
import { type FieldEdit, type TextField, textField } from '../state/text-field.ts';

/** What lies over the list of people. */
export type DirectoryOverlay =
  | { readonly at: 'keys' }
  | {
      readonly at: 'filters';
      /** Undefined until they came. */
      readonly lines?: readonly DirectoryFilterLine[];
      /** The one that the cursor is on. */
      readonly rank: number;
    }
  | {
      readonly at: 'searches';
      /** Undefined until they came. */
      readonly lines?: readonly SavedSearchLine[];
      /** How many more no longer open; undefined until they came. */
      readonly unreadable?: number;
      /** The one that the cursor is on. */
      readonly rank: number;
      /** The name under which the search typed is kept. */
      readonly name: TextField;
      /** Named once by Suppr: a second time takes it away. */
      readonly doubted?: string;
    };

export interface DirectoryState {
  readonly size: Size;
  readonly field: TextField;
  /** The last that came; undefined until the first. */
  readonly found?: DirectoryFound;
  /** The line that the cursor is on. */
  readonly at: number;
  readonly card?: DirectoryCard;
  readonly overlay?: DirectoryOverlay;
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
  | { readonly type: 'help' }
  | { readonly type: 'searches' }
  | { readonly type: 'filters' }
  | { readonly type: 'filters-came'; readonly lines: readonly DirectoryFilterLine[] }
  | { readonly type: 'forget' }
  | { readonly type: 'found'; readonly found: DirectoryFound }
  | { readonly type: 'card'; readonly card: DirectoryCard }
  /** The searches kept, as they are now; `said`: what was done to them. */
  | {
      readonly type: 'kept';
      readonly lines: readonly SavedSearchLine[];
      readonly unreadable: number;
      readonly said?: string;
    }
  | { readonly type: 'refused'; readonly text: string }
  | { readonly type: 'repaint' }
  | { readonly type: 'leave' };

export type DirectoryCommand =
  | { readonly do: 'find'; readonly where: string }
  | { readonly do: 'show'; readonly id: string }
  | { readonly do: 'searches' }
  | { readonly do: 'filters' }
  | { readonly do: 'keep'; readonly search: SavedSearchLine }
  | { readonly do: 'forget'; readonly name: string }
  | { readonly do: 'repaint' }
  | { readonly do: 'leave' };

export interface DirectoryStep {
  readonly state: DirectoryState;
  readonly commands: readonly DirectoryCommand[];
}

/** As long as the server takes. */
const LONGEST_SEARCH = 300;

/** The line where one types what is sought. */
export const searchField = (text: string): TextField => textField(text, { max: LONGEST_SEARCH });

export function emptyDirectory(): DirectoryState {
  return { size: { columns: 80, rows: 24 }, field: searchField(''), at: 0, scroll: 0 };
}
