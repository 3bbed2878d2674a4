/**
 * The agenda of a charity: events, and the hours at which people are needed there. A slot is one thing whoever
 * fills it, so that of a pledge line becomes that of an event too: its table is written anew, since its line may now be
 * absent. A person of the directory signs up once a slot; `learned` says who followed which training.
 */
export const AGENDA_SQL = `
CREATE TABLE event (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  kind TEXT NOT NULL CHECK (kind IN ('action', 'meeting', 'training', 'webinar', 'line')),
  -- Title, text and place: words of the house, sealed.
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  place TEXT NOT NULL,
  privacy TEXT NOT NULL CHECK (privacy IN ('public', 'volunteers', 'groups', 'coordination')),
  from_ms INTEGER NOT NULL,
  -- Exclusive.
  to_ms INTEGER NOT NULL CHECK (to_ms > from_ms),
  closes_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
  -- Grows with each change that a calendar shows.
  sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_of_charity ON event (charity, from_ms);

CREATE TABLE event_group (
  event TEXT NOT NULL REFERENCES event (id),
  group_id TEXT NOT NULL REFERENCES people_group (id),
  PRIMARY KEY (event, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_group_of_group ON event_group (group_id);

CREATE TABLE learned (
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  -- Code of a training: that of a campaign whose practice was passed, or of the charity's own.
  training TEXT NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (participant, training)
) STRICT, WITHOUT ROWID;

CREATE TABLE slot (
  id INTEGER PRIMARY KEY,
  -- Where it is one of a pledge line; NULL elsewhere.
  campaign TEXT,
  site TEXT,
  event TEXT REFERENCES event (id),
  -- What is done there, sealed; '' where one thing alone is done.
  role TEXT NOT NULL,
  needs TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  -- Exclusive.
  to_ms INTEGER NOT NULL CHECK (to_ms > from_ms),
  capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
  -- Places held: one statement raises it, which a full slot refuses.
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND capacity),
  opens_at_ms INTEGER NOT NULL,
  -- Afterwards somebody else withdraws a person, and says why.
  withdraw_until_ms INTEGER NOT NULL,
  -- In a row, this slot included; 0: no limit.
  longest_ms INTEGER NOT NULL CHECK (longest_ms >= 0),
  cancelled_at_ms INTEGER,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  FOREIGN KEY (campaign, site) REFERENCES site (campaign, code),
  CHECK ((campaign IS NULL) = (site IS NULL)),
  CHECK (campaign IS NOT NULL OR event IS NOT NULL)
) STRICT;
INSERT INTO slot (id, campaign, site, role, needs, from_ms, to_ms, capacity, taken, opens_at_ms, withdraw_until_ms, longest_ms,
  author, at_ms)
SELECT id, campaign, site, '', '', from_ms, to_ms, capacity, taken, 0, from_ms, 0, author, at_ms FROM line_slot;

CREATE TABLE signup_of_slot (
  id INTEGER PRIMARY KEY,
  slot INTEGER NOT NULL REFERENCES slot (id),
  -- '' for a slot of no pledge line.
  campaign TEXT NOT NULL,
  -- As they are called, sealed; '' once the person was erased.
  person TEXT NOT NULL,
  -- Of the directory; NULL for a name that a lead wrote.
  participant TEXT REFERENCES participant (id),
  state TEXT NOT NULL CHECK (state IN ('held', 'waiting', 'cancelled')),
  attendance TEXT CHECK (attendance IN ('came', 'absent', 'excused')),
  attended_at_ms INTEGER,
  -- Queues and ranks beyond the site's own, JSON.
  queues TEXT NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  -- Made by the first code that opened a seat for them.
  account TEXT REFERENCES account (id),
  charter_at_ms INTEGER,
  practice_from_ms INTEGER,
  -- Practice calls passed so far, in order.
  practice_done INTEGER NOT NULL DEFAULT 0 CHECK (practice_done >= 0),
  call_from_ms INTEGER,
  trained_at_ms INTEGER,
  CHECK ((attendance IS NULL) = (attended_at_ms IS NULL))
) STRICT;
INSERT INTO signup_of_slot (id, slot, campaign, person, state, queues, author, at_ms, account, charter_at_ms, practice_from_ms,
  practice_done, call_from_ms, trained_at_ms)
SELECT id, slot, campaign, person, state, queues, author, at_ms, account, charter_at_ms, practice_from_ms, practice_done, call_from_ms,
  trained_at_ms FROM slot_signup;

CREATE TABLE code_of_signup (
  hash TEXT PRIMARY KEY,
  signup INTEGER NOT NULL REFERENCES signup_of_slot (id),
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  used_at_ms INTEGER,
  seat TEXT,
  voided_at_ms INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO code_of_signup SELECT hash, signup, author, at_ms, used_at_ms, seat, voided_at_ms FROM shift_code;

DROP TABLE shift_code;
DROP TABLE slot_signup;
DROP TABLE line_slot;
ALTER TABLE signup_of_slot RENAME TO slot_signup;
ALTER TABLE code_of_signup RENAME TO shift_code;

CREATE INDEX slot_of_campaign ON slot (campaign, from_ms);
CREATE INDEX slot_of_event ON slot (event, from_ms);
CREATE INDEX slot_signup_of_slot ON slot_signup (slot, id);
CREATE INDEX slot_signup_of_campaign ON slot_signup (campaign);
CREATE INDEX slot_signup_of_participant ON slot_signup (participant) WHERE participant IS NOT NULL;
CREATE UNIQUE INDEX slot_signup_once ON slot_signup (slot, participant) WHERE participant IS NOT NULL AND state <> 'cancelled';
CREATE UNIQUE INDEX slot_signup_of_account ON slot_signup (account) WHERE account IS NOT NULL;
CREATE INDEX shift_code_of_signup ON shift_code (signup);
CREATE UNIQUE INDEX shift_code_waiting ON shift_code (signup) WHERE used_at_ms IS NULL AND voided_at_ms IS NULL;
CREATE TRIGGER shift_code_used_once BEFORE UPDATE OF used_at_ms ON shift_code
WHEN OLD.used_at_ms IS NOT NULL OR OLD.voided_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a shift code opens once'); END;
`;
