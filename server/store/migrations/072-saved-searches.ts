/** Searches that somebody keeps under a name. Sealed: the name and the words, which may name somebody. */
export const SAVED_SEARCHES_SQL = `
CREATE TABLE saved_search (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  account TEXT NOT NULL REFERENCES account (id),
  at_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_search_of ON saved_search (account, charity);
`;
