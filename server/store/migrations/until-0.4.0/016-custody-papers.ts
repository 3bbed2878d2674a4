/**
 * Breaches and what followed, the word of holders that a copy is gone, and rotations of session keys. Codes, counts and the
 * words of the data officer, which the program refuses when they hold an address, a number or health; no donor in them: they
 * outlive the campaigns, as the certificates do.
 */
export const CUSTODY_PAPERS_SQL = `
CREATE TABLE breach (
  id TEXT PRIMARY KEY,
  -- JSON lists.
  kinds TEXT NOT NULL,
  campaigns TEXT NOT NULL,
  discovered_at_ms INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- JSON: what was gathered at the opening.
  facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER breach_never_rewritten BEFORE UPDATE ON breach
BEGIN SELECT RAISE(ABORT, 'a breach is never rewritten'); END;
CREATE TRIGGER breach_no_delete BEFORE DELETE ON breach
BEGIN SELECT RAISE(ABORT, 'a breach is never removed'); END;

CREATE TABLE breach_event (
  breach_id TEXT NOT NULL REFERENCES breach (id),
  rank INTEGER NOT NULL CHECK (rank >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('note', 'measure', 'charity-told', 'closed')),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (breach_id, rank)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER breach_event_never_rewritten BEFORE UPDATE ON breach_event
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never rewritten'); END;
CREATE TRIGGER breach_event_no_delete BEFORE DELETE ON breach_event
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never removed'); END;
CREATE TRIGGER breach_event_not_after_end BEFORE INSERT ON breach_event
WHEN EXISTS (SELECT 1 FROM breach_event WHERE breach_id = NEW.breach_id AND kind = 'closed')
BEGIN SELECT RAISE(ABORT, 'a closed breach stays closed'); END;

CREATE TABLE copy_attestation (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  -- Named by the purge plan.
  copy TEXT NOT NULL,
  -- Who attests: a company or a function, and the reference of its letter.
  attested_by TEXT NOT NULL,
  reference TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (campaign, copy)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER copy_attestation_never_rewritten BEFORE UPDATE ON copy_attestation
BEGIN SELECT RAISE(ABORT, 'an attestation is never rewritten'); END;

CREATE TABLE key_rotation (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  number INTEGER NOT NULL CHECK (number >= 1),
  started_at_ms INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- Every sealed value was then under the new key; NULL while it goes on.
  resealed_at_ms INTEGER,
  -- The former key was then destroyed; backups of before open no more.
  ended_at_ms INTEGER,
  PRIMARY KEY (campaign, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX key_rotation_running ON key_rotation (campaign) WHERE resealed_at_ms IS NULL;

-- The second door by which sealed bytes may change: the same content under a new key, while a rotation is written down.
DROP TRIGGER call_erased_only;
CREATE TRIGGER call_erased_only BEFORE UPDATE OF sealed, seal_version ON call
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;
DROP TRIGGER signature_erased_only;
CREATE TRIGGER signature_erased_only BEFORE UPDATE OF sealed, seal_version ON mandate_signature
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;
DROP TRIGGER listening_note_erased_only;
CREATE TRIGGER listening_note_erased_only BEFORE UPDATE OF sealed, seal_version ON listening_note
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a listening note is never rewritten'); END;
DROP TRIGGER incident_entry_erased_only;
CREATE TRIGGER incident_entry_erased_only BEFORE UPDATE OF sealed, seal_version ON incident_entry
WHEN NOT EXISTS (SELECT 1 FROM erased_record JOIN incident ON incident.record_id = erased_record.record_id
  WHERE incident.id = OLD.incident_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'what followed an incident is never rewritten'); END;
`;
