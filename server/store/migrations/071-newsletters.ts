/**
 * Letters to the people of a directory: what is written, and one row a person of the choice frozen as it left. No address
 * stands here: it is read from the sealed card when a copy leaves. The list of approved acts is widened: a check cannot be in
 * place, so the table is written anew.
 */
export const NEWSLETTERS_SQL = `
CREATE TABLE newsletter (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  -- Subject, choice of people, blocks and events (JSON): words of the house, sealed.
  subject TEXT NOT NULL,
  addressees TEXT NOT NULL,
  blocks TEXT NOT NULL,
  events TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'proofread', 'sending', 'sent', 'archived')),
  author TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  sent_at_ms INTEGER,
  recipients INTEGER NOT NULL DEFAULT 0 CHECK (recipients >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX newsletter_of_charity ON newsletter (charity, changed_at_ms);

CREATE TABLE newsletter_recipient (
  id INTEGER PRIMARY KEY,
  newsletter TEXT NOT NULL REFERENCES newsletter (id),
  -- NULL: erased since, or two years ago.
  participant TEXT REFERENCES participant (id),
  state TEXT NOT NULL CHECK (state IN ('to-send', 'sending', 'sent', 'refused', 'failed', 'uncertain', 'bounced', 'no-email', 'dropped')),
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- SMTP status and enhanced code only.
  reply TEXT NOT NULL DEFAULT '',
  -- SHA-256 of what stops it: the address itself is in the e-mail alone.
  stop_hash TEXT UNIQUE,
  -- The server that is at it.
  server TEXT
) STRICT;
CREATE UNIQUE INDEX newsletter_recipient_once ON newsletter_recipient (newsletter, participant);
CREATE INDEX newsletter_recipient_of ON newsletter_recipient (participant);
CREATE INDEX newsletter_recipient_due ON newsletter_recipient (due_at_ms) WHERE state IN ('to-send', 'sending');

CREATE TABLE approval_of_act (
  -- In the order they were asked, within one millisecond too.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL CHECK (action IN ('purge', 'person-export', 'objection-lift', 'key-copy', 'server-lost', 'newsletter-send')),
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
