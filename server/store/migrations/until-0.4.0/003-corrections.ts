/**
 * Corrections, bounces and proof. A call may have several e-mails (its confirmation, then one rectification a
 * correction), so `email` is keyed by its own id: the call's for a confirmation, the correction's for a rectification.
 * A line sent to the charity says which correction it carried, so that what is still owed can be told from what was sent.
 */
export const CORRECTIONS_SQL = `
CREATE TABLE email_by_id (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  message_id TEXT NOT NULL,
  -- The correction whose amounts it says or will say; '' for those of the call.
  carries TEXT NOT NULL,
  call_ended_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  sent_at_ms INTEGER,
  reply TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO email_by_id SELECT call_id, call_id, campaign, record_id, kind, state, message_id, '',
  call_ended_at_ms, due_at_ms, attempts, sent_at_ms, reply FROM email;
DROP TABLE email;
ALTER TABLE email_by_id RENAME TO email;
CREATE UNIQUE INDEX email_confirmation ON email (call_id) WHERE kind <> 'rectification';
CREATE INDEX email_call ON email (call_id, call_ended_at_ms, id);
CREATE INDEX email_message ON email (message_id);
CREATE INDEX email_due ON email (due_at_ms, id) WHERE state = 'to-send';
CREATE INDEX email_state ON email (state, call_ended_at_ms);
CREATE INDEX email_campaign ON email (campaign, state);
CREATE INDEX email_record ON email (record_id);

-- What became of a recorded agreement or gift; the call itself is never rewritten.
CREATE TABLE correction (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  rank INTEGER NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('M', 'X')),
  before_new_minor INTEGER,
  before_new_monthly_minor INTEGER,
  before_one_off_minor INTEGER,
  new_minor INTEGER,
  new_monthly_minor INTEGER,
  one_off_minor INTEGER,
  first_debit_on TEXT,
  reason TEXT NOT NULL,
  UNIQUE (call_id, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_campaign ON correction (campaign, at_ms);
CREATE TRIGGER correction_never_rewritten BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never rewritten'); END;
CREATE TRIGGER correction_not_after_cancellation BEFORE INSERT ON correction
WHEN EXISTS (SELECT 1 FROM correction WHERE call_id = NEW.call_id AND kind = 'X')
BEGIN SELECT RAISE(ABORT, 'a cancelled call is not corrected again'); END;

-- N, M, X: lines of weekly files; U: a line of a daily urgent file.
CREATE TABLE delivered_line_by_content (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  line TEXT NOT NULL CHECK (line IN ('N', 'M', 'X', 'U')),
  correction_id TEXT NOT NULL,
  bounced INTEGER NOT NULL,
  delivery_id TEXT NOT NULL REFERENCES delivery (id),
  PRIMARY KEY (call_id, line, correction_id, bounced)
) STRICT, WITHOUT ROWID;
INSERT INTO delivered_line_by_content SELECT call_id, line, '', 0, delivery_id FROM delivered_line;
DROP TABLE delivered_line;
ALTER TABLE delivered_line_by_content RENAME TO delivered_line;
CREATE UNIQUE INDEX delivered_line_once ON delivered_line (call_id, line) WHERE line <> 'M';
CREATE INDEX delivered_line_delivery ON delivered_line (delivery_id);

-- The receipt of a delivery: what was built, then the manifest as it was signed and dropped. No donor data.
CREATE TABLE delivery_proof (
  delivery_id TEXT PRIMARY KEY REFERENCES delivery (id),
  content TEXT NOT NULL,
  manifest TEXT,
  signature TEXT,
  CHECK ((manifest IS NULL) = (signature IS NULL))
) STRICT, WITHOUT ROWID;

-- Data to correct: an address that does not receive.
CREATE TABLE follow_up (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  call_id TEXT NOT NULL REFERENCES call (call_id),
  kind TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  closed_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_open ON follow_up (opened_at_ms, id) WHERE closed_at_ms IS NULL;
CREATE INDEX follow_up_campaign ON follow_up (campaign);
CREATE INDEX follow_up_record ON follow_up (record_id);
CREATE INDEX follow_up_call ON follow_up (call_id);
`;
