/**
 * Who failed to log in how often, for all servers of the house; digests, so that the base tells neither what strangers typed nor
 * where they were. The hour is the house's.
 */
export const LOGIN_FAILURES_SQL = `
CREATE TABLE login_failure (
  kind TEXT NOT NULL CHECK (kind IN ('pair', 'login', 'address', 'key')),
  digest TEXT NOT NULL,
  -- Of the login, where the key names one.
  login_digest TEXT,
  count INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX login_failure_by_login ON login_failure (login_digest) WHERE login_digest IS NOT NULL;
CREATE INDEX login_failure_by_age ON login_failure (kind, last_ms);

-- Tries that are looked at during a wait, in the minute that runs.
CREATE TABLE quiet_try (
  digest TEXT PRIMARY KEY,
  from_ms INTEGER NOT NULL,
  taken INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX quiet_try_by_age ON quiet_try (from_ms);
`;
