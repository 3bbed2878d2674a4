/** How each record stood before a call, for every call that may still be taken back: one row a call, no more one an agent. */
export const RECENT_CALLS_SQL = `
CREATE TABLE recent_call (
  call_id TEXT PRIMARY KEY REFERENCES call (call_id),
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- Queue columns as JSON, nothing personal.
  before TEXT NOT NULL,
  -- The content of before, when the call changed it.
  sealed BLOB,
  seal_version INTEGER NOT NULL
) STRICT;
INSERT INTO recent_call (call_id, agent, campaign, record_id, before, sealed, seal_version)
  SELECT call_id, agent, campaign, record_id, before, sealed, seal_version FROM last_call;
DROP TRIGGER damaged_seal_replaced;
DROP TABLE last_call;
ALTER TABLE recent_call RENAME TO last_call;
CREATE INDEX last_call_agent ON last_call (agent);
CREATE INDEX last_call_record ON last_call (record_id);
CREATE INDEX last_call_campaign ON last_call (campaign);
CREATE TRIGGER damaged_seal_replaced AFTER DELETE ON last_call
BEGIN DELETE FROM damaged_seal WHERE kind = 'last_call' AND subject = OLD.call_id; END;
`;
