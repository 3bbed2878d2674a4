import type {
  DirectoryAnswer,
  DirectoryEntry,
  DirectoryQuery,
  DirectoryScope,
  DocumentEntry,
  DocumentQuery,
  DocumentsFound,
  ValueCount,
} from '../ports/people/directory.ts';

/** What the thread is asked, and what it answers. */
export type DirectoryAsk =
  | { readonly kind: 'put'; readonly charity: string; readonly entries: readonly DirectoryEntry[] }
  | { readonly kind: 'drop'; readonly charity: string; readonly ids: readonly string[] }
  | { readonly kind: 'ids'; readonly charity: string }
  | { readonly kind: 'find'; readonly charity: string; readonly query: DirectoryQuery }
  | {
      readonly kind: 'tally';
      readonly charity: string;
      readonly key: string;
      readonly scopes: readonly DirectoryScope[];
    }
  | { readonly kind: 'clear'; readonly charity: string }
  | DocumentAsk;

/** The same of documents. */
export type DocumentAsk =
  | { readonly kind: 'document-stamps'; readonly charity: string }
  | { readonly kind: 'document-put'; readonly charity: string; readonly entries: readonly DocumentEntry[] }
  | { readonly kind: 'document-drop'; readonly charity: string; readonly ids: readonly string[] }
  | { readonly kind: 'document-find'; readonly charity: string; readonly query: DocumentQuery };

export interface DirectoryJob {
  readonly id: number;
  readonly ask: DirectoryAsk;
}

export type DirectoryReply =
  /** `opened`: cards that are there now. */
  | { readonly kind: 'done'; readonly opened: number }
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'found'; readonly answer: DirectoryAnswer }
  | { readonly kind: 'tallied'; readonly values: readonly ValueCount[] }
  | { readonly kind: 'document-stamps'; readonly stamps: Readonly<Record<string, string>> }
  | { readonly kind: 'document-done' }
  | { readonly kind: 'document-found'; readonly answer: DocumentsFound }
  /** Its kind only: a message may hold a word of somebody. */
  | { readonly kind: 'failed'; readonly name: string };

export interface DirectoryResult {
  readonly id: number;
  readonly reply: DirectoryReply;
}
