/** What of a search is sealed: how somebody calls it, and what they typed. */
export interface SavedSearchContent {
  readonly name: string;
  readonly where: string;
}

/** Bounds of the searches that somebody keeps in a directory. */
export const SAVED_SEARCH_LIMITS = {
  /** Of one account in one directory: a list that one screen shows. */
  most: 40,
  /** Kept since it was last saved, then gone: it may name somebody. */
  months: 12,
} as const;
