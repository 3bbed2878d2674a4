/** Changes of the session key of a charity's people, beside those of campaigns; they go with the directory. */
export const PEOPLE_ROTATIONS_SQL = `
CREATE TABLE people_rotation (
  charity TEXT NOT NULL REFERENCES people_base (charity),
  number INTEGER NOT NULL CHECK (number >= 1),
  started_at_ms INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  -- Words of the house, sealed.
  reason TEXT NOT NULL,
  -- Every sealed value was then under the new key; NULL while it goes on.
  resealed_at_ms INTEGER,
  -- The former key was then destroyed; backups of before open no more.
  ended_at_ms INTEGER,
  PRIMARY KEY (charity, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX people_rotation_running ON people_rotation (charity) WHERE resealed_at_ms IS NULL;
`;
