/**
 * Copies of the key ring that left the machine, part by part: a purge must end each one that holds the campaign's key. Names of
 * files and hashes only; they outlive the campaign, as its certificate does.
 */
export const KEY_COPIES_SQL = `
CREATE TABLE key_copy (
  id TEXT NOT NULL,
  part TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  ended_at_ms INTEGER,
  ended_by TEXT,
  ended_how TEXT CHECK (ended_how IN ('destroyed', 'attested')),
  CHECK ((ended_at_ms IS NULL) = (ended_how IS NULL)),
  PRIMARY KEY (id, part)
) STRICT, WITHOUT ROWID;
`;
