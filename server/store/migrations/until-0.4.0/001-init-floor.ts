/** The rest of the first schema: floor, purges, audit log. Same migration as 001-init. */
export const INIT_FLOOR_SQL = `
CREATE TABLE presence (
  agent TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  campaign TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE work_span (
  id INTEGER PRIMARY KEY,
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('production', 'pause')),
  from_ms INTEGER NOT NULL,
  to_ms INTEGER CHECK (to_ms >= from_ms)
) STRICT;
CREATE UNIQUE INDEX work_span_running ON work_span (agent) WHERE to_ms IS NULL;
CREATE INDEX work_span_agent ON work_span (agent, from_ms);
CREATE INDEX work_span_campaign ON work_span (campaign, from_ms);

-- AUTOINCREMENT: a number is never given twice, even after old events were dropped, so no poller misses one.
CREATE TABLE live_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  agent TEXT,
  event TEXT NOT NULL
) STRICT;
CREATE INDEX live_event_at ON live_event (at_ms);

CREATE TABLE move (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  moved INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX move_at ON move (at_ms);

CREATE TABLE move_item (
  move_id TEXT NOT NULL REFERENCES move (id),
  record_id INTEGER NOT NULL REFERENCES record (id),
  from_owner TEXT,
  to_owner TEXT,
  PRIMARY KEY (move_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX move_item_record ON move_item (record_id);

CREATE TABLE purge (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  started_at_ms INTEGER NOT NULL,
  step TEXT NOT NULL,
  operator TEXT NOT NULL,
  reason TEXT NOT NULL,
  findings TEXT NOT NULL,
  finished_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_figures (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  figures TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  campaign TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_campaign ON audit (campaign, action);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- Also stops INSERT OR REPLACE, which deletes without firing the trigger above.
CREATE TRIGGER audit_next_only BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
`;
