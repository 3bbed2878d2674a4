/**
 * Sealed files to send and certificates of destruction, where several servers share the base: what one sealed, another sends. In
 * parts, since a row holds no more than 1 MB; a file has all of its parts or none. Empty on a house of one server, whose folder
 * of data holds them.
 */
export const KEPT_FILES_SQL = `
CREATE TABLE kept_file (
  shelf TEXT NOT NULL CHECK (shelf IN ('outgoing', 'certificate')),
  name TEXT NOT NULL,
  part INTEGER NOT NULL CHECK (part >= 0),
  content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 1048576),
  PRIMARY KEY (shelf, name, part)
) STRICT, WITHOUT ROWID;
`;
