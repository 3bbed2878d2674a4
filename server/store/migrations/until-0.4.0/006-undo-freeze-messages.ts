/**
 * A disposition taken back, a card frozen for the lead, messages from the lead. Calls are never
 * rewritten: an undone one stays, with an event beside it that leaves it out of history and figures.
 */
export const UNDO_FREEZE_MESSAGES_SQL = `
CREATE TABLE undone_call (
  call_id TEXT PRIMARY KEY REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  agent TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX undone_call_record ON undone_call (record_id);
CREATE INDEX undone_call_campaign ON undone_call (campaign);
CREATE TRIGGER undone_call_never_rewritten BEFORE UPDATE ON undone_call
BEGIN SELECT RAISE(ABORT, 'an undone call stays undone'); END;

-- One row per agent: how the record stood before the agent's last call. Replaced by the next one.
CREATE TABLE last_call (
  agent TEXT PRIMARY KEY,
  call_id TEXT NOT NULL UNIQUE REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- Queue columns as JSON, nothing personal.
  before TEXT NOT NULL,
  -- The content of before, when the call changed it.
  sealed BLOB,
  seal_version INTEGER NOT NULL
) STRICT;
CREATE INDEX last_call_record ON last_call (record_id);
CREATE INDEX last_call_campaign ON last_call (campaign);

CREATE TABLE frozen_record (
  call_id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  agent TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  released_at_ms INTEGER,
  released_by TEXT,
  CHECK ((released_at_ms IS NULL) = (released_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX frozen_open ON frozen_record (record_id) WHERE released_at_ms IS NULL;
CREATE INDEX frozen_campaign ON frozen_record (campaign, at_ms);
CREATE INDEX frozen_of_record ON frozen_record (record_id);

CREATE TABLE message (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES account (id),
  -- '' unless it was meant for the people of one campaign.
  campaign TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX message_at ON message (at_ms);
CREATE INDEX message_campaign ON message (campaign);
CREATE TABLE message_to (
  agent TEXT NOT NULL REFERENCES account (id),
  message_id TEXT NOT NULL REFERENCES message (id),
  PRIMARY KEY (agent, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_to_message ON message_to (message_id);

-- A second reason to hold a record. A column's check cannot be widened in place.
ALTER TABLE record ADD COLUMN hold_now TEXT CHECK (hold_now IN ('list-check', 'ethics'));
UPDATE record SET hold_now = hold WHERE hold IS NOT NULL;
DROP INDEX look_owner_part;
DROP INDEX look_owner;
DROP INDEX look_part;
DROP INDEX look_any;
DROP INDEX record_list_check;
DROP INDEX record_held;
ALTER TABLE record DROP COLUMN hold;
ALTER TABLE record RENAME COLUMN hold_now TO hold;
CREATE INDEX look_owner_part ON record (hold, campaign, queue, area, owner, next_part, due_at_ms)
WHERE state = 'ready';
CREATE INDEX look_owner ON record (hold, campaign, queue, area, owner, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_part ON record (hold, campaign, queue, area, next_part, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_any ON record (hold, campaign, queue, area, due_at_ms) WHERE state = 'ready';
CREATE INDEX record_list_check ON record (campaign, dncm_checked_on)
WHERE state = 'ready' AND hold IS NULL AND dncm_checked_on IS NOT NULL;
CREATE INDEX record_held ON record (campaign, state) WHERE hold IS NOT NULL;
`;
