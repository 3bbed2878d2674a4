/**
 * Custody: signed daily checkpoints of the audit log, persons' requests, the e-mail look-up, and the one door by which sealed
 * bytes of a call or of a signature may be overwritten: the record's erasure, which is itself written down.
 */
export const CUSTODY_SQL = `
-- Numbers and fingerprints only; outlives every campaign.
CREATE TABLE audit_checkpoint (
  day TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  sent_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE TRIGGER checkpoint_never_rewritten BEFORE UPDATE OF day, seq, hash, at_ms, body, signature ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never rewritten'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;

-- NULL: not computed since the sealed content changed; '' : no address.
ALTER TABLE record ADD COLUMN email_blind TEXT;
CREATE INDEX record_email_blind ON record (campaign, email_blind);
CREATE TRIGGER record_forgets_email AFTER UPDATE OF sealed ON record
WHEN NEW.email_blind IS NOT NULL AND NEW.email_blind IS OLD.email_blind
BEGIN UPDATE record SET email_blind = NULL WHERE id = NEW.id; END;

CREATE TABLE person_request (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL,
  -- Whose key seals it, whose urgent file carries it, and with which it is purged.
  campaign TEXT NOT NULL REFERENCES campaign (code),
  kind TEXT NOT NULL CHECK (kind IN ('access', 'rectification', 'objection', 'erasure')),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'refused')),
  received_at_ms INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- The call in which it was made; NULL for a letter or an e-mail.
  call_id TEXT REFERENCES call (call_id),
  ended_at_ms INTEGER,
  ended_by TEXT,
  -- Why it was refused.
  outcome TEXT NOT NULL,
  -- The urgent file that told the charity.
  delivery_id TEXT REFERENCES delivery (id),
  -- The person was erased: what is sealed goes once the charity is told.
  forget INTEGER NOT NULL,
  sealed BLOB,
  seal_version INTEGER NOT NULL
) STRICT;
CREATE INDEX person_request_campaign ON person_request (campaign, delivery_id);
CREATE INDEX person_request_call ON person_request (call_id);
CREATE INDEX person_request_delivery ON person_request (delivery_id);

CREATE TABLE person_request_record (
  request_id TEXT NOT NULL REFERENCES person_request (id),
  record_id INTEGER NOT NULL REFERENCES record (id),
  campaign TEXT NOT NULL,
  PRIMARY KEY (request_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_request_record_record ON person_request_record (record_id);
CREATE INDEX person_request_record_campaign ON person_request_record (campaign);

CREATE TABLE erased_record (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  campaign TEXT NOT NULL,
  request_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX erased_record_campaign ON erased_record (campaign);

DROP TRIGGER call_never_rewritten;
CREATE TRIGGER call_never_rewritten BEFORE UPDATE OF call_id, record_id, campaign, agent, disposition, started_at_ms,
  ended_at_ms, duration_seconds, day_part, attempt_rank, phone_slot, script_version, path, coordinates, changed,
  ask_level, old_minor, new_minor, old_monthly_minor, new_monthly_minor, one_off_minor, currency, first_debit_on,
  callback_at_ms, request_hash, receipt, theme ON call
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;
CREATE TRIGGER call_erased_only BEFORE UPDATE OF sealed, seal_version ON call
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;
DROP TRIGGER signature_never_rewritten;
CREATE TRIGGER signature_never_rewritten BEFORE UPDATE OF call_id, campaign, record_id, signed_on, old_monthly_minor,
  new_monthly_minor, recorded_at_ms, recorded_by, first_debit_on ON mandate_signature
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;
CREATE TRIGGER signature_erased_only BEFORE UPDATE OF sealed, seal_version ON mandate_signature
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;
`;
