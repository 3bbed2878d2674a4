/**
 * Questions that somebody asks a group. Sealed together: question, choices, who asked, and who chose what; a vote
 * writes the packet anew, under the next version. In clear stand ids, instants and the last day.
 */
export const POLLS_SQL = `
CREATE TABLE poll (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  group_id TEXT NOT NULL REFERENCES people_group (id),
  author TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  ends_on TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  seal_version INTEGER NOT NULL CHECK (seal_version > 0),
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX poll_of_group ON poll (group_id, at_ms);
CREATE INDEX poll_by ON poll (author);
`;
