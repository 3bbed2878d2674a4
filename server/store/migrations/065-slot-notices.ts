/**
 * What people of a directory are written about their slots, each once: two days and three hours before, when they move up
 * from the waiting list, when somebody signs them up, when it is cancelled. And the secret address of a person’s own calendar.
 */
export const SLOT_NOTICES_SQL = `
CREATE TABLE slot_notice (
  signup INTEGER NOT NULL REFERENCES slot_signup (id),
  kind TEXT NOT NULL CHECK (kind IN ('signed-up', 'moved-up', 'two-days', 'three-hours', 'cancelled')),
  state TEXT NOT NULL CHECK (state IN ('to-send', 'sending', 'sent', 'refused', 'failed', 'uncertain', 'no-email', 'dropped')),
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- The server that is at it.
  server TEXT,
  PRIMARY KEY (signup, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_notice_due ON slot_notice (due_at_ms) WHERE state IN ('to-send', 'sending');

CREATE TABLE calendar_feed (
  participant TEXT PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
  -- SHA-256: the address itself is with the person alone.
  token_hash TEXT NOT NULL UNIQUE,
  made_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_hours ON slot (from_ms) WHERE event IS NOT NULL;
`;
