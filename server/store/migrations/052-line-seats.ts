/**
 * Who sits where on a pledge line, and when: sites and seats of its folder, slots, who signed up, and the one-use
 * codes that open a seat without an account. A code is kept as its keyed digest only.
 */
export const LINE_SEATS_SQL = `
CREATE TABLE line_folder (
  campaign TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- Settings, script and practice as the campaign folder said them, JSON.
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
  campaign TEXT NOT NULL REFERENCES line_folder (campaign),
  code TEXT NOT NULL,
  queue TEXT NOT NULL,
  PRIMARY KEY (campaign, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE seat (
  -- A place with a telephone and a screen, the same for every campaign of its site.
  name TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  -- Wrong codes in a row.
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  frozen_at_ms INTEGER,
  -- The only SSH key that may ask for a code there; NULL: whoever reaches the host.
  key_fingerprint TEXT UNIQUE
) STRICT, WITHOUT ROWID;

CREATE TABLE site_lead (
  account TEXT NOT NULL REFERENCES account (id),
  campaign TEXT NOT NULL,
  site TEXT NOT NULL,
  PRIMARY KEY (account, campaign, site),
  FOREIGN KEY (campaign, site) REFERENCES site (campaign, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_slot (
  id INTEGER PRIMARY KEY,
  campaign TEXT NOT NULL,
  site TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  -- Exclusive.
  to_ms INTEGER NOT NULL CHECK (to_ms > from_ms),
  capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
  -- Places held: one statement raises it, which a full slot refuses.
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND capacity),
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  FOREIGN KEY (campaign, site) REFERENCES site (campaign, code)
) STRICT;
CREATE INDEX line_slot_of_campaign ON line_slot (campaign, from_ms);

CREATE TABLE slot_signup (
  id INTEGER PRIMARY KEY,
  slot INTEGER NOT NULL REFERENCES line_slot (id),
  campaign TEXT NOT NULL,
  -- The volunteer as they are called, sealed.
  person TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'waiting', 'cancelled')),
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
  trained_at_ms INTEGER
) STRICT;
CREATE INDEX slot_signup_of_slot ON slot_signup (slot, id);
CREATE UNIQUE INDEX slot_signup_of_account ON slot_signup (account) WHERE account IS NOT NULL;

CREATE TABLE shift_code (
  hash TEXT PRIMARY KEY,
  signup INTEGER NOT NULL REFERENCES slot_signup (id),
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  used_at_ms INTEGER,
  seat TEXT,
  voided_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX shift_code_of_signup ON shift_code (signup);
CREATE UNIQUE INDEX shift_code_waiting ON shift_code (signup) WHERE used_at_ms IS NULL AND voided_at_ms IS NULL;
CREATE TRIGGER shift_code_used_once BEFORE UPDATE OF used_at_ms ON shift_code
WHEN OLD.used_at_ms IS NOT NULL OR OLD.voided_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a shift code opens once'); END;
`;
