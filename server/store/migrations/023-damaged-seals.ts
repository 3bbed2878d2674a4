/**
 * A sealed packet that does not open where it stands: its row waits here until a backup gives it back, and its record is
 * held meanwhile. No content: kinds, numbers and instants.
 */
export const DAMAGED_SEALS_SQL = `
CREATE TABLE damaged_seal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The table of the packet, and its key there.
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  why TEXT NOT NULL CHECK (why IN ('seal-broken', 'seal-moved')),
  found_at_ms INTEGER NOT NULL,
  -- Account id, or system.
  found_by TEXT NOT NULL,
  -- What held the record before, and holds it again afterwards.
  hold_before TEXT CHECK (hold_before IN ('list-check', 'ethics')),
  restored_at_ms INTEGER,
  -- Name of the backup.
  restored_from TEXT,
  CHECK ((restored_at_ms IS NULL) = (restored_from IS NULL))
) STRICT;
CREATE UNIQUE INDEX damaged_seal_open ON damaged_seal (kind, subject) WHERE restored_at_ms IS NULL;
CREATE INDEX damaged_seal_campaign ON damaged_seal (campaign, restored_at_ms);
CREATE INDEX damaged_seal_record ON damaged_seal (record_id);

-- Nothing is left to give back.
CREATE TRIGGER damaged_seal_erased AFTER INSERT ON erased_record
BEGIN DELETE FROM damaged_seal WHERE record_id = NEW.record_id; END;
CREATE TRIGGER damaged_seal_replaced AFTER DELETE ON last_call
BEGIN DELETE FROM damaged_seal WHERE kind = 'last_call' AND subject = OLD.call_id; END;

-- Written once, unless a person is erased, a rotation runs, or a backup gives back what was damaged.
DROP TRIGGER call_erased_only;
CREATE TRIGGER call_erased_only BEFORE UPDATE OF sealed, seal_version ON call
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL)
      AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE kind = 'call' AND subject = OLD.call_id AND restored_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;

DROP TRIGGER incident_entry_erased_only;
CREATE TRIGGER incident_entry_erased_only BEFORE UPDATE OF sealed, seal_version ON incident_entry
WHEN NOT EXISTS (SELECT 1 FROM erased_record JOIN incident ON incident.record_id = erased_record.record_id
  WHERE incident.id = OLD.incident_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL)
      AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE kind = 'incident_entry' AND subject = OLD.id AND restored_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'what followed an incident is never rewritten'); END;

DROP TRIGGER listening_note_erased_only;
CREATE TRIGGER listening_note_erased_only BEFORE UPDATE OF sealed, seal_version ON listening_note
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL)
      AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE kind = 'listening_note' AND subject = OLD.id AND restored_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a listening note is never rewritten'); END;

DROP TRIGGER signature_erased_only;
CREATE TRIGGER signature_erased_only BEFORE UPDATE OF sealed, seal_version ON mandate_signature
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL)
      AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE kind = 'mandate_signature' AND subject = OLD.call_id AND restored_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;

-- A third reason to hold a record. A column's check cannot be widened in place.
ALTER TABLE record ADD COLUMN hold_now TEXT CHECK (hold_now IN ('list-check', 'ethics', 'damaged'));
UPDATE record SET hold_now = hold WHERE hold IS NOT NULL;
DROP TRIGGER record_ends_reservation;
DROP INDEX look_any;
DROP INDEX look_owner;
DROP INDEX look_owner_part;
DROP INDEX look_part;
DROP INDEX look_priority;
DROP INDEX look_priority_part;
DROP INDEX record_list_check;
DROP INDEX record_held;
ALTER TABLE record DROP COLUMN hold;
ALTER TABLE record RENAME COLUMN hold_now TO hold;
CREATE INDEX look_any ON record (hold, campaign, queue, area, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_owner ON record (hold, campaign, queue, area, owner, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_owner_part ON record (hold, campaign, queue, area, owner, next_part, due_at_ms)
WHERE state = 'ready';
CREATE INDEX look_part ON record (hold, campaign, queue, area, next_part, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_priority ON record (hold, campaign, queue, area, owner, priority, due_at_ms)
WHERE state = 'ready' AND priority > 0;
CREATE INDEX look_priority_part ON record (hold, campaign, queue, area, owner, priority, next_part, due_at_ms)
WHERE state = 'ready' AND priority > 0;
CREATE INDEX record_list_check ON record (campaign, dncm_checked_on)
WHERE state = 'ready' AND hold IS NULL AND dncm_checked_on IS NOT NULL;
CREATE INDEX record_held ON record (campaign, state) WHERE hold IS NOT NULL;
CREATE TRIGGER record_ends_reservation AFTER UPDATE OF state, queue, due_at_ms, owner, hold ON record
BEGIN DELETE FROM reservation WHERE record_id = NEW.id; END;
`;
