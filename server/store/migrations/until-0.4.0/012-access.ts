/**
 * Access: sessions that can be named and revoked without their token, what an account's last login was, the secret of a
 * one-time code that is being enrolled, and approvals by a second person. Approvals name campaigns and record numbers through a
 * hash only; those of a campaign go with it, but for the approval of the purge itself.
 */
export const ACCESS_SQL = `
ALTER TABLE session ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN scope TEXT NOT NULL DEFAULT 'full' CHECK (scope IN ('full', 'enrol'));
ALTER TABLE session ADD COLUMN seen_at_ms INTEGER NOT NULL DEFAULT 0;

CREATE TABLE account_visit (
  account TEXT PRIMARY KEY REFERENCES account (id),
  -- Sessions opened so far: the next one's number.
  sessions INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_code_offer (
  account TEXT PRIMARY KEY REFERENCES account (id),
  sealed BLOB NOT NULL,
  offered_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE approval (
  -- In the order they were asked, within one millisecond too.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL CHECK (action IN ('purge', 'person-export', 'objection-lift', 'key-copy')),
  campaign TEXT NOT NULL,
  -- SHA-256 of the exact parameters: ids, numbers and names of files, never a personal value.
  parameters TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  reason TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'used')),
  decided_by TEXT,
  decided_at_ms INTEGER,
  decision TEXT NOT NULL,
  used_at_ms INTEGER,
  -- Whatever the program does, nobody is their own second person.
  CHECK (decided_by IS NOT asked_by)
) STRICT;
CREATE INDEX approval_asked ON approval (asked_by, action, parameters);
CREATE INDEX approval_campaign ON approval (campaign);
CREATE TRIGGER approval_same_act BEFORE UPDATE OF id, action, campaign, parameters, asked_by, asked_at_ms, reason, expires_at_ms
  ON approval
BEGIN SELECT RAISE(ABORT, 'an approval never changes what it is of'); END;
CREATE TRIGGER approval_used_once BEFORE UPDATE OF state ON approval
WHEN NEW.state = 'used' AND OLD.state <> 'approved'
BEGIN SELECT RAISE(ABORT, 'only an approved act is done'); END;
`;
