/**
 * The library of a charity: what is published there, its versions, and their bytes, sealed in parts with the keys of the
 * charity's people. Folders are a path of each document: nobody reads the name of one that holds nothing for them.
 */
export const LIBRARY_SQL = `
CREATE TABLE document (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  -- Folder, title, description and tags: words of the house, sealed.
  folder TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  tags TEXT NOT NULL,
  privacy TEXT NOT NULL CHECK (privacy IN ('public', 'volunteers', 'groups', 'coordination')),
  withdrawn_at_ms INTEGER,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX document_of_charity ON document (charity);

CREATE TABLE document_group (
  document TEXT NOT NULL REFERENCES document (id),
  group_id TEXT NOT NULL REFERENCES people_group (id),
  PRIMARY KEY (document, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_group_of_group ON document_group (group_id);

CREATE TABLE document_version (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  -- Of the file, sealed.
  name TEXT NOT NULL,
  -- Of the clear file.
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 20971520),
  sha256 TEXT NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  UNIQUE (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_part (
  version TEXT NOT NULL REFERENCES document_version (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 1 AND 1048576),
  PRIMARY KEY (version, number)
) STRICT, WITHOUT ROWID;
`;
