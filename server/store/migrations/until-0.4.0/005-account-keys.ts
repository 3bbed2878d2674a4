/**
 * What opens an account beside the password, one row each and nothing about donors: public keys for the SSH host (a key opens one
 * account only; the comment of its file, often a name, is not kept), and secrets of one-time codes, sealed under the key ring.
 */
export const ACCOUNT_KEYS_SQL = `
CREATE TABLE account_key (
  fingerprint TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_key_account ON account_key (account, added_at_ms);

CREATE TABLE account_code (
  account TEXT PRIMARY KEY REFERENCES account (id),
  sealed BLOB NOT NULL,
  last_step INTEGER NOT NULL,
  added_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
