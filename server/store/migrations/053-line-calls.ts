/**
 * Calls that came in, each once, by the name that the line gives it: when it waited, was offered, answered and ended, and
 * where. No number, no person, nor how it ended: a call handed to the charity's team, a hoax and a wrong number read alike. How
 * many were handed over is counted apart, for spans in which they are several (docs/rules/line-calls.md#what-leaves-no-row).
 */
export const LINE_CALLS_SQL = `
CREATE TABLE line_call (
  line_call_id TEXT NOT NULL PRIMARY KEY,
  campaign TEXT NOT NULL,
  site TEXT NOT NULL,
  -- Where the rule of that minute sends a call first.
  rule_site TEXT NOT NULL,
  seat TEXT,
  waiting_at_ms INTEGER NOT NULL,
  offered_at_ms INTEGER,
  answered_at_ms INTEGER,
  ended_at_ms INTEGER,
  -- 0: it was over when the line was heard again.
  is_end_seen INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX line_call_by_time ON line_call (campaign, waiting_at_ms);
CREATE INDEX line_call_under_way ON line_call (line_call_id) WHERE ended_at_ms IS NULL;

CREATE TABLE line_hour (
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  calls INTEGER NOT NULL CHECK (calls >= 5),
  PRIMARY KEY (campaign, kind, from_ms)
) STRICT, WITHOUT ROWID;
`;
