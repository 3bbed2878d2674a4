/**
 * Numbers dialled by a key, and what the line said of each: instants and an ending, never a number. The call itself may
 * still be on a screen, or be given back without an outcome: `call_id` names it without leading to it.
 */
export const DIALS_SQL = `
CREATE TABLE dial (
  call_id TEXT NOT NULL,
  -- Of the numbers dialled in that call, from 1.
  turn INTEGER NOT NULL CHECK (turn > 0),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  agent TEXT NOT NULL,
  phone_slot TEXT NOT NULL CHECK (phone_slot IN ('TEL_FIXE', 'TEL_MOBILE', 'TEL_AUTRE')),
  asked_at_ms INTEGER NOT NULL,
  ringing_at_ms INTEGER,
  answered_at_ms INTEGER,
  ended_at_ms INTEGER,
  ending TEXT CHECK (ending IN ('ended', 'busy', 'unanswered', 'failed')),
  PRIMARY KEY (call_id, turn),
  CHECK ((ended_at_ms IS NULL) = (ending IS NULL)),
  CHECK (ending IS NULL OR (ending = 'ended') = (answered_at_ms IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX dial_record ON dial (record_id);
CREATE INDEX dial_campaign ON dial (campaign, asked_at_ms);
CREATE INDEX dial_under_way ON dial (asked_at_ms) WHERE ended_at_ms IS NULL;
`;
