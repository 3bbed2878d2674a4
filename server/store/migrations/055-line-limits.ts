/**
 * Thresholds of overflow that leads changed during an evening, one row a change. No reason here: the audit log has it,
 * sealed.
 */
export const LINE_LIMITS_SQL = `
CREATE TABLE line_limit (
  id INTEGER PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  rule INTEGER NOT NULL CHECK (rule >= 1),
  max INTEGER NOT NULL CHECK (max >= 0),
  before INTEGER NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  undone_at_ms INTEGER,
  undone_by TEXT,
  CHECK ((undone_at_ms IS NULL) = (undone_by IS NULL))
) STRICT;
CREATE INDEX line_limit_of_campaign ON line_limit (campaign, id);
`;
