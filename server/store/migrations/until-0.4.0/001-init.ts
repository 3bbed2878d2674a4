/**
 * The first schema. Queue columns and figures stand in clear; personal values only inside `sealed`. Rules that must
 * hold whatever the program does are triggers and unique indexes here, not code.
 */
export const INIT_SQL = `
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  valid_from_ms INTEGER NOT NULL,
  valid_to_ms INTEGER NOT NULL,
  campaigns TEXT NOT NULL,
  failures INTEGER NOT NULL,
  locked_until_ms INTEGER,
  disabled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expiry ON session (expires_at_ms);

CREATE TABLE campaign (
  code TEXT PRIMARY KEY,
  charity TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('upgrade', 'reactivation')),
  country TEXT NOT NULL CHECK (country IN ('FR', 'BE', 'CH')),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'purging', 'purged')),
  settings TEXT NOT NULL,
  emails TEXT NOT NULL,
  script_version TEXT NOT NULL,
  key_fingerprint TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_charity ON campaign (charity, state);

CREATE TABLE script (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (campaign, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_file (
  id INTEGER PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('importing', 'imported', 'refused')),
  started_at_ms INTEGER NOT NULL,
  finished_at_ms INTEGER,
  rows INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  warned INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  excluded INTEGER NOT NULL,
  UNIQUE (campaign, sha256)
) STRICT;

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  contact_file_id INTEGER NOT NULL REFERENCES contact_file (id),
  row_number INTEGER NOT NULL,
  segment TEXT NOT NULL,
  country TEXT NOT NULL CHECK (country IN ('FR', 'BE', 'CH')),
  canton TEXT NOT NULL,
  area TEXT NOT NULL,
  donor_blind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('staged', 'ready', 'leased', 'closed', 'excluded')),
  queue TEXT NOT NULL CHECK (queue IN ('new', 'retry', 'callback')),
  due_at_ms INTEGER NOT NULL,
  next_part TEXT NOT NULL CHECK (next_part IN ('M', 'A', 'S', 'SA')),
  owner TEXT,
  attempts INTEGER NOT NULL,
  tries_m INTEGER NOT NULL,
  tries_a INTEGER NOT NULL,
  tries_s INTEGER NOT NULL,
  tries_sa INTEGER NOT NULL,
  busy_count INTEGER NOT NULL,
  voicemail_left INTEGER NOT NULL,
  argued INTEGER NOT NULL,
  last_attempt_at_ms INTEGER,
  disposition TEXT,
  closed_at_ms INTEGER,
  gift_minor INTEGER NOT NULL,
  monthly_minor INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (currency IN ('EUR', 'CHF')),
  frequency TEXT NOT NULL CHECK (frequency IN ('M', 'T', 'S', 'A')),
  sealed BLOB NOT NULL,
  version INTEGER NOT NULL,
  CHECK (state NOT IN ('closed', 'excluded') OR disposition IS NOT NULL)
) STRICT;
CREATE INDEX record_campaign ON record (campaign);
CREATE INDEX record_contact_file ON record (contact_file_id);
CREATE INDEX record_by_state ON record (campaign, state, disposition, closed_at_ms);
CREATE INDEX record_donor ON record (campaign, donor_blind);
-- One live record per donor and campaign; lines excluded at import (duplicates among them) may repeat a donor.
CREATE UNIQUE INDEX record_one_per_donor ON record (campaign, donor_blind) WHERE state <> 'excluded';
CREATE INDEX record_open_area ON record (campaign, area) WHERE state IN ('ready', 'leased');
CREATE INDEX record_owner ON record (owner, queue, due_at_ms) WHERE owner IS NOT NULL;
-- One index per shape of a queue look: each look is one seek, whatever the depth of the queue.
CREATE INDEX look_owner_part ON record (campaign, queue, area, owner, next_part, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_owner ON record (campaign, queue, area, owner, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_part ON record (campaign, queue, area, next_part, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_any ON record (campaign, queue, area, due_at_ms) WHERE state = 'ready';

CREATE TABLE record_phone (
  record_id INTEGER NOT NULL REFERENCES record (id),
  campaign TEXT NOT NULL,
  phone_blind TEXT NOT NULL,
  PRIMARY KEY (record_id, phone_blind)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_phone_blind ON record_phone (campaign, phone_blind);

CREATE TABLE lease (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  call_id TEXT NOT NULL UNIQUE,
  -- One card on an agent's screen at a time.
  agent TEXT NOT NULL UNIQUE,
  campaign TEXT NOT NULL,
  granted_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX lease_expiry ON lease (expires_at_ms);
CREATE INDEX lease_campaign ON lease (campaign);

-- A lease that ended without an outcome, until its record is leased again or closed: a late save is judged by it.
CREATE TABLE ended_lease (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  call_id TEXT NOT NULL UNIQUE,
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  granted_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX ended_lease_campaign ON ended_lease (campaign);

CREATE TABLE suppression (
  charity TEXT NOT NULL,
  blind TEXT NOT NULL,
  -- '' blocks for every campaign of the charity.
  campaign TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (charity, blind, campaign)
) STRICT, WITHOUT ROWID;

CREATE TABLE call (
  call_id TEXT PRIMARY KEY,
  record_id INTEGER NOT NULL REFERENCES record (id),
  campaign TEXT NOT NULL,
  agent TEXT NOT NULL,
  disposition TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER NOT NULL,
  duration_seconds INTEGER NOT NULL,
  day_part TEXT NOT NULL,
  attempt_rank INTEGER,
  phone_slot TEXT,
  script_version TEXT NOT NULL,
  path TEXT NOT NULL,
  coordinates TEXT,
  changed INTEGER NOT NULL,
  ask_level TEXT,
  old_minor INTEGER,
  new_minor INTEGER,
  old_monthly_minor INTEGER,
  new_monthly_minor INTEGER,
  one_off_minor INTEGER,
  currency TEXT NOT NULL CHECK (currency IN ('EUR', 'CHF')),
  first_debit_on TEXT,
  callback_at_ms INTEGER,
  request_hash TEXT NOT NULL,
  receipt TEXT NOT NULL,
  sealed BLOB NOT NULL,
  seal_version INTEGER NOT NULL
) STRICT;
CREATE INDEX call_record ON call (record_id, ended_at_ms, call_id);
CREATE INDEX call_campaign ON call (campaign, ended_at_ms, call_id);
CREATE INDEX call_campaign_record ON call (campaign, record_id, ended_at_ms, call_id);
CREATE INDEX call_agent ON call (agent, ended_at_ms);
CREATE TRIGGER call_never_rewritten BEFORE UPDATE ON call
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;

CREATE TABLE email (
  call_id TEXT PRIMARY KEY REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  message_id TEXT NOT NULL,
  call_ended_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  sent_at_ms INTEGER,
  reply TEXT NOT NULL
) STRICT;
CREATE INDEX email_due ON email (due_at_ms, call_id) WHERE state = 'to-send';
CREATE INDEX email_state ON email (state, call_ended_at_ms);
CREATE INDEX email_campaign ON email (campaign, state);
CREATE INDEX email_record ON email (record_id);

CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  kind TEXT NOT NULL,
  period TEXT NOT NULL,
  file_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('built', 'delivered')),
  rows INTEGER NOT NULL,
  sha256_clear TEXT NOT NULL,
  sha256_sealed TEXT NOT NULL,
  sealed_bytes INTEGER NOT NULL,
  built_at_ms INTEGER NOT NULL,
  delivered_at_ms INTEGER,
  charity_fingerprint TEXT NOT NULL,
  UNIQUE (campaign, kind, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_state ON delivery (state, built_at_ms);

CREATE TABLE delivered_line (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  line TEXT NOT NULL CHECK (line IN ('N', 'M', 'X')),
  delivery_id TEXT NOT NULL REFERENCES delivery (id),
  PRIMARY KEY (call_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivered_line_delivery ON delivered_line (delivery_id);
`;
