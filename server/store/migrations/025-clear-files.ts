/** Files in clear seen on the charity's drop. Their names may be somebody's: a digest tells one from another. */
export const CLEAR_FILES_SQL = `
CREATE TABLE clear_file (
  mark TEXT PRIMARY KEY,
  folder TEXT NOT NULL CHECK (folder IN ('in', 'out')),
  ending TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified_at_ms INTEGER NOT NULL,
  found_at_ms INTEGER NOT NULL,
  told_at_ms INTEGER,
  gone_at_ms INTEGER
) STRICT, WITHOUT ROWID;
`;
