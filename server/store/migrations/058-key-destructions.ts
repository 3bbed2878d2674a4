/**
 * What each server of the house owes to the end of a campaign’s keys, and its proof; servers that two persons declared lost, from
 * which none is awaited. The list of approved acts is widened: a check cannot be in place, so the table is written anew.
 */
export const KEY_DESTRUCTIONS_SQL = `
CREATE TABLE key_destruction (
  -- The name alone: whichever start of it holds the ring.
  server TEXT NOT NULL,
  campaign TEXT NOT NULL,
  -- Whose blind-index key goes with its last campaign; '' otherwise.
  charity TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  done_at_ms INTEGER,
  -- What was destroyed there, signed by the house: '' until it is done.
  statement TEXT NOT NULL,
  signature TEXT NOT NULL CHECK ((signature = '') = (done_at_ms IS NULL)),
  PRIMARY KEY (server, campaign)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_destruction_of_campaign ON key_destruction (campaign);

CREATE TABLE lost_server (
  name TEXT PRIMARY KEY,
  declared_by TEXT NOT NULL,
  declared_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE approval_of_act (
  -- In the order they were asked, within one millisecond too.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL CHECK (action IN ('purge', 'person-export', 'objection-lift', 'key-copy', 'server-lost')),
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
INSERT INTO approval_of_act (number, id, action, campaign, parameters, asked_by, asked_at_ms, reason, expires_at_ms, state, decided_by,
  decided_at_ms, decision, used_at_ms)
SELECT number, id, action, campaign, parameters, asked_by, asked_at_ms, reason, expires_at_ms, state, decided_by, decided_at_ms, decision,
  used_at_ms FROM approval;
DROP TABLE approval;
ALTER TABLE approval_of_act RENAME TO approval;
CREATE INDEX approval_asked ON approval (asked_by, action, parameters);
CREATE INDEX approval_campaign ON approval (campaign);
CREATE TRIGGER approval_same_act BEFORE UPDATE OF id, action, campaign, parameters, asked_by, asked_at_ms, expires_at_ms ON approval
BEGIN SELECT RAISE(ABORT, 'an approval never changes what it is of'); END;
CREATE TRIGGER approval_sealed_only BEFORE UPDATE OF reason ON approval
WHEN OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'an approval never changes what it is of'); END;
CREATE TRIGGER approval_used_once BEFORE UPDATE OF state ON approval
WHEN NEW.state = 'used' AND OLD.state <> 'approved'
BEGIN SELECT RAISE(ABORT, 'only an approved act is done'); END;
`;
