/**
 * Places that accounts came from, and words that let one person in while guesses wait. Failures were columns of the
 * account, which told a login that exists from one that does not: they are counted in memory, for both alike.
 */
export const LOGIN_PLACES_SQL = `
ALTER TABLE account DROP COLUMN failures;
ALTER TABLE account DROP COLUMN locked_until_ms;

CREATE TABLE account_place (
  account TEXT NOT NULL REFERENCES account (id),
  -- SHA-256 of the address or of its network.
  place TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_place_place ON account_place (place);
CREATE INDEX account_place_seen ON account_place (seen_at_ms);

CREATE TABLE account_unlock (
  account TEXT PRIMARY KEY REFERENCES account (id),
  word_hash TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  tries INTEGER NOT NULL CHECK (tries >= 0)
) STRICT, WITHOUT ROWID;
`;
