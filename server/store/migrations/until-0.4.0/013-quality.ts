/**
 * Listening sheets, ethics incidents, shifts. What somebody wrote (comment of a sheet, story of an incident) is sealed; scores,
 * kinds and measures are codes, so that trends and the report to the charity open nothing.
 */
export const QUALITY_SQL = `
-- The grid as it was when a sheet was filled in: no person in it, outlives every campaign.
CREATE TABLE listening_grid (
  hash TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER grid_never_rewritten BEFORE UPDATE ON listening_grid
BEGIN SELECT RAISE(ABORT, 'a grid is never rewritten'); END;

CREATE TABLE listening_note (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- Who called, and who listened: never the same person.
  agent TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author <> agent),
  grid_hash TEXT NOT NULL REFERENCES listening_grid (hash),
  -- JSON: criterion to points, null where it did not apply.
  points TEXT NOT NULL,
  -- JSON list of instant fails.
  fails TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  at_ms INTEGER NOT NULL,
  acknowledged_at_ms INTEGER,
  sealed BLOB,
  seal_version INTEGER NOT NULL,
  UNIQUE (call_id, author)
) STRICT;
CREATE INDEX listening_note_campaign ON listening_note (campaign, at_ms);
CREATE INDEX listening_note_agent ON listening_note (agent, at_ms);
CREATE INDEX listening_note_record ON listening_note (record_id);
CREATE INDEX listening_note_grid ON listening_note (grid_hash);
CREATE TRIGGER listening_note_never_rewritten BEFORE UPDATE OF id, call_id, campaign, record_id, agent, author, grid_hash,
  points, fails, score, at_ms ON listening_note
BEGIN SELECT RAISE(ABORT, 'a listening note is never rewritten'); END;
CREATE TRIGGER listening_note_acknowledged_once BEFORE UPDATE OF acknowledged_at_ms ON listening_note
WHEN OLD.acknowledged_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a feedback is acknowledged once'); END;
CREATE TRIGGER listening_note_erased_only BEFORE UPDATE OF sealed, seal_version ON listening_note
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
BEGIN SELECT RAISE(ABORT, 'a listening note is never rewritten'); END;

-- AUTOINCREMENT: the audit log names incidents by number, which is never given twice.
CREATE TABLE incident (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- Of the card on screen, which may have no recorded call; NULL when the incident is about the record.
  call_id TEXT,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('agent', 'lead')),
  opened_at_ms INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  closed_at_ms INTEGER,
  closed_by TEXT,
  measure TEXT,
  CHECK ((closed_at_ms IS NULL) = (closed_by IS NULL)),
  CHECK ((closed_at_ms IS NULL) = (measure IS NULL))
) STRICT;
CREATE UNIQUE INDEX incident_open ON incident (record_id) WHERE closed_at_ms IS NULL;
CREATE INDEX incident_record ON incident (record_id);
CREATE INDEX incident_campaign ON incident (campaign, opened_at_ms);
CREATE TRIGGER incident_stays_closed BEFORE UPDATE ON incident WHEN OLD.closed_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed incident stays closed'); END;
CREATE TRIGGER incident_never_moved BEFORE UPDATE OF id, campaign, record_id, call_id, origin, opened_at_ms, opened_by ON incident
BEGIN SELECT RAISE(ABORT, 'an incident is never rewritten'); END;

CREATE TABLE incident_entry (
  id TEXT PRIMARY KEY,
  incident_id INTEGER NOT NULL REFERENCES incident (id),
  campaign TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('open', 'follow', 'close')),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  sealed BLOB,
  seal_version INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_entry_incident ON incident_entry (incident_id, at_ms);
CREATE INDEX incident_entry_campaign ON incident_entry (campaign);
CREATE TRIGGER incident_entry_never_rewritten BEFORE UPDATE OF id, incident_id, campaign, what, at_ms, author ON incident_entry
BEGIN SELECT RAISE(ABORT, 'what followed an incident is never rewritten'); END;
CREATE TRIGGER incident_entry_erased_only BEFORE UPDATE OF sealed, seal_version ON incident_entry
WHEN NOT EXISTS (SELECT 1 FROM erased_record JOIN incident ON incident.record_id = erased_record.record_id
  WHERE incident.id = OLD.incident_id)
BEGIN SELECT RAISE(ABORT, 'what followed an incident is never rewritten'); END;

-- Cards set aside before incidents existed.
INSERT INTO incident (campaign, record_id, call_id, kind, origin, opened_at_ms, opened_by)
SELECT campaign, record_id, call_id, 'a-qualifier', 'agent', at_ms, agent FROM frozen_record
WHERE released_at_ms IS NULL ORDER BY at_ms, call_id;

-- From login to the end of work; ended by the person, or by silence at the last sign of life.
CREATE TABLE shift (
  id INTEGER PRIMARY KEY,
  agent TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER CHECK (to_ms >= from_ms),
  seen_ms INTEGER NOT NULL,
  ended TEXT CHECK (ended IN ('person', 'silence')),
  CHECK ((to_ms IS NULL) = (ended IS NULL))
) STRICT;
CREATE UNIQUE INDEX shift_open ON shift (agent) WHERE to_ms IS NULL;
CREATE INDEX shift_agent ON shift (agent, from_ms);
CREATE INDEX shift_ended ON shift (to_ms);

-- Which break; '' for production, and for breaks older than this column.
ALTER TABLE work_span ADD COLUMN code TEXT NOT NULL DEFAULT '';
CREATE INDEX work_span_pause ON work_span (to_ms) WHERE kind = 'pause';
`;
