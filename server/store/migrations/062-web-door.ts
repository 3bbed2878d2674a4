/**
 * The web door of a directory: links that bring a participant in once, and the sessions that they opened. Only digests
 * of what the person holds; nothing of who they are.
 */
export const WEB_DOOR_SQL = `
CREATE TABLE web_link (
  token_hash TEXT PRIMARY KEY,
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  made_at_ms INTEGER NOT NULL,
  -- Kept a day, so that a second press of the button is told what happened.
  used_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX web_link_of ON web_link (participant);
CREATE INDEX web_link_age ON web_link (made_at_ms);

CREATE TABLE web_session (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  opened_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX web_session_of ON web_session (participant);
CREATE INDEX web_session_age ON web_session (seen_at_ms);
`;
