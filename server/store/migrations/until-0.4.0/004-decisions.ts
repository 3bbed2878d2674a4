/**
 * Decisions of the weekly meetings, and the theme that the agent read: kept on the lease when the card is served, then on
 * the call (calls of before have none). Neither names a donor; a decision's words go with the campaign all the same.
 */
export const DECISIONS_SQL = `
CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES account (id),
  about_kind TEXT NOT NULL CHECK (about_kind IN ('general', 'segment', 'gift', 'slot', 'theme')),
  about_value TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_campaign ON decision (campaign, at_ms, id);
CREATE TRIGGER decision_never_rewritten BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never rewritten'); END;

ALTER TABLE lease ADD COLUMN theme TEXT;
ALTER TABLE ended_lease ADD COLUMN theme TEXT;
ALTER TABLE call ADD COLUMN theme TEXT;
DROP TRIGGER lease_returns_record;
CREATE TRIGGER lease_returns_record AFTER DELETE ON lease
BEGIN
  INSERT INTO ended_lease (record_id, call_id, agent, campaign, granted_at_ms, expires_at_ms, seen_at_ms, why, theme)
  SELECT OLD.record_id, OLD.call_id, OLD.agent, OLD.campaign,
    OLD.granted_at_ms, OLD.expires_at_ms, OLD.seen_at_ms, OLD.why, OLD.theme
  FROM record WHERE id = OLD.record_id AND state = 'leased';
  UPDATE record SET state = 'ready' WHERE id = OLD.record_id AND state = 'leased';
END;
`;
