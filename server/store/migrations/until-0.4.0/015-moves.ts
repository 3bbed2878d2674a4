/**
 * What a lead's hand changed: reassignments that can be undone, records put on top for one person, campaigns without calls
 * until the end of the day. Record numbers and account ids only; what hangs on a record goes with its campaign.
 */
export const MOVES_SQL = `
ALTER TABLE move ADD COLUMN kind TEXT NOT NULL DEFAULT 'move' CHECK (kind IN ('move', 'next'));
ALTER TABLE move ADD COLUMN undone_at_ms INTEGER;
ALTER TABLE move ADD COLUMN undone_by TEXT;
ALTER TABLE move ADD COLUMN undone_reason TEXT;
ALTER TABLE move ADD COLUMN gone_back INTEGER;

CREATE TABLE on_top (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  rank INTEGER NOT NULL
) STRICT;
CREATE INDEX on_top_agent ON on_top (agent, at_ms DESC, rank);
CREATE INDEX on_top_campaign ON on_top (campaign);
-- Served, closed or given to somebody else: it is on top no more.
CREATE TRIGGER record_leaves_top AFTER UPDATE OF state, owner ON record
WHEN NEW.state <> 'ready' OR NEW.owner IS NOT OLD.owner
BEGIN DELETE FROM on_top WHERE record_id = NEW.id; END;

CREATE TABLE campaign_pause (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  at_ms INTEGER NOT NULL,
  -- Exclusive: the end of the house's civil day.
  until_ms INTEGER NOT NULL CHECK (until_ms > at_ms),
  author TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
