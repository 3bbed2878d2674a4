/**
 * Whoever has a place, or waits for one, is also written to when the slot changes. A column’s check cannot be widened in
 * place: the table is written anew.
 */
export const CHANGED_SLOTS_SQL = `
CREATE TABLE notice_of_slot (
  signup INTEGER NOT NULL REFERENCES slot_signup (id),
  kind TEXT NOT NULL CHECK (kind IN ('signed-up', 'moved-up', 'two-days', 'three-hours', 'changed', 'cancelled')),
  state TEXT NOT NULL CHECK (state IN ('to-send', 'sending', 'sent', 'refused', 'failed', 'uncertain', 'no-email', 'dropped')),
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- The server that is at it.
  server TEXT,
  PRIMARY KEY (signup, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO notice_of_slot (signup, kind, state, due_at_ms, attempts, server)
SELECT signup, kind, state, due_at_ms, attempts, server FROM slot_notice;
DROP TABLE slot_notice;
ALTER TABLE notice_of_slot RENAME TO slot_notice;
CREATE INDEX slot_notice_due ON slot_notice (due_at_ms) WHERE state IN ('to-send', 'sending');
`;
