import type { DirectoryFilterLine } from './directory-filters.ts';

/** A line of the list, as the screen reads it. */
export interface DirectoryPerson {
  readonly id: string;
  readonly name: string;
  readonly status: 'prospect' | 'confirmed' | 'former';
  readonly kind: 'volunteer' | 'employee';
  readonly groups: readonly string[];
}

export interface DirectoryFound {
  readonly charity: string;
  readonly opened: number;
  readonly all: number;
  readonly total: number;
  readonly lines: readonly DirectoryPerson[];
}

export interface DirectoryCard {
  readonly name: string;
  readonly status: string;
  readonly kind: string;
  readonly fields: readonly { readonly label: string; readonly text: string }[];
  readonly groups: readonly string[];
  readonly tags: readonly string[];
  readonly hidden: number;
}

/** A search that the asker keeps: its name, and what is typed for it. */
export interface SavedSearchLine {
  readonly name: string;
  readonly where: string;
}

/** What the asker keeps, by name, and how many more no longer open. */
interface SavedSearchList {
  readonly searches: readonly SavedSearchLine[];
  readonly unreadable: number;
}

/** What the screen asks of the server. Every call refuses with an AppError. */
export interface DirectoryDesk {
  find(where: string): Promise<DirectoryFound>;
  /** The opening is noted in the log of acts. */
  show(card: string): Promise<DirectoryCard>;
  /** What a search may filter by. */
  filters(): Promise<readonly DirectoryFilterLine[]>;
  /** The asker’s own. */
  searches(): Promise<SavedSearchList>;
  /** In the place of the one of that name. */
  keepSearch(search: SavedSearchLine): Promise<unknown>;
  forgetSearch(name: string): Promise<unknown>;
}

/** The same, where the house renders the screen itself. */
export interface HeldDirectoryDesk extends DirectoryDesk {
  /** The server's hour. */
  nowMs(): number;
  /** The session has ended, and why, in French; the returned function stops listening. */
  onEnded(listener: (text: string) => void): () => void;
}
