/**
 * What people of a directory write to each other. Sealed: every text and every name. In clear stand ids, instants and
 * states; an author who was erased is null, and so is their text.
 */
export const CONVERSATIONS_SQL = `
CREATE TABLE conversation (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  -- 'office': the association writes to one person, who answers by its address.
  kind TEXT NOT NULL CHECK (kind IN ('people', 'group', 'office')),
  group_id TEXT UNIQUE REFERENCES people_group (id),
  -- Of two people alone: both ids in order, so that they have one conversation.
  pair TEXT UNIQUE,
  last_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_last ON conversation (last_at_ms);

-- Of a group's thread it holds how far somebody has read, and no name.
CREATE TABLE conversation_member (
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('in', 'asked', 'refused')),
  read_at_ms INTEGER NOT NULL,
  sealed BLOB,
  PRIMARY KEY (conversation, participant)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_member_of ON conversation_member (participant);

CREATE TABLE conversation_message (
  id TEXT PRIMARY KEY,
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  -- Null: the association itself, or somebody who was erased.
  author TEXT REFERENCES participant (id) ON DELETE SET NULL,
  at_ms INTEGER NOT NULL,
  sealed BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_message_in ON conversation_message (conversation, at_ms);
CREATE INDEX conversation_message_by ON conversation_message (author, at_ms) WHERE author IS NOT NULL;

-- How somebody wants to be told, for each kind; without a row, as the house does by itself.
CREATE TABLE mailing_choice (
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'event', 'newsletter', 'document')),
  way TEXT NOT NULL CHECK (way IN ('at-once', 'daily', 'web', 'nothing')),
  PRIMARY KEY (participant, kind)
) STRICT, WITHOUT ROWID;

-- An e-mail that says that something waits: one a subject until it is looked at, when the row goes.
CREATE TABLE waiting_mail (
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'event', 'document')),
  about TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('to-send', 'sending', 'sent', 'refused', 'failed', 'uncertain', 'no-email')),
  owed_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- The server that is at it.
  server TEXT,
  PRIMARY KEY (participant, kind, about)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_mail_due ON waiting_mail (due_at_ms) WHERE state IN ('to-send', 'sending');
`;
