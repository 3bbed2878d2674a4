import type { Level, ParticipantKind, ParticipantStatus } from '../../../shared/people/people-words.ts';
import type { Layer } from '../../domain/people/people-rights.ts';
import type { ChangePlace } from '../rows/people.ts';

/** What may be asked of a card by a filter, in the layer of those who may ask it. `value` is folded. */
interface Facet {
  readonly layer: Layer;
  readonly key: string;
  readonly value: string;
}

/** A card opened for the directory. In clear: memory only. */
export interface DirectoryEntry {
  readonly id: string;
  readonly place: ChangePlace;
  readonly name: string;
  readonly status: ParticipantStatus;
  readonly kind: ParticipantKind;
  readonly sinceMs: number;
  readonly belongings: readonly { readonly group: string; readonly level: Level }[];
  /** Words of each layer. */
  readonly texts: Readonly<Partial<Record<Layer, string>>>;
  readonly facets: readonly Facet[];
}

/** Cards that the asker may see, and the layers of them: a search is the union of its scopes. */
export interface DirectoryScope {
  readonly whose:
    | { readonly kind: 'everyone' }
    | { readonly kind: 'groups'; readonly groups: readonly string[] }
    | { readonly kind: 'participant'; readonly id: string };
  readonly layers: readonly Layer[];
}

interface DirectoryFilter {
  readonly key: string;
  /** Folded; a value that begins so is found. */
  readonly value: string;
  /** That value and no longer one. */
  readonly isWhole?: boolean;
}

export interface DirectoryQuery {
  /** Each is the beginning of a word of the card. */
  readonly words: readonly string[];
  readonly filters: readonly DirectoryFilter[];
  readonly scopes: readonly DirectoryScope[];
  readonly from: number;
  readonly limit: number;
}

export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly status: ParticipantStatus;
  readonly kind: ParticipantKind;
  readonly sinceMs: number;
  readonly belongings: DirectoryEntry['belongings'];
}

export interface DirectoryAnswer {
  /** Of all that match and may be seen, exactly. */
  readonly total: number;
  readonly found: readonly FoundPerson[];
}

/** How many cards have that value, among those of the scopes that may ask for it. */
export interface ValueCount {
  readonly value: string;
  readonly cards: number;
}

/** What is found of a document of a library. In clear: memory only. */
export interface DocumentEntry {
  readonly id: string;
  /** Another one when what is found has changed. */
  readonly stamp: string;
  /** Title, description, tags, folder and name of the file. */
  readonly title: string;
  /** Empty where the text is not read. */
  readonly body: string;
}

export interface DocumentQuery {
  /** Words, each the beginning of one of the document. */
  readonly text: string;
  /** Ids of those that the asker may see: no other is found, nor counted. */
  readonly seen: readonly string[];
  readonly from: number;
  readonly limit: number;
}

export interface DocumentsFound {
  readonly total: number;
  /** The best first. */
  readonly ids: readonly string[];
}

/** How far the directory of a base is opened. */
export interface DirectoryProgress {
  readonly opened: number;
  /** Of the last card put. */
  readonly place: ChangePlace;
}

/**
 * Opened cards of each charity, in the memory of one worker thread: nothing of them is ever on a disk. Lost with the process,
 * opened again by the next one.
 */
export interface Directory {
  progress(charity: string): DirectoryProgress;
  /** In the place of those of the same ids. */
  put(charity: string, entries: readonly DirectoryEntry[]): Promise<void>;
  drop(charity: string, ids: readonly string[]): Promise<void>;
  /** Ids of what is opened. */
  ids(charity: string): Promise<readonly string[]>;
  find(charity: string, query: DirectoryQuery): Promise<DirectoryAnswer>;
  /** Each value of that facet, in the order of the values. */
  tally(
    charity: string,
    asked: { readonly key: string; readonly scopes: readonly DirectoryScope[] },
  ): Promise<readonly ValueCount[]>;
  /** Of the documents of that charity that are opened, by their id. */
  documentStamps(charity: string): Promise<Readonly<Record<string, string>>>;
  /** In the place of those of the same ids. */
  putDocuments(charity: string, entries: readonly DocumentEntry[]): Promise<void>;
  dropDocuments(charity: string, ids: readonly string[]): Promise<void>;
  findDocuments(charity: string, query: DocumentQuery): Promise<DocumentsFound>;
  /** Forgets that base. */
  clear(charity: string): Promise<void>;
  /** `work`, unless some runs for that base already: then the promise of that one. */
  alone(charity: string, work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}
