-- A base as Plateau 0.4.0 left it, every person in it fictitious: schema, then rows of every kind that holds JSON.
PRAGMA user_version = 16;

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
, number INTEGER NOT NULL DEFAULT 0, scope TEXT NOT NULL DEFAULT 'full' CHECK (scope IN ('full', 'enrol')), seen_at_ms INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
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
, aids_version TEXT) STRICT, WITHOUT ROWID;
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
  version INTEGER NOT NULL, dncm_checked_on TEXT, hold TEXT CHECK (hold IN ('list-check', 'ethics')), email_blind TEXT, priority INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9),
  CHECK (state NOT IN ('closed', 'excluded') OR disposition IS NOT NULL)
) STRICT;
CREATE TABLE record_phone (
  record_id INTEGER NOT NULL REFERENCES record (id),
  campaign TEXT NOT NULL,
  phone_blind TEXT NOT NULL,
  PRIMARY KEY (record_id, phone_blind)
) STRICT, WITHOUT ROWID;
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
, theme TEXT, script_version TEXT, aids_version TEXT) STRICT;
CREATE TABLE ended_lease (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  call_id TEXT NOT NULL UNIQUE,
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  granted_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  why TEXT NOT NULL
, theme TEXT, script_version TEXT, aids_version TEXT) STRICT;
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
, theme TEXT) STRICT;
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
CREATE TABLE presence (
  agent TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  campaign TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE work_span (
  id INTEGER PRIMARY KEY,
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('production', 'pause')),
  from_ms INTEGER NOT NULL,
  to_ms INTEGER CHECK (to_ms >= from_ms)
, code TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE live_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  agent TEXT,
  event TEXT NOT NULL
) STRICT;
CREATE TABLE move (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  moved INTEGER NOT NULL
, kind TEXT NOT NULL DEFAULT 'move' CHECK (kind IN ('move', 'next')), undone_at_ms INTEGER, undone_by TEXT, undone_reason TEXT, gone_back INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE move_item (
  move_id TEXT NOT NULL REFERENCES move (id),
  record_id INTEGER NOT NULL REFERENCES record (id),
  from_owner TEXT,
  to_owner TEXT,
  PRIMARY KEY (move_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE purge (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  started_at_ms INTEGER NOT NULL,
  step TEXT NOT NULL,
  operator TEXT NOT NULL,
  reason TEXT NOT NULL,
  findings TEXT NOT NULL,
  finished_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE kept_figures (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  figures TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  campaign TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE mandate_signature (
  call_id TEXT PRIMARY KEY REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  signed_on TEXT NOT NULL,
  -- As they stood when the signature was recorded: later corrections count by themselves.
  old_monthly_minor INTEGER NOT NULL,
  new_monthly_minor INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  first_debit_on TEXT,
  sealed BLOB NOT NULL,
  seal_version INTEGER NOT NULL
) STRICT;
CREATE TABLE enrichment_request (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  supplier TEXT NOT NULL,
  file_name TEXT NOT NULL,
  lines INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  returned_at_ms INTEGER,
  -- The supplier's word that it erased what it was given.
  attested_on TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE enrichment_line (
  line_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES enrichment_request (id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE "email" (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  message_id TEXT NOT NULL,
  -- The correction whose amounts it says or will say; '' for those of the call.
  carries TEXT NOT NULL,
  call_ended_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  sent_at_ms INTEGER,
  reply TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE correction (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  rank INTEGER NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('M', 'X')),
  before_new_minor INTEGER,
  before_new_monthly_minor INTEGER,
  before_one_off_minor INTEGER,
  new_minor INTEGER,
  new_monthly_minor INTEGER,
  one_off_minor INTEGER,
  first_debit_on TEXT,
  reason TEXT NOT NULL,
  UNIQUE (call_id, rank)
) STRICT, WITHOUT ROWID;
CREATE TABLE "delivered_line" (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  line TEXT NOT NULL CHECK (line IN ('N', 'M', 'X', 'U')),
  correction_id TEXT NOT NULL,
  bounced INTEGER NOT NULL,
  delivery_id TEXT NOT NULL REFERENCES delivery (id),
  PRIMARY KEY (call_id, line, correction_id, bounced)
) STRICT, WITHOUT ROWID;
CREATE TABLE delivery_proof (
  delivery_id TEXT PRIMARY KEY REFERENCES delivery (id),
  content TEXT NOT NULL,
  manifest TEXT,
  signature TEXT,
  CHECK ((manifest IS NULL) = (signature IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE follow_up (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  call_id TEXT NOT NULL REFERENCES call (call_id),
  kind TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  closed_at_ms INTEGER,
  closed_by TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES account (id),
  about_kind TEXT NOT NULL CHECK (about_kind IN ('general', 'segment', 'gift', 'slot', 'theme')),
  about_value TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE account_key (
  fingerprint TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE account_code (
  account TEXT PRIMARY KEY REFERENCES account (id),
  sealed BLOB NOT NULL,
  last_step INTEGER NOT NULL,
  added_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE undone_call (
  call_id TEXT PRIMARY KEY REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  agent TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES account (id),
  -- '' unless it was meant for the people of one campaign.
  campaign TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE message_to (
  agent TEXT NOT NULL REFERENCES account (id),
  message_id TEXT NOT NULL REFERENCES message (id),
  PRIMARY KEY (agent, message_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE reservation (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  -- One at most per agent.
  agent TEXT NOT NULL UNIQUE,
  campaign TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE campaign_aids (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (campaign, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE training (
  account TEXT NOT NULL REFERENCES account (id),
  campaign TEXT NOT NULL REFERENCES campaign (code),
  passed_at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('practice', 'outside')),
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (account, campaign)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_checkpoint (
  day TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  sent_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE person_request (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL,
  -- Whose key seals it, whose urgent file carries it, and with which it is purged.
  campaign TEXT NOT NULL REFERENCES campaign (code),
  kind TEXT NOT NULL CHECK (kind IN ('access', 'rectification', 'objection', 'erasure')),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'refused')),
  received_at_ms INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- The call in which it was made; NULL for a letter or an e-mail.
  call_id TEXT REFERENCES call (call_id),
  ended_at_ms INTEGER,
  ended_by TEXT,
  -- Why it was refused.
  outcome TEXT NOT NULL,
  -- The urgent file that told the charity.
  delivery_id TEXT REFERENCES delivery (id),
  -- The person was erased: what is sealed goes once the charity is told.
  forget INTEGER NOT NULL,
  sealed BLOB,
  seal_version INTEGER NOT NULL
) STRICT;
CREATE TABLE person_request_record (
  request_id TEXT NOT NULL REFERENCES person_request (id),
  record_id INTEGER NOT NULL REFERENCES record (id),
  campaign TEXT NOT NULL,
  PRIMARY KEY (request_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE erased_record (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  campaign TEXT NOT NULL,
  request_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE key_copy (
  id TEXT NOT NULL,
  part TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  ended_at_ms INTEGER,
  ended_by TEXT,
  ended_how TEXT CHECK (ended_how IN ('destroyed', 'attested')),
  CHECK ((ended_at_ms IS NULL) = (ended_how IS NULL)),
  PRIMARY KEY (id, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE agreement_check (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  rank INTEGER NOT NULL CHECK (rank >= 1),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  state TEXT NOT NULL CHECK (state IN ('to-check', 'by-rule', 'approved', 'observed', 'rejected', 'acknowledged')),
  at_ms INTEGER NOT NULL,
  -- Account id, or system.
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (call_id, rank)
) STRICT, WITHOUT ROWID;
CREATE TABLE consent (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  version INTEGER NOT NULL CHECK (version >= 1),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  kind TEXT NOT NULL CHECK (kind IN ('given', 'corrected', 'cancelled', 'undone')),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  -- JSON, and its SHA-256, which the audit log's entry of that number repeats.
  statement TEXT NOT NULL,
  digest TEXT NOT NULL,
  audit_seq INTEGER NOT NULL,
  PRIMARY KEY (call_id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE account_visit (
  account TEXT PRIMARY KEY REFERENCES account (id),
  -- Sessions opened so far: the next one's number.
  sessions INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE account_code_offer (
  account TEXT PRIMARY KEY REFERENCES account (id),
  sealed BLOB NOT NULL,
  offered_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE approval (
  -- In the order they were asked, within one millisecond too.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL CHECK (action IN ('purge', 'person-export', 'objection-lift', 'key-copy')),
  campaign TEXT NOT NULL,
  -- SHA-256 of the exact parameters: ids, numbers and names of files, never a personal value.
  parameters TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  reason TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'used')),
  decided_by TEXT,
  decided_at_ms INTEGER,
  decision TEXT NOT NULL,
  used_at_ms INTEGER,
  -- Whatever the program does, nobody is their own second person.
  CHECK (decided_by IS NOT asked_by)
) STRICT;
CREATE TABLE listening_grid (
  hash TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE listening_note (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- Who called, and who listened: never the same person.
  agent TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author <> agent),
  grid_hash TEXT NOT NULL REFERENCES listening_grid (hash),
  -- JSON: criterion to points, null where it did not apply.
  points TEXT NOT NULL,
  -- JSON list of instant fails.
  fails TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  at_ms INTEGER NOT NULL,
  acknowledged_at_ms INTEGER,
  sealed BLOB,
  seal_version INTEGER NOT NULL,
  UNIQUE (call_id, author)
) STRICT;
CREATE TABLE incident (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- Of the card on screen, which may have no recorded call; NULL when the incident is about the record.
  call_id TEXT,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('agent', 'lead')),
  opened_at_ms INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  closed_at_ms INTEGER,
  closed_by TEXT,
  measure TEXT,
  CHECK ((closed_at_ms IS NULL) = (closed_by IS NULL)),
  CHECK ((closed_at_ms IS NULL) = (measure IS NULL))
) STRICT;
CREATE TABLE incident_entry (
  id TEXT PRIMARY KEY,
  incident_id INTEGER NOT NULL REFERENCES incident (id),
  campaign TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('open', 'follow', 'close')),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  sealed BLOB,
  seal_version INTEGER NOT NULL
) STRICT;
CREATE TABLE shift (
  id INTEGER PRIMARY KEY,
  agent TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER CHECK (to_ms >= from_ms),
  seen_ms INTEGER NOT NULL,
  ended TEXT CHECK (ended IN ('person', 'silence')),
  CHECK ((to_ms IS NULL) = (ended IS NULL))
) STRICT;
CREATE TABLE script_life (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  kind TEXT NOT NULL CHECK (kind IN ('script', 'notes')),
  version TEXT NOT NULL,
  -- SHA-256 of what was read and approved; '' for what was in force before this table.
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'in-force', 'retired')),
  imported_at_ms INTEGER NOT NULL,
  imported_by TEXT NOT NULL,
  submitted_at_ms INTEGER,
  submitted_by TEXT,
  approved_at_ms INTEGER,
  approved_by TEXT,
  -- Who approved it for the charity: a name and a reference of the contract.
  approval TEXT,
  -- In force from then, or planned.
  from_ms INTEGER,
  retired_at_ms INTEGER,
  retired_by TEXT,
  -- '' when another version took its place: it may come back; else why it never will.
  retired_reason TEXT,
  PRIMARY KEY (campaign, kind, version),
  CHECK (state NOT IN ('approved', 'in-force') OR approval IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE TABLE profile (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  -- From 1 in its campaign: two may be decided in the same millisecond.
  rank INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('exclude', 'priority', 'theme')),
  filter TEXT NOT NULL,
  weight INTEGER CHECK (weight BETWEEN 0 AND 9),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  records INTEGER NOT NULL,
  undone_at_ms INTEGER,
  undone_by TEXT,
  undone_reason TEXT,
  CHECK ((kind = 'exclude') = (weight IS NULL)),
  CHECK ((undone_at_ms IS NULL) = (undone_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE profile_item (
  profile_id TEXT NOT NULL REFERENCES profile (id),
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- How an excluded record stood.
  disposition TEXT,
  owner TEXT,
  PRIMARY KEY (profile_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE on_top (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  rank INTEGER NOT NULL
) STRICT;
CREATE TABLE campaign_pause (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  at_ms INTEGER NOT NULL,
  -- Exclusive: the end of the house's civil day.
  until_ms INTEGER NOT NULL CHECK (until_ms > at_ms),
  author TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE breach (
  id TEXT PRIMARY KEY,
  -- JSON lists.
  kinds TEXT NOT NULL,
  campaigns TEXT NOT NULL,
  discovered_at_ms INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- JSON: what was gathered at the opening.
  facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE breach_event (
  breach_id TEXT NOT NULL REFERENCES breach (id),
  rank INTEGER NOT NULL CHECK (rank >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('note', 'measure', 'charity-told', 'closed')),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (breach_id, rank)
) STRICT, WITHOUT ROWID;
CREATE TABLE copy_attestation (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  -- Named by the purge plan.
  copy TEXT NOT NULL,
  -- Who attests: a company or a function, and the reference of its letter.
  attested_by TEXT NOT NULL,
  reference TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (campaign, copy)
) STRICT, WITHOUT ROWID;
CREATE TABLE key_rotation (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  number INTEGER NOT NULL CHECK (number >= 1),
  started_at_ms INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- Every sealed value was then under the new key; NULL while it goes on.
  resealed_at_ms INTEGER,
  -- The former key was then destroyed; backups of before open no more.
  ended_at_ms INTEGER,
  PRIMARY KEY (campaign, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expiry ON session (expires_at_ms);
CREATE INDEX campaign_charity ON campaign (charity, state);
CREATE INDEX record_campaign ON record (campaign);
CREATE INDEX record_contact_file ON record (contact_file_id);
CREATE INDEX record_by_state ON record (campaign, state, disposition, closed_at_ms);
CREATE INDEX record_donor ON record (campaign, donor_blind);
CREATE UNIQUE INDEX record_one_per_donor ON record (campaign, donor_blind) WHERE state <> 'excluded';
CREATE INDEX record_open_area ON record (campaign, area) WHERE state IN ('ready', 'leased');
CREATE INDEX record_owner ON record (owner, queue, due_at_ms) WHERE owner IS NOT NULL;
CREATE INDEX record_phone_blind ON record_phone (campaign, phone_blind);
CREATE INDEX lease_expiry ON lease (expires_at_ms);
CREATE INDEX lease_campaign ON lease (campaign);
CREATE INDEX ended_lease_campaign ON ended_lease (campaign);
CREATE INDEX call_record ON call (record_id, ended_at_ms, call_id);
CREATE INDEX call_campaign ON call (campaign, ended_at_ms, call_id);
CREATE INDEX call_campaign_record ON call (campaign, record_id, ended_at_ms, call_id);
CREATE INDEX call_agent ON call (agent, ended_at_ms);
CREATE INDEX delivery_state ON delivery (state, built_at_ms);
CREATE UNIQUE INDEX work_span_running ON work_span (agent) WHERE to_ms IS NULL;
CREATE INDEX work_span_agent ON work_span (agent, from_ms);
CREATE INDEX work_span_campaign ON work_span (campaign, from_ms);
CREATE INDEX live_event_at ON live_event (at_ms);
CREATE INDEX move_at ON move (at_ms);
CREATE INDEX move_item_record ON move_item (record_id);
CREATE INDEX audit_campaign ON audit (campaign, action);
CREATE INDEX mandate_signature_recorded ON mandate_signature (campaign, recorded_at_ms);
CREATE INDEX mandate_signature_record ON mandate_signature (record_id);
CREATE INDEX enrichment_request_campaign ON enrichment_request (campaign, created_at_ms);
CREATE INDEX enrichment_line_request ON enrichment_line (request_id);
CREATE INDEX enrichment_line_record ON enrichment_line (record_id);
CREATE INDEX enrichment_line_campaign ON enrichment_line (campaign);
CREATE UNIQUE INDEX email_confirmation ON email (call_id) WHERE kind <> 'rectification';
CREATE INDEX email_call ON email (call_id, call_ended_at_ms, id);
CREATE INDEX email_message ON email (message_id);
CREATE INDEX email_due ON email (due_at_ms, id) WHERE state = 'to-send';
CREATE INDEX email_state ON email (state, call_ended_at_ms);
CREATE INDEX email_campaign ON email (campaign, state);
CREATE INDEX email_record ON email (record_id);
CREATE INDEX correction_campaign ON correction (campaign, at_ms);
CREATE UNIQUE INDEX delivered_line_once ON delivered_line (call_id, line) WHERE line <> 'M';
CREATE INDEX delivered_line_delivery ON delivered_line (delivery_id);
CREATE INDEX follow_up_open ON follow_up (opened_at_ms, id) WHERE closed_at_ms IS NULL;
CREATE INDEX follow_up_campaign ON follow_up (campaign);
CREATE INDEX follow_up_record ON follow_up (record_id);
CREATE INDEX follow_up_call ON follow_up (call_id);
CREATE INDEX decision_campaign ON decision (campaign, at_ms, id);
CREATE INDEX account_key_account ON account_key (account, added_at_ms);
CREATE INDEX undone_call_record ON undone_call (record_id);
CREATE INDEX undone_call_campaign ON undone_call (campaign);
CREATE INDEX last_call_record ON last_call (record_id);
CREATE INDEX last_call_campaign ON last_call (campaign);
CREATE UNIQUE INDEX frozen_open ON frozen_record (record_id) WHERE released_at_ms IS NULL;
CREATE INDEX frozen_campaign ON frozen_record (campaign, at_ms);
CREATE INDEX frozen_of_record ON frozen_record (record_id);
CREATE INDEX message_at ON message (at_ms);
CREATE INDEX message_campaign ON message (campaign);
CREATE INDEX message_to_message ON message_to (message_id);
CREATE INDEX look_owner_part ON record (hold, campaign, queue, area, owner, next_part, due_at_ms)
WHERE state = 'ready';
CREATE INDEX look_owner ON record (hold, campaign, queue, area, owner, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_part ON record (hold, campaign, queue, area, next_part, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_any ON record (hold, campaign, queue, area, due_at_ms) WHERE state = 'ready';
CREATE INDEX record_list_check ON record (campaign, dncm_checked_on)
WHERE state = 'ready' AND hold IS NULL AND dncm_checked_on IS NOT NULL;
CREATE INDEX record_held ON record (campaign, state) WHERE hold IS NOT NULL;
CREATE INDEX reservation_campaign ON reservation (campaign);
CREATE INDEX training_campaign ON training (campaign);
CREATE INDEX record_email_blind ON record (campaign, email_blind);
CREATE INDEX person_request_campaign ON person_request (campaign, delivery_id);
CREATE INDEX person_request_call ON person_request (call_id);
CREATE INDEX person_request_delivery ON person_request (delivery_id);
CREATE INDEX person_request_record_record ON person_request_record (record_id);
CREATE INDEX person_request_record_campaign ON person_request_record (campaign);
CREATE INDEX erased_record_campaign ON erased_record (campaign);
CREATE INDEX agreement_check_state ON agreement_check (campaign, state, at_ms);
CREATE INDEX agreement_check_record ON agreement_check (record_id);
CREATE INDEX consent_campaign ON consent (campaign);
CREATE INDEX consent_record ON consent (record_id);
CREATE INDEX approval_asked ON approval (asked_by, action, parameters);
CREATE INDEX approval_campaign ON approval (campaign);
CREATE INDEX listening_note_campaign ON listening_note (campaign, at_ms);
CREATE INDEX listening_note_agent ON listening_note (agent, at_ms);
CREATE INDEX listening_note_record ON listening_note (record_id);
CREATE INDEX listening_note_grid ON listening_note (grid_hash);
CREATE UNIQUE INDEX incident_open ON incident (record_id) WHERE closed_at_ms IS NULL;
CREATE INDEX incident_record ON incident (record_id);
CREATE INDEX incident_campaign ON incident (campaign, opened_at_ms);
CREATE INDEX incident_entry_incident ON incident_entry (incident_id, at_ms);
CREATE INDEX incident_entry_campaign ON incident_entry (campaign);
CREATE UNIQUE INDEX shift_open ON shift (agent) WHERE to_ms IS NULL;
CREATE INDEX shift_agent ON shift (agent, from_ms);
CREATE INDEX shift_ended ON shift (to_ms);
CREATE INDEX work_span_pause ON work_span (to_ms) WHERE kind = 'pause';
CREATE UNIQUE INDEX script_in_force ON script_life (campaign, kind) WHERE state = 'in-force';
CREATE UNIQUE INDEX script_planned ON script_life (campaign, kind, from_ms)
WHERE state = 'approved' AND from_ms IS NOT NULL;
CREATE INDEX profile_campaign ON profile (campaign, at_ms, rank);
CREATE INDEX profile_item_record ON profile_item (record_id);
CREATE INDEX look_priority_part ON record (hold, campaign, queue, area, owner, priority, next_part, due_at_ms)
WHERE state = 'ready' AND priority > 0;
CREATE INDEX look_priority ON record (hold, campaign, queue, area, owner, priority, due_at_ms)
WHERE state = 'ready' AND priority > 0;
CREATE INDEX on_top_agent ON on_top (agent, at_ms DESC, rank);
CREATE INDEX on_top_campaign ON on_top (campaign);
CREATE UNIQUE INDEX key_rotation_running ON key_rotation (campaign) WHERE resealed_at_ms IS NULL;

INSERT INTO account (id, login, display_name, role, password_hash, valid_from_ms, valid_to_ms, campaigns, failures, locked_until_ms, disabled) VALUES ('agent-1', 'testeur.1', 'Testeur-Zéphyrin', 'agent', '$argon2id$v=19$fictif', 1795363500000, 1795536300000, '["TEST-UP-FR"]', 0, NULL, 0);
INSERT INTO account (id, login, display_name, role, password_hash, valid_from_ms, valid_to_ms, campaigns, failures, locked_until_ms, disabled) VALUES ('agent-2', 'testeur.2', 'Testeur-Zéphyrin', 'agent', '$argon2id$v=19$fictif', 1795363500000, 1795536300000, '["TEST-UP-FR"]', 0, NULL, 0);
INSERT INTO account (id, login, display_name, role, password_hash, valid_from_ms, valid_to_ms, campaigns, failures, locked_until_ms, disabled) VALUES ('dpo-1', 'dpo', 'Responsable Testeuse', 'dataOfficer', '$argon2id$v=19$fictif', 1795363500000, 1795536300000, '["TEST-UP-FR"]', 0, NULL, 0);
INSERT INTO account (id, login, display_name, role, password_hash, valid_from_ms, valid_to_ms, campaigns, failures, locked_until_ms, disabled) VALUES ('lead-1', 'lea', 'Léa Exemple', 'lead', '$argon2id$v=19$fictif', 1795363500000, 1795536300000, '["TEST-UP-FR"]', 0, NULL, 0);
INSERT INTO campaign (code, charity, kind, country, name, state, settings, emails, script_version, key_fingerprint, created_at_ms, aids_version) VALUES ('TEST-UP-FR', 'TESTORG', 'upgrade', 'FR', 'Campagne fictive', 'open', '{"code":"TEST-UP-FR","name":"Campagne fictive","kind":"upgrade","country":"FR","charity":{"code":"TESTORG","name":"Association Fictive","shortName":"Fictive","donorContact":"contact@exemple.invalid","privacyNotice":"https://exemple.invalid/donnees","emailFrom":"merci@exemple.invalid","replyTo":"contact@exemple.invalid"},"starts":"2026-11-01","ends":"2026-12-31","targets":{"processed":75,"useful":50,"agreements":30,"averageMinor":400},"themes":[{"code":"T1","impact":"Impact fictif.","challenge":"Défi fictif."}],"ladder":[{"below":8,"first":4,"second":2},{"first":5,"second":3}],"maxRatio":1.6,"oneOff":{"enabled":true,"minUnits":15,"disposition":"DP_LIEN","link":"https://exemple.invalid/don"},"callingProfile":"STANDARD","windows":[{"days":[1,2,3,4,5],"from":"10:00","to":"13:00"},{"days":[1,2,3,4,5],"from":"14:00","to":"20:00"},{"days":[6],"from":"10:00","to":"13:00"},{"days":[6],"from":"14:00","to":"18:00"}],"appointmentUntil":"20:30","holidays":{"add":[],"remove":[]},"cadence":{"maxAttempts":8,"maxPerDay":1,"maxPer7Days":3,"minHoursBetween":20,"busyRetryMinutes":20,"busyRetries":2,"leaseMinutes":10,"personalHoldMinutes":30,"refusalRestDays":30},"exclusions":{"increaseMonths":12,"recruitmentMonths":6,"languages":["fr"]},"firstDebit":{"minDays":14,"processingWorkingDays":5},"verification":{"mode":"none","ratePercent":20,"firstAgreements":10},"giftCeilingMinor":100000,"emailHoldMinutes":30,"definitions":{"processed":"CLOSED","usefulBase":"PROCESSED"},"retentionDays":30,"contract":""}', '[{"kind":"agreement","subject":"Merci","text":"Merci.","html":"<p>Merci.</p>"}]', 'v1', 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', 1795449900000, NULL);
INSERT INTO campaign (code, charity, kind, country, name, state, settings, emails, script_version, key_fingerprint, created_at_ms, aids_version) VALUES ('UPG-FR-2026', 'UNION', 'upgrade', 'FR', 'Augmentation France 2026', 'open', '{"code":"UPG-FR-2026","name":"Augmentation France 2026","kind":"upgrade","country":"FR","charity":{"code":"UNION","name":"Union d’associations (exemple)","shortName":"l’Union (exemple)","donorContact":"Service des dons, 1 rue de l’Exemple, 99000 Exempleville, dons@exemple.invalid, 01 99 00 00 00","privacyNotice":"Vos données servent à gérer vos dons et à vous informer. Vous pouvez y accéder, les corriger, les faire effacer ou vous opposer à leur usage : donnees@exemple.invalid.","emailFrom":"confirmation@exemple.invalid","replyTo":"dons@exemple.invalid"},"starts":"2026-11-01","ends":"2027-01-31","targets":{"processed":75,"useful":50,"agreements":30,"averageMinor":400},"themes":[{"code":"PROXIMITE","impact":"Grâce aux personnes qui donnent chaque mois, des équipes de terrain accueillent, informent et accompagnent toute l’année des personnes concernées par le VIH ou par une hépatite.","challenge":"Cette année, notre défi est de garder des lieux d’accueil ouverts partout, pour que l’aide reste proche des personnes qui en ont besoin."},{"code":"DEPISTAGE","impact":"Grâce aux personnes qui donnent chaque mois, des équipes vont à la rencontre du public et proposent un dépistage simple, sans jugement.","challenge":"Cette année, notre défi est d’aller là où l’information arrive encore mal, y compris loin des grandes villes."}],"ladder":[{"below":8,"first":4,"second":2},{"below":13,"first":5,"second":3},{"below":20,"first":6,"second":4},{"below":30,"first":8,"second":5},{"below":50,"first":10,"second":6},{"first":15,"second":10}],"maxRatio":1.6,"oneOff":{"enabled":true,"minUnits":15,"disposition":"DP_LIEN","link":"https://don.exemple.invalid/ponctuel"},"callerNumber":"+33199000000","callingProfile":"STANDARD","windows":[{"days":[1,2,3,4,5],"from":"10:00","to":"13:00"},{"days":[1,2,3,4,5],"from":"14:00","to":"20:00"},{"days":[6],"from":"10:00","to":"13:00"},{"days":[6],"from":"14:00","to":"18:00"}],"appointmentUntil":"20:30","holidays":{"add":[],"remove":[]},"cadence":{"maxAttempts":8,"maxPerDay":1,"maxPer7Days":3,"minHoursBetween":20,"busyRetryMinutes":20,"busyRetries":2,"leaseMinutes":10,"personalHoldMinutes":30,"refusalRestDays":30},"exclusions":{"increaseMonths":12,"recruitmentMonths":6,"languages":["fr"]},"firstDebit":{"minDays":14,"processingWorkingDays":5},"verification":{"mode":"all","ratePercent":20,"firstAgreements":10},"giftCeilingMinor":100000,"emailHoldMinutes":30,"tax":{"enabled":false,"sentence":"Si vous êtes imposable, votre don ouvre droit à une réduction d’impôt de 66 %, dans la limite de 20 % de votre revenu imposable.","validFrom":"2026-01-01","validTo":"2026-12-31","minYearlyMinor":0,"source":"Code général des impôts, article 200, à confirmer par l’association"},"definitions":{"processed":"CLOSED","usefulBase":"PROCESSED"},"retentionDays":30,"contract":"CONTRAT-EXEMPLE-2026"}', '[{"kind":"agreement","subject":"Votre soutien à {{ ASSOCIATION }} : votre confirmation","text":"Bonjour {% if CIVILITE_LIBELLE %}{{ CIVILITE_LIBELLE }} {% elsif PRENOM %}{{ PRENOM }} {% endif %}{{ NOM }},\n\nMerci pour notre échange du {{ DATE_APPEL }}. {{ ASSOCIATION }} vous remercie de votre confiance.\n\nComme convenu, votre don régulier passe de {{ ANCIEN_MONTANT }} à {{ NOUVEAU_MONTANT }} ({{ MONTANT_LETTRES }}) {{ PERIODICITE }}.\n\nVotre prélèvement\n  Nouveau montant : {{ NOUVEAU_MONTANT }} {{ PERIODICITE }}\n  Premier prélèvement à ce montant : {{ DATE_PREMIERE_ECHEANCE }}\n  Référence de votre mandat (RUM) : {{ RUM }}\n  Identifiant du créancier (ICS) : {{ ICS }}\n\nCe message vaut préavis de prélèvement. Vous n’avez rien à signer ni à renvoyer.\n{%- if PHRASE_FISCALE %}\n\n{{ PHRASE_FISCALE }}\n{%- endif %}\n\nVotre don reste sans engagement, modifiable à tout moment. Pour le modifier, le suspendre ou l’arrêter, il suffit de nous le dire :\n{{ CONTACT_DONATEUR }}\n\nSi vous ne reconnaissez pas cet échange, écrivez-nous à la même adresse : nous rétablirons votre don comme avant.\n\nAvec toute notre gratitude,\n{{ ASSOCIATION }}\n\n--\n{{ MENTION_RGPD }}\nRéférence de l’échange : {{ ID_APPEL }}\n","html":"<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Votre confirmation</title>\n</head>\n<body style=\"margin:0; padding:0; background:#f3f1ec; color:#22252a; font-family:Georgia, ''Times New Roman'', serif; font-size:17px; line-height:1.55;\">\n<div style=\"max-width:36em; margin:0 auto; padding:24px 16px;\">\n<div style=\"background:#ffffff; border-top:4px solid #1d5c63; padding:28px 28px 20px;\">\n<p style=\"margin:0 0 20px; font-family:Arial, Helvetica, sans-serif; font-size:15px; font-weight:bold; color:#1d5c63;\">{{ ASSOCIATION }}</p>\n<p style=\"margin:0 0 16px;\">Bonjour {% if CIVILITE_LIBELLE %}{{ CIVILITE_LIBELLE }} {% elsif PRENOM %}{{ PRENOM }} {% endif %}{{ NOM }},</p>\n<p style=\"margin:0 0 16px;\">Merci pour notre échange du {{ DATE_APPEL }}. {{ ASSOCIATION }} vous remercie de votre confiance.</p>\n<p style=\"margin:0 0 16px;\">Comme convenu, votre don régulier passe de {{ ANCIEN_MONTANT }} à <strong>{{ NOUVEAU_MONTANT }}</strong> ({{ MONTANT_LETTRES }}) {{ PERIODICITE }}.</p>\n<h1 style=\"margin:24px 0 8px; font-size:19px; line-height:1.3; color:#1d5c63;\">Votre prélèvement</h1>\n<table style=\"width:100%; margin:0 0 16px; border-collapse:collapse; border-top:1px solid #d9d5cb; border-bottom:1px solid #d9d5cb; font-family:Arial, Helvetica, sans-serif; font-size:15px;\">\n<tr>\n<th scope=\"row\" style=\"padding:6px 16px 6px 0; text-align:left; vertical-align:top; font-weight:normal; color:#4b5058;\">Nouveau montant</th>\n<td style=\"padding:6px 0; vertical-align:top; font-weight:bold; overflow-wrap:anywhere;\">{{ NOUVEAU_MONTANT }} {{ PERIODICITE }}</td>\n</tr>\n<tr>\n<th scope=\"row\" style=\"padding:6px 16px 6px 0; text-align:left; vertical-align:top; font-weight:normal; color:#4b5058;\">Premier prélèvement à ce montant</th>\n<td style=\"padding:6px 0; vertical-align:top; font-weight:bold; overflow-wrap:anywhere;\">{{ DATE_PREMIERE_ECHEANCE }}</td>\n</tr>\n<tr>\n<th scope=\"row\" style=\"padding:6px 16px 6px 0; text-align:left; vertical-align:top; font-weight:normal; color:#4b5058;\">Référence de votre mandat (RUM)</th>\n<td style=\"padding:6px 0; vertical-align:top; font-weight:bold; overflow-wrap:anywhere;\">{{ RUM }}</td>\n</tr>\n<tr>\n<th scope=\"row\" style=\"padding:6px 16px 6px 0; text-align:left; vertical-align:top; font-weight:normal; color:#4b5058;\">Identifiant du créancier (ICS)</th>\n<td style=\"padding:6px 0; vertical-align:top; font-weight:bold; overflow-wrap:anywhere;\">{{ ICS }}</td>\n</tr>\n</table>\n<p style=\"margin:0 0 16px;\">Ce message vaut préavis de prélèvement. Vous n’avez rien à signer ni à renvoyer.</p>\n{%- if PHRASE_FISCALE %}\n<p style=\"margin:0 0 16px;\">{{ PHRASE_FISCALE }}</p>\n{%- endif %}\n<p style=\"margin:0 0 16px;\">Votre don reste <strong>sans engagement, modifiable à tout moment</strong>. Pour le modifier, le suspendre ou l’arrêter, il suffit de nous le dire :<br>{{ CONTACT_DONATEUR }}</p>\n<p style=\"margin:0 0 16px;\">Si vous ne reconnaissez pas cet échange, écrivez-nous à la même adresse : nous rétablirons votre don comme avant.</p>\n<p style=\"margin:24px 0 0;\">Avec toute notre gratitude,<br>{{ ASSOCIATION }}</p>\n</div>\n<div style=\"padding:16px 28px 0; font-family:Arial, Helvetica, sans-serif; font-size:13px; line-height:1.5; color:#4b5058;\">\n<p style=\"margin:0 0 8px;\">{{ MENTION_RGPD }}</p>\n<p style=\"margin:0;\">Référence de l’échange : {{ ID_APPEL }}</p>\n</div>\n</div>\n</body>\n</html>\n"},{"kind":"one-off","subject":"Votre don à {{ ASSOCIATION }} : votre confirmation","text":"Bonjour {% if CIVILITE_LIBELLE %}{{ CIVILITE_LIBELLE }} {% elsif PRENOM %}{{ PRENOM }} {% endif %}{{ NOM }},\n\nMerci pour notre échange du {{ DATE_APPEL }}, et merci pour le don ponctuel de {{ NOUVEAU_MONTANT }} ({{ MONTANT_LETTRES }}) que vous souhaitez faire.\n{% if LIEN_DON %}\nPour le faire en toute sécurité, suivez ce lien :\n{{ LIEN_DON }}\n\nTant que vous ne l’avez pas suivi, rien n’est prélevé.\n{%- else %}\nIl sera prélevé une seule fois, sur le compte qui sert déjà à votre don régulier. Vous n’avez rien à faire.\n{%- endif %}\n{%- if PHRASE_FISCALE %}\n\n{{ PHRASE_FISCALE }}\n{%- endif %}\n\nCe don s’ajoute à votre soutien habituel, qui ne change pas. Une question, un changement d’avis ? Écrivez-nous ou appelez-nous :\n{{ CONTACT_DONATEUR }}\n\nAvec toute notre gratitude,\n{{ ASSOCIATION }}\n\n--\n{{ MENTION_RGPD }}\nRéférence de l’échange : {{ ID_APPEL }}\n","html":"<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Votre confirmation</title>\n</head>\n<body style=\"margin:0; padding:0; background:#f3f1ec; color:#22252a; font-family:Georgia, ''Times New Roman'', serif; font-size:17px; line-height:1.55;\">\n<div style=\"max-width:36em; margin:0 auto; padding:24px 16px;\">\n<div style=\"background:#ffffff; border-top:4px solid #1d5c63; padding:28px 28px 20px;\">\n<p style=\"margin:0 0 20px; font-family:Arial, Helvetica, sans-serif; font-size:15px; font-weight:bold; color:#1d5c63;\">{{ ASSOCIATION }}</p>\n<p style=\"margin:0 0 16px;\">Bonjour {% if CIVILITE_LIBELLE %}{{ CIVILITE_LIBELLE }} {% elsif PRENOM %}{{ PRENOM }} {% endif %}{{ NOM }},</p>\n<p style=\"margin:0 0 16px;\">Merci pour notre échange du {{ DATE_APPEL }}, et merci pour le don ponctuel de <strong>{{ NOUVEAU_MONTANT }}</strong> ({{ MONTANT_LETTRES }}) que vous souhaitez faire.</p>\n{%- if LIEN_DON %}\n<p style=\"margin:0 0 16px;\"><a href=\"{{ LIEN_DON }}\" style=\"display:inline-block; padding:12px 22px; background:#1d5c63; color:#ffffff; font-family:Arial, Helvetica, sans-serif; font-weight:bold; text-decoration:none;\">Faire mon don</a></p>\n<p style=\"margin:0 0 16px; font-size:14px; overflow-wrap:anywhere;\">Ou recopiez cette adresse : {{ LIEN_DON }}</p>\n<p style=\"margin:0 0 16px;\">Tant que vous n’avez pas suivi ce lien, rien n’est prélevé.</p>\n{%- else %}\n<p style=\"margin:0 0 16px;\">Il sera prélevé une seule fois, sur le compte qui sert déjà à votre don régulier. Vous n’avez rien à faire.</p>\n{%- endif %}\n{%- if PHRASE_FISCALE %}\n<p style=\"margin:0 0 16px;\">{{ PHRASE_FISCALE }}</p>\n{%- endif %}\n<p style=\"margin:0 0 16px;\">Ce don s’ajoute à votre soutien habituel, qui ne change pas. Une question, un changement d’avis ? Écrivez-nous ou appelez-nous :<br>{{ CONTACT_DONATEUR }}</p>\n<p style=\"margin:24px 0 0;\">Avec toute notre gratitude,<br>{{ ASSOCIATION }}</p>\n</div>\n<div style=\"padding:16px 28px 0; font-family:Arial, Helvetica, sans-serif; font-size:13px; line-height:1.5; color:#4b5058;\">\n<p style=\"margin:0 0 8px;\">{{ MENTION_RGPD }}</p>\n<p style=\"margin:0;\">Référence de l’échange : {{ ID_APPEL }}</p>\n</div>\n</div>\n</body>\n</html>\n"},{"kind":"information","subject":"Les informations que vous avez demandées à {{ ASSOCIATION }}","text":"Bonjour {% if CIVILITE_LIBELLE %}{{ CIVILITE_LIBELLE }} {% elsif PRENOM %}{{ PRENOM }} {% endif %}{{ NOM }},\n\nMerci pour notre échange du {{ DATE_APPEL }}. Vous avez souhaité recevoir quelques informations par écrit avant de décider : les voici.\n\n{{ ASSOCIATION }} agit chaque jour grâce aux personnes qui la soutiennent, et vous en faites partie. Votre don régulier actuel ne change pas : rien ne sera modifié sans votre accord.\n{%- if LIEN_DON %}\n\nSi vous souhaitez faire un don ponctuel, c’est possible ici :\n{{ LIEN_DON }}\n{%- endif %}\n\nPour toute question, ou pour ne plus recevoir d’appel :\n{{ CONTACT_DONATEUR }}\n\nAvec toute notre gratitude,\n{{ ASSOCIATION }}\n\n--\n{{ MENTION_RGPD }}\nRéférence de l’échange : {{ ID_APPEL }}\n","html":"<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Vos informations</title>\n</head>\n<body style=\"margin:0; padding:0; background:#f3f1ec; color:#22252a; font-family:Georgia, ''Times New Roman'', serif; font-size:17px; line-height:1.55;\">\n<div style=\"max-width:36em; margin:0 auto; padding:24px 16px;\">\n<div style=\"background:#ffffff; border-top:4px solid #1d5c63; padding:28px 28px 20px;\">\n<p style=\"margin:0 0 20px; font-family:Arial, Helvetica, sans-serif; font-size:15px; font-weight:bold; color:#1d5c63;\">{{ ASSOCIATION }}</p>\n<p style=\"margin:0 0 16px;\">Bonjour {% if CIVILITE_LIBELLE %}{{ CIVILITE_LIBELLE }} {% elsif PRENOM %}{{ PRENOM }} {% endif %}{{ NOM }},</p>\n<p style=\"margin:0 0 16px;\">Merci pour notre échange du {{ DATE_APPEL }}. Vous avez souhaité recevoir quelques informations par écrit avant de décider : les voici.</p>\n<p style=\"margin:0 0 16px;\">{{ ASSOCIATION }} agit chaque jour grâce aux personnes qui la soutiennent, et vous en faites partie. Votre don régulier actuel ne change pas : rien ne sera modifié sans votre accord.</p>\n{%- if LIEN_DON %}\n<p style=\"margin:0 0 16px;\">Si vous souhaitez faire un don ponctuel, c’est possible ici :</p>\n<p style=\"margin:0 0 16px;\"><a href=\"{{ LIEN_DON }}\" style=\"display:inline-block; padding:12px 22px; background:#1d5c63; color:#ffffff; font-family:Arial, Helvetica, sans-serif; font-weight:bold; text-decoration:none;\">Faire un don ponctuel</a></p>\n<p style=\"margin:0 0 16px; font-size:14px; overflow-wrap:anywhere;\">Ou recopiez cette adresse : {{ LIEN_DON }}</p>\n{%- endif %}\n<p style=\"margin:0 0 16px;\">Pour toute question, ou pour ne plus recevoir d’appel :<br>{{ CONTACT_DONATEUR }}</p>\n<p style=\"margin:24px 0 0;\">Avec toute notre gratitude,<br>{{ ASSOCIATION }}</p>\n</div>\n<div style=\"padding:16px 28px 0; font-family:Arial, Helvetica, sans-serif; font-size:13px; line-height:1.5; color:#4b5058;\">\n<p style=\"margin:0 0 8px;\">{{ MENTION_RGPD }}</p>\n<p style=\"margin:0;\">Référence de l’échange : {{ ID_APPEL }}</p>\n</div>\n</div>\n</body>\n</html>\n"},{"kind":"rectification","subject":"Votre soutien à {{ ASSOCIATION }} : rectificatif","text":"Bonjour {% if CIVILITE_LIBELLE %}{{ CIVILITE_LIBELLE }} {% elsif PRENOM %}{{ PRENOM }} {% endif %}{{ NOM }},\n\nCe message corrige notre e-mail précédent, au sujet de notre échange du {{ DATE_APPEL }}. Veuillez nous excuser de cette erreur.\n{%- if ANNULATION %}\n\n{% if DON_REGULIER %}L’augmentation à {{ MONTANT_ANNONCE }} {{ PERIODICITE }} est annulée : votre don régulier reste comme avant, à {{ ANCIEN_MONTANT }} {{ PERIODICITE }}.{% else %}Le don ponctuel de {{ MONTANT_ANNONCE }} est annulé. Vous n’avez rien à faire ; s’il vous a été envoyé, n’utilisez plus le lien de paiement.{% endif %}\n{%- elsif DON_REGULIER %}\n\nLe bon montant de votre don régulier est {{ NOUVEAU_MONTANT }} ({{ MONTANT_LETTRES }}) {{ PERIODICITE }}, et non {{ MONTANT_ANNONCE }}.\n\nVotre prélèvement\n  Montant : {{ NOUVEAU_MONTANT }} {{ PERIODICITE }}\n  Premier prélèvement à ce montant : {{ DATE_PREMIERE_ECHEANCE }}\n  Référence de votre mandat (RUM) : {{ RUM }}\n  Identifiant du créancier (ICS) : {{ ICS }}\n\nCe message remplace le préavis précédent et vaut préavis de prélèvement.\n{%- else %}\n\nLe bon montant de votre don ponctuel est {{ NOUVEAU_MONTANT }} ({{ MONTANT_LETTRES }}), et non {{ MONTANT_ANNONCE }}.\n{%- if LIEN_DON %}\n\nPour le faire en toute sécurité, suivez ce lien :\n{{ LIEN_DON }}\n{%- endif %}\n{%- endif %}\n{%- if PHRASE_FISCALE %}\n\n{{ PHRASE_FISCALE }}\n{%- endif %}\n\nVotre soutien reste sans engagement, modifiable à tout moment. Une question, un changement d’avis ? Écrivez-nous ou appelez-nous :\n{{ CONTACT_DONATEUR }}\n\nAvec toute notre gratitude,\n{{ ASSOCIATION }}\n\n--\n{{ MENTION_RGPD }}\nRéférence de l’échange : {{ ID_APPEL }}\n","html":"<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Rectificatif</title>\n</head>\n<body style=\"margin:0; padding:0; background:#f3f1ec; color:#22252a; font-family:Georgia, ''Times New Roman'', serif; font-size:17px; line-height:1.55;\">\n<div style=\"max-width:36em; margin:0 auto; padding:24px 16px;\">\n<div style=\"background:#ffffff; border-top:4px solid #1d5c63; padding:28px 28px 20px;\">\n<p style=\"margin:0 0 20px; font-family:Arial, Helvetica, sans-serif; font-size:15px; font-weight:bold; color:#1d5c63;\">{{ ASSOCIATION }}</p>\n<p style=\"margin:0 0 16px;\">Bonjour {% if CIVILITE_LIBELLE %}{{ CIVILITE_LIBELLE }} {% elsif PRENOM %}{{ PRENOM }} {% endif %}{{ NOM }},</p>\n<p style=\"margin:0 0 16px;\">Ce message corrige notre e-mail précédent, au sujet de notre échange du {{ DATE_APPEL }}. Veuillez nous excuser de cette erreur.</p>\n{%- if ANNULATION %}\n<p style=\"margin:0 0 16px;\">{% if DON_REGULIER %}L’augmentation à {{ MONTANT_ANNONCE }} {{ PERIODICITE }} est annulée : votre don régulier reste comme avant, à {{ ANCIEN_MONTANT }} {{ PERIODICITE }}.{% else %}Le don ponctuel de {{ MONTANT_ANNONCE }} est annulé. Vous n’avez rien à faire ; s’il vous a été envoyé, n’utilisez plus le lien de paiement.{% endif %}</p>\n{%- elsif DON_REGULIER %}\n<p style=\"margin:0 0 16px;\">Le bon montant de votre don régulier est <strong>{{ NOUVEAU_MONTANT }}</strong> ({{ MONTANT_LETTRES }}) {{ PERIODICITE }}, et non {{ MONTANT_ANNONCE }}.</p>\n<h1 style=\"margin:24px 0 8px; font-size:19px; line-height:1.3; color:#1d5c63;\">Votre prélèvement</h1>\n<table style=\"width:100%; margin:0 0 16px; border-collapse:collapse; border-top:1px solid #d9d5cb; border-bottom:1px solid #d9d5cb; font-family:Arial, Helvetica, sans-serif; font-size:15px;\">\n<tr>\n<th scope=\"row\" style=\"padding:6px 16px 6px 0; text-align:left; vertical-align:top; font-weight:normal; color:#4b5058;\">Montant</th>\n<td style=\"padding:6px 0; vertical-align:top; font-weight:bold; overflow-wrap:anywhere;\">{{ NOUVEAU_MONTANT }} {{ PERIODICITE }}</td>\n</tr>\n<tr>\n<th scope=\"row\" style=\"padding:6px 16px 6px 0; text-align:left; vertical-align:top; font-weight:normal; color:#4b5058;\">Premier prélèvement à ce montant</th>\n<td style=\"padding:6px 0; vertical-align:top; font-weight:bold; overflow-wrap:anywhere;\">{{ DATE_PREMIERE_ECHEANCE }}</td>\n</tr>\n<tr>\n<th scope=\"row\" style=\"padding:6px 16px 6px 0; text-align:left; vertical-align:top; font-weight:normal; color:#4b5058;\">Référence de votre mandat (RUM)</th>\n<td style=\"padding:6px 0; vertical-align:top; font-weight:bold; overflow-wrap:anywhere;\">{{ RUM }}</td>\n</tr>\n<tr>\n<th scope=\"row\" style=\"padding:6px 16px 6px 0; text-align:left; vertical-align:top; font-weight:normal; color:#4b5058;\">Identifiant du créancier (ICS)</th>\n<td style=\"padding:6px 0; vertical-align:top; font-weight:bold; overflow-wrap:anywhere;\">{{ ICS }}</td>\n</tr>\n</table>\n<p style=\"margin:0 0 16px;\">Ce message remplace le préavis précédent et vaut préavis de prélèvement.</p>\n{%- else %}\n<p style=\"margin:0 0 16px;\">Le bon montant de votre don ponctuel est <strong>{{ NOUVEAU_MONTANT }}</strong> ({{ MONTANT_LETTRES }}), et non {{ MONTANT_ANNONCE }}.</p>\n{%- if LIEN_DON %}\n<p style=\"margin:0 0 16px;\">Pour le faire en toute sécurité, <a href=\"{{ LIEN_DON }}\" style=\"color:#1d5c63;\">suivez ce lien</a>.</p>\n{%- endif %}\n{%- endif %}\n{%- if PHRASE_FISCALE %}\n<p style=\"margin:0 0 16px;\">{{ PHRASE_FISCALE }}</p>\n{%- endif %}\n<p style=\"margin:0 0 16px;\">Votre soutien reste <strong>sans engagement, modifiable à tout moment</strong>. Une question, un changement d’avis ? Écrivez-nous ou appelez-nous :<br>{{ CONTACT_DONATEUR }}</p>\n<p style=\"margin:24px 0 0;\">Avec toute notre gratitude,<br>{{ ASSOCIATION }}</p>\n</div>\n<div style=\"padding:16px 28px 0; font-family:Arial, Helvetica, sans-serif; font-size:13px; line-height:1.5; color:#4b5058;\">\n<p style=\"margin:0 0 8px;\">{{ MENTION_RGPD }}</p>\n<p style=\"margin:0;\">Référence de l’échange : {{ ID_APPEL }}</p>\n</div>\n</div>\n</body>\n</html>\n"}]', 'upg-fr-1', 'abababababababababababababababababababab', 1795449900000, '1e093586378cafac');
INSERT INTO campaign (code, charity, kind, country, name, state, settings, emails, script_version, key_fingerprint, created_at_ms, aids_version) VALUES ('UPG-PURGEE-2025', 'TESTORG', 'upgrade', 'FR', 'Campagne fictive', 'purged', '{"code":"TEST-UP-FR","name":"Campagne fictive","kind":"upgrade","country":"FR","charity":{"code":"TESTORG","name":"Association Fictive","shortName":"Fictive","donorContact":"contact@exemple.invalid","privacyNotice":"https://exemple.invalid/donnees","emailFrom":"merci@exemple.invalid","replyTo":"contact@exemple.invalid"},"starts":"2026-11-01","ends":"2026-12-31","targets":{"processed":75,"useful":50,"agreements":30,"averageMinor":400},"themes":[{"code":"T1","impact":"Impact fictif.","challenge":"Défi fictif."}],"ladder":[{"below":8,"first":4,"second":2},{"first":5,"second":3}],"maxRatio":1.6,"oneOff":{"enabled":true,"minUnits":15,"disposition":"DP_LIEN","link":"https://exemple.invalid/don"},"callingProfile":"STANDARD","windows":[{"days":[1,2,3,4,5],"from":"10:00","to":"13:00"},{"days":[1,2,3,4,5],"from":"14:00","to":"20:00"},{"days":[6],"from":"10:00","to":"13:00"},{"days":[6],"from":"14:00","to":"18:00"}],"appointmentUntil":"20:30","holidays":{"add":[],"remove":[]},"cadence":{"maxAttempts":8,"maxPerDay":1,"maxPer7Days":3,"minHoursBetween":20,"busyRetryMinutes":20,"busyRetries":2,"leaseMinutes":10,"personalHoldMinutes":30,"refusalRestDays":30},"exclusions":{"increaseMonths":12,"recruitmentMonths":6,"languages":["fr"]},"firstDebit":{"minDays":14,"processingWorkingDays":5},"verification":{"mode":"none","ratePercent":20,"firstAgreements":10},"giftCeilingMinor":100000,"emailHoldMinutes":30,"definitions":{"processed":"CLOSED","usefulBase":"PROCESSED"},"retentionDays":30,"contract":""}', '[{"kind":"agreement","subject":"Merci","text":"Merci.","html":"<p>Merci.</p>"}]', 'v1', 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', 1795449900000, NULL);
INSERT INTO script (campaign, version, body) VALUES ('TEST-UP-FR', 'v1', '{"version":"v1","kind":"upgrade","start":"merci","nodes":{"merci":{"title":"Merci","say":"Merci de votre soutien.","marks":["thanks","impact","challenge","ask-1"],"answers":[{"key":"o","label":"Oui","to":"accord"},{"key":"n","label":"Non","to":"refus"},{"key":"1","label":"Fin","ends":["RS_ENTRETIEN"]}]},"accord":{"title":"Accord","say":"Je récapitule, est-ce bien cela ?","marks":["coordinates","read-back"],"answers":[{"key":"o","label":"Oui","to":"fin"}]},"fin":{"title":"Fin","say":"Vous recevrez un e-mail. Merci encore.","marks":["email-announced","closing"],"answers":[{"key":"1","label":"Fin","ends":["AC_UP","DP_LIEN"]}]},"refus":{"title":"Refus","say":"Un don ponctuel, peut-être ?","marks":["ask-one-off"],"answers":[{"key":"o","label":"Oui","to":"accord"},{"key":"1","label":"Fin","ends":["RA_MOYENS"]}]}}}');
INSERT INTO script (campaign, version, body) VALUES ('UPG-FR-2026', 'upg-fr-1', '{"version":"upg-fr-1","kind":"upgrade","start":"accroche","nodes":{"accroche":{"title":"Accroche","say":"Bonjour ! Je m’appelle {{ prenom_agent }}, et je vous appelle pour {{ association }}.","hint":"Votre vrai prénom. Ne dites rien du don ni de la cause avant d’avoir la bonne personne.","marks":[],"answers":[{"key":"s","label":"Suite","to":"identification"},{"key":"m","label":"Répondeur","ends":["NJ_REP","NJ_REPMSG"]}]},"identification":{"title":"Identification","say":"Ai-je bien {{ civilite_nom }} au téléphone ?","hint":"À toute autre personne, demandez seulement quand rappeler.","marks":[],"answers":[{"key":"o","label":"Oui","to":"moment"},{"key":"t","label":"Un tiers indique un moment","ends":["RP_TIERS"]},{"key":"m","label":"Mauvais destinataire","ends":["EF_MD","EF_FAUX"]},{"key":"d","label":"N’habite plus là","ends":["EF_DEMENAGE"]},{"key":"e","label":"Personne décédée","to":"fin_deces"},{"key":"b","label":"Absente pour longtemps","ends":["EF_ABSENT"]},{"key":"l","label":"Autre langue","ends":["EF_LANGUE"]},{"key":"h","label":"Hors cible","ends":["EF_HORSCIBLE"]}]},"moment":{"title":"Un bon moment ?","say":"Je vous appelle parce que vous soutenez l’association, et je voulais vous en parler de vive voix.\nAvez-vous deux ou trois minutes ?\n\nEt si vous préférez ne plus recevoir d’appels, dites-le-moi simplement : je le note.","marks":[],"answers":[{"key":"o","label":"Oui","to":"merci"},{"key":"r","label":"Pas maintenant","ends":["RP_PERSO","RP_COLL"]},{"key":"p","label":"Qui êtes-vous ? Pourquoi moi ?","to":"qui_appelle"},{"key":"n","label":"Ne souhaite pas parler","to":"fin_entretien"},{"key":"x","label":"Ne plus m’appeler","to":"fin_opposition"},{"key":"a","label":"Je veux arrêter","to":"fin_arret"},{"key":"v","label":"Deuil, difficulté, fragilité","to":"fin_neutre"}]},"qui_appelle":{"title":"Qui appelle, et pourquoi","say":"C’est normal de demander. L’association nous a confié ces appels : nous sommes une agence, et nous sommes\npayés pour les faire. Elle nous a transmis vos coordonnées pour cet appel seulement.\nJe suis une vraie personne, et vous pouvez tout vérifier auprès d’elle.\n\nPuis-je continuer ?","marks":[],"answers":[{"key":"o","label":"Oui","to":"merci"},{"key":"r","label":"Pas maintenant","ends":["RP_PERSO","RP_COLL"]},{"key":"n","label":"Ne souhaite pas parler","to":"fin_entretien"},{"key":"x","label":"Ne plus m’appeler","to":"fin_opposition"},{"key":"d","label":"Demande sur ses données","to":"fin_opposition"}]},"merci":{"title":"Merci","say":"D’abord, un grand merci.\n{% if annee_depuis %}Vous êtes aux côtés de l’association depuis {{ annee_depuis }}{% if cumul %}, et vos dons\nreprésentent {{ cumul }} en tout{% endif %}.{% else %}Vous êtes aux côtés de l’association\navec {{ montant_actuel }} {{ periodicite }}.{% endif %}\nCette fidélité compte beaucoup pour nous.","marks":["thanks"],"answers":[{"key":"s","label":"Suite","to":"impact"},{"key":"d","label":"A déjà augmenté récemment","to":"fin_neutre"},{"key":"a","label":"Je veux arrêter","to":"fin_arret"},{"key":"v","label":"Deuil, difficulté, fragilité","to":"fin_neutre"}]},"impact":{"title":"Ce que votre don permet","say":"{{ impact }}\nVoilà ce que vous rendez possible.","marks":["impact"],"answers":[{"key":"s","label":"Suite","to":"defi"},{"key":"a","label":"Je veux arrêter","to":"fin_arret"},{"key":"v","label":"Deuil, difficulté, fragilité","to":"fin_neutre"}]},"defi":{"title":"Le défi du moment","say":"{{ defi }}","marks":["challenge"],"answers":[{"key":"s","label":"Suite","to":"proposition"},{"key":"a","label":"Je veux arrêter","to":"fin_arret"},{"key":"v","label":"Deuil, difficulté, fragilité","to":"fin_neutre"}]},"proposition":{"title":"Première proposition","say":"Aujourd’hui, vous donnez {{ montant_actuel }} {{ periodicite }}.\n{% if proposition_1 %}Seriez-vous d’accord pour passer à {{ proposition_1 }}, {{ proposition_1_lettres }},\n{{ periodicite }} ?{% else %}Seriez-vous d’accord pour augmenter un peu ce montant ? Lequel\nvous conviendrait ?{% endif %}\n{% if phrase_fiscale %}{{ phrase_fiscale }}\n{% endif %}C’est sans engagement : vous pourrez modifier ou arrêter à tout moment.","hint":"Proposez une fois, puis laissez répondre. Un silence n’est pas un oui.","marks":["ask-1"],"answers":[{"key":"o","label":"Oui","to":"coordonnees","effect":"agree-1"},{"key":"l","label":"Oui, pour un autre montant","to":"coordonnees","effect":"agree-free"},{"key":"n","label":"Non ou hésite","to":"objection"},{"key":"p","label":"Plutôt un don ponctuel","to":"don_ponctuel","effect":"refuse-increase"},{"key":"i","label":"Indécis : e-mail, puis rappel","ends":["RP_INDECIS"]},{"key":"a","label":"Je veux arrêter","to":"fin_arret"},{"key":"x","label":"Ne plus m’appeler","to":"fin_opposition"},{"key":"v","label":"Deuil, difficulté, fragilité","to":"fin_neutre"}]},"objection":{"title":"Écouter","say":"Merci de me le dire franchement. Qu’est-ce qui vous retient ?","hint":"Écoutez jusqu’au bout, reformulez, répondez une seule fois.","marks":[],"answers":[{"key":"m","label":"Pas les moyens","to":"reponse_moyens"},{"key":"s","label":"Donne déjà assez ou ailleurs","to":"reponse_suffit"},{"key":"e","label":"Préfère un écrit","to":"reponse_ecrit"},{"key":"f","label":"Confiance, frais, IBAN","to":"reponse_confiance"},{"key":"t","label":"Recrutement en rue mal vécu","to":"reponse_rue"},{"key":"c","label":"Cause : pourquoi encore, politique ?","to":"reponse_cause"},{"key":"n","label":"Autre ou sans motif","to":"repli"},{"key":"a","label":"Je veux arrêter","to":"fin_arret"},{"key":"v","label":"Deuil, difficulté, fragilité","to":"fin_neutre"}]},"reponse_moyens":{"title":"Réponse : les moyens","say":"Je comprends, et je ne veux surtout pas vous mettre en difficulté.\nVotre don actuel est déjà précieux. Est-ce qu’une plus petite somme serait possible, ou préférez-vous ne rien\nchanger ?","hint":"Une vraie difficulté se respecte. Touche v, sans autre demande.","marks":[],"answers":[{"key":"s","label":"Une plus petite somme peut-être","to":"repli"},{"key":"n","label":"Ne rien changer","to":"don_ponctuel","effect":"refuse-increase"},{"key":"v","label":"Vraie difficulté : aucune demande","to":"fin_neutre"}]},"reponse_suffit":{"title":"Réponse : je donne déjà","say":"C’est vrai, et merci encore : vous donnez déjà, et c’est votre choix qui compte.\nSi nous appelons, c’est parce qu’un don un peu plus élevé, chaque mois, aide à prévoir les actions.\nPuis-je vous proposer un montant plus modeste ?","marks":[],"answers":[{"key":"s","label":"Accepte d’écouter","to":"repli"},{"key":"n","label":"Non","to":"don_ponctuel","effect":"refuse-increase"}]},"reponse_ecrit":{"title":"Réponse : par écrit","say":"Bien sûr, chacun décide à son rythme. Je peux vous faire envoyer un e-mail d’information, puis vous rappeler.\nOu bien nous en parlons maintenant, et vous recevez une confirmation écrite. Que préférez-vous ?","marks":[],"answers":[{"key":"s","label":"En parler maintenant","to":"repli"},{"key":"i","label":"E-mail, puis rappel","ends":["RP_INDECIS"]},{"key":"n","label":"Non","to":"don_ponctuel","effect":"refuse-increase"}]},"reponse_confiance":{"title":"Réponse : la confiance","say":"Vous avez raison de poser la question. L’association publie ses comptes, et vous pouvez les lui demander.\nJe n’ai pas vos coordonnées bancaires complètes et je ne vous les demanderai pas : ni IBAN, ni numéro de carte.\nPuis-je vous proposer un montant plus modeste ?","hint":"Aucun chiffre de mémoire. Voir la note « frais et comptes ».","marks":[],"answers":[{"key":"s","label":"Accepte d’écouter","to":"repli"},{"key":"n","label":"Non","to":"don_ponctuel","effect":"refuse-increase"},{"key":"r","label":"Souhaite réclamer","to":"fin_arret"}]},"reponse_rue":{"title":"Réponse : recrutement en rue","say":"Je regrette que cela se soit passé ainsi. Merci de me l’avoir raconté : je transmets votre remarque.\nVotre soutien continue malgré tout, et nous vous en remercions.\nPuis-je quand même vous proposer un montant plus modeste ?","marks":[],"answers":[{"key":"s","label":"Accepte d’écouter","to":"repli"},{"key":"n","label":"Non","to":"don_ponctuel","effect":"refuse-increase"},{"key":"r","label":"Souhaite réclamer","to":"fin_arret"}]},"reponse_cause":{"title":"Réponse : la cause","say":"Beaucoup de personnes se le demandent. Des personnes vivent avec ces infections, et d’autres l’ignorent encore :\nl’accueil et l’information restent utiles. L’association ne soutient aucun parti ; elle aide des personnes.\nPuis-je vous proposer un montant plus modeste ?","hint":"Restez aux faits de la note « la cause ». Si la personne parle de sa santé, écoutez et n’écrivez rien.","marks":[],"answers":[{"key":"s","label":"Accepte d’écouter","to":"repli"},{"key":"n","label":"Non","to":"don_ponctuel","effect":"refuse-increase"},{"key":"x","label":"Ne plus m’appeler","to":"fin_opposition"}]},"repli":{"title":"Seconde proposition","say":"{% if proposition_2 %}Je vous propose alors {{ proposition_2 }}, {{ proposition_2_lettres }}, {{ periodicite }}.\nEst-ce que cela vous conviendrait ?{% else %}Y a-t-il un autre montant, même modeste, qui vous conviendrait\n{{ periodicite }} ?{% endif %}\nLà aussi, c’est sans engagement.","hint":"Seconde et dernière proposition mensuelle.","marks":["ask-2"],"answers":[{"key":"o","label":"Oui","to":"coordonnees","effect":"agree-2"},{"key":"l","label":"Oui, pour un autre montant","to":"coordonnees","effect":"agree-free"},{"key":"n","label":"Non","to":"don_ponctuel","effect":"refuse-increase"},{"key":"i","label":"Indécis : e-mail, puis rappel","ends":["RP_INDECIS"]},{"key":"a","label":"Je veux arrêter","to":"fin_arret"},{"key":"x","label":"Ne plus m’appeler","to":"fin_opposition"},{"key":"v","label":"Deuil, difficulté, fragilité","to":"fin_neutre"}]},"don_ponctuel":{"title":"Don ponctuel","say":"Je comprends, nous ne changeons rien à votre don régulier.\n{% if don_ponctuel %}Certaines personnes préfèrent donner une seule fois, par exemple {{ don_ponctuel }},\n{{ don_ponctuel_lettres }}.{% else %}Certaines personnes préfèrent donner une seule fois, le montant\nde leur choix.{% endif %}\nEst-ce que cela vous tenterait ? Vous recevriez un lien par e-mail, et je ne vous demande aucun numéro de carte.","marks":["ask-one-off"],"answers":[{"key":"o","label":"Oui","to":"coordonnees_ponctuel","effect":"agree-one-off"},{"key":"n","label":"Non","to":"fin_refus","effect":"refuse-one-off"},{"key":"a","label":"Je veux arrêter","to":"fin_arret"},{"key":"x","label":"Ne plus m’appeler","to":"fin_opposition"},{"key":"v","label":"Deuil, difficulté, fragilité","to":"fin_neutre"}]},"coordonnees":{"title":"Coordonnées","say":"Merci beaucoup ! Vérifions ensemble vos coordonnées.\n{% if adresse %}J’ai comme adresse : {{ adresse }}.{% else %}Quelle est votre adresse postale ?{% endif %}\n{% if email %}Votre e-mail est {{ email }}.{% else %}Avez-vous une adresse e-mail, pour la confirmation ?{% endif %}\n{% if telephones %}Et pour vous joindre : {{ telephones }}.{% endif %}\nEst-ce toujours exact ?","hint":"Épelez l’e-mail lettre par lettre.","marks":["coordinates"],"answers":[{"key":"o","label":"Tout est exact","to":"recapitulatif"},{"key":"c","label":"À corriger","to":"recapitulatif"},{"key":"r","label":"Ne souhaite pas vérifier","to":"recapitulatif"}]},"recapitulatif":{"title":"Récapitulatif","say":"Je récapitule. Votre don passe de {{ montant_actuel }}\nà {% if montant_retenu %}{{ montant_retenu }}, {{ montant_retenu_lettres }},{% else %}[le montant convenu]{% endif %} {{ periodicite }}.\nLe premier prélèvement à ce montant aura lieu le {{ date_premiere_echeance }}.\nC’est sans engagement, modifiable à tout moment.\n\nÊtes-vous d’accord ? Dites-moi oui, ou non.","hint":"Il faut un oui clair. « Pourquoi pas » n’est pas un oui.","marks":["read-back"],"answers":[{"key":"o","label":"Oui, clairement","to":"email_annonce"},{"key":"c","label":"Autre montant","to":"recapitulatif_corrige","effect":"agree-free"},{"key":"n","label":"Finalement non","to":"don_ponctuel","effect":"refuse-increase"},{"key":"i","label":"Hésite : e-mail, puis rappel","ends":["RP_INDECIS"]}]},"recapitulatif_corrige":{"title":"Récapitulatif corrigé","say":"C’est corrigé, merci. Votre don passe de {{ montant_actuel }}\nà {% if montant_retenu %}{{ montant_retenu }}, {{ montant_retenu_lettres }},{% else %}[le montant convenu]{% endif %} {{ periodicite }},\nà partir du {{ date_premiere_echeance }}. C’est sans engagement, modifiable à tout moment.\n\nÊtes-vous d’accord ? Dites-moi oui, ou non.","hint":"Il faut un oui clair.","marks":["read-back"],"answers":[{"key":"o","label":"Oui, clairement","to":"email_annonce"},{"key":"n","label":"Finalement non","to":"don_ponctuel","effect":"refuse-increase"},{"key":"i","label":"Hésite : e-mail, puis rappel","ends":["RP_INDECIS"]}]},"email_annonce":{"title":"E-mail de confirmation","say":"Vous recevrez sous quarante-huit heures un e-mail qui confirme tout cela, et qui explique comment modifier ou\nannuler. Sans adresse e-mail, l’association vous écrira.","marks":["email-announced"],"answers":[{"key":"s","label":"Suite","to":"fin_accord"}]},"fin_accord":{"title":"Conclusion","say":"Un grand merci pour votre confiance. Avez-vous une question ?\nJe vous souhaite une très belle journée. Au revoir !","marks":["closing","thanks"],"answers":[{"key":"f","label":"Enregistrer l’accord","ends":["AC_UP"]}]},"coordonnees_ponctuel":{"title":"Coordonnées","say":"Merci beaucoup ! Vérifions ensemble vos coordonnées.\n{% if adresse %}J’ai comme adresse : {{ adresse }}.{% else %}Quelle est votre adresse postale ?{% endif %}\n{% if email %}Votre e-mail est {{ email }}.{% else %}Avez-vous une adresse e-mail, pour le lien ?{% endif %}\n{% if telephones %}Et pour vous joindre : {{ telephones }}.{% endif %}\nEst-ce toujours exact ?","hint":"Épelez l’e-mail lettre par lettre.","marks":["coordinates"],"answers":[{"key":"o","label":"Tout est exact","to":"recapitulatif_ponctuel"},{"key":"c","label":"À corriger","to":"recapitulatif_ponctuel"},{"key":"r","label":"Ne souhaite pas vérifier","to":"recapitulatif_ponctuel"}]},"recapitulatif_ponctuel":{"title":"Récapitulatif du don ponctuel","say":"Je récapitule. Vous faites un don de\n{% if montant_retenu %}{{ montant_retenu }}, {{ montant_retenu_lettres }},{% else %}[le montant convenu],{% endif %} une seule fois.\nVotre don régulier ne change pas.\n\nÊtes-vous d’accord ? Dites-moi oui, ou non.","hint":"Il faut un oui clair.","marks":["read-back"],"answers":[{"key":"o","label":"Oui, clairement","to":"email_ponctuel"},{"key":"c","label":"Autre montant","to":"recapitulatif_ponctuel_corrige","effect":"agree-one-off"},{"key":"n","label":"Finalement non","to":"fin_refus","effect":"refuse-one-off"}]},"recapitulatif_ponctuel_corrige":{"title":"Récapitulatif corrigé","say":"C’est corrigé, merci. Vous faites un don de\n{% if montant_retenu %}{{ montant_retenu }}, {{ montant_retenu_lettres }},{% else %}[le montant convenu],{% endif %} une seule fois.\nVotre don régulier ne change pas.\n\nÊtes-vous d’accord ? Dites-moi oui, ou non.","hint":"Il faut un oui clair.","marks":["read-back"],"answers":[{"key":"o","label":"Oui, clairement","to":"email_ponctuel"},{"key":"n","label":"Finalement non","to":"fin_refus","effect":"refuse-one-off"}]},"email_ponctuel":{"title":"E-mail et lien de don","say":"Vous recevrez sous quarante-huit heures un e-mail avec le lien de don. Vous pourrez aussi donner par chèque ou\npar virement : l’e-mail l’explique.","marks":["email-announced"],"answers":[{"key":"s","label":"Suite","to":"fin_ponctuel"}]},"fin_ponctuel":{"title":"Conclusion","say":"Merci de tout cœur pour ce geste, et pour votre soutien régulier.\nJe vous souhaite une très belle journée. Au revoir !","marks":["closing","thanks"],"answers":[{"key":"l","label":"Don par le lien","ends":["DP_LIEN"]},{"key":"c","label":"Don par chèque ou virement","ends":["DP_COURRIER"]}]},"fin_refus":{"title":"Conclusion","say":"C’est entendu, rien ne change. Merci pour le temps que vous m’avez accordé, et merci pour votre soutien, qui\ncompte beaucoup. Je vous souhaite une très belle journée. Au revoir !","hint":"Gardez le motif que la personne a donné, avec ses mots.","marks":["closing","thanks"],"answers":[{"key":"f","label":"Choisir le motif du refus","ends":["RA_MOYENS","RA_SUFFIT","RA_AUTRES","RA_SITUATION","RA_CANAL","RA_REFLEX","RA_CONFIANCE","RA_RECRUT","RA_EXPER","RA_CAUSE","RA_SANSMOTIF","RA_AUTRE"]}]},"fin_entretien":{"title":"Refus de l’entretien","say":"Je comprends, je ne vous dérange pas plus longtemps. Merci pour votre soutien, et très belle journée !","marks":["closing","thanks"],"answers":[{"key":"f","label":"Enregistrer le refus d’entretien","ends":["RS_ENTRETIEN"]},{"key":"x","label":"Ne plus m’appeler","to":"fin_opposition"}]},"fin_neutre":{"title":"Merci, sans demande","say":"Merci de me l’avoir dit. Je ne vous demande rien aujourd’hui : je voulais surtout vous remercier de votre soutien.\nPrenez soin de vous. Au revoir.","hint":"Plus aucune demande. N’écrivez rien de la santé ni du deuil dans la note.","marks":["closing","thanks"],"answers":[{"key":"m","label":"Remerciement seul","ends":["NE_MERCI"]},{"key":"v","label":"Personne vulnérable","ends":["NE_VULN"]},{"key":"d","label":"A déjà augmenté récemment","ends":["NE_DEJA"]}]},"fin_opposition":{"title":"Opposition","say":"C’est noté, et c’est votre droit : nous ne vous appellerons plus pour cette association, et elle en est informée.\nMerci pour tout ce que votre soutien a permis. Au revoir.","hint":"Prend effet dès l’enregistrement. Plus aucune demande, plus aucun argument.","marks":["closing","thanks"],"answers":[{"key":"t","label":"Ne plus appeler","ends":["OP_TEL"]},{"key":"s","label":"Plus aucune sollicitation","ends":["OP_TOUT"]},{"key":"d","label":"Demande sur ses données","ends":["OP_DROITS"]}]},"fin_arret":{"title":"Arrêt, baisse, réclamation","say":"C’est noté : je transmets votre demande à l’association aujourd’hui, sans rien vous proposer d’autre.\nMerci pour tout ce que votre soutien a permis. Au revoir.","hint":"Ne cherchez pas à retenir la personne.","marks":["closing","thanks"],"answers":[{"key":"a","label":"Arrêt du prélèvement","ends":["AR_STOP"]},{"key":"b","label":"Baisse du prélèvement","ends":["AR_BAISSE"]},{"key":"r","label":"Réclamation","ends":["AR_RECLAM"]}]},"fin_deces":{"title":"Condoléances","say":"Je vous présente toutes mes condoléances, et vous prie de m’excuser pour cet appel.\nJe fais le nécessaire pour qu’il n’y en ait plus. Merci de me l’avoir dit. Au revoir.","hint":"Aucune demande, aucune question. Ne dites pas la cause.","marks":["closing","thanks"],"answers":[{"key":"f","label":"Enregistrer le décès","ends":["EF_DECEDE"]}]}}}');
INSERT INTO contact_file (id, campaign, name, sha256, state, started_at_ms, finished_at_ms, rows, accepted, warned, rejected, excluded) VALUES (1, 'TEST-UP-FR', 'fictif.xlsx', '22b18bcd49b164bb890730871de9e9cc22f2bfcf87d7fbf8c4d7625de03b0ae5', 'imported', 1795449900000, 1795449900000, 3, 3, 0, 0, 0);
INSERT INTO record (id, campaign, contact_file_id, row_number, segment, country, canton, area, donor_blind, state, queue, due_at_ms, next_part, owner, attempts, tries_m, tries_a, tries_s, tries_sa, busy_count, voicemail_left, argued, last_attempt_at_ms, disposition, closed_at_ms, gift_minor, monthly_minor, currency, frequency, sealed, version, dncm_checked_on, hold, email_blind, priority) VALUES (1, 'TEST-UP-FR', 1, 2, 'FIDELES', 'FR', '', 'FR', '56d66d9e99704b5e766410b74c656615', 'closed', 'new', 1795449900000, 'S', NULL, 1, 0, 0, 1, 0, 0, 0, 0, 1795449900000, 'AC_UP', 1795449900000, 1000, 1000, 'EUR', 'M', X'd2c32401d557c86a02b385efef8455651c373dd70743ece7e4f0cf73c6de7c7f3264035fb74a62fcbd5d232e9b94eee51eed6f92901ac26bef44b3f243e2787dae769844bc766a1c883165a7c47a67aa7fdf9ca00aa4ecf4f7713361964f625360075c468e72df5a72859bdbd67d72faae8d60dbef8f924092c2fb9e8527f5c4f261857f154671c002f33f2eba267f3fa03caba2a8ac85510a05e4e8403cfe7eeb70f4e76517889cad36b10e54f588c8c408ca1a90c7c1ec9951dd8bdc7811f6063015104ac84eeb6ef7490286b56328dac9846ff8d5ba9176a683871b9485a0b360411e31011ab6051b752bcb0647f586d88372ac06553311aaaeb20e76517e73b4d36091802a9d37334a8c8bb1cc0b9a1d67a451f41fc334935fb7c1deb416190e583520d12df2d066c4320afbc278eda037f6eba9af3178b786f914ef3c141e6353470e41c0ffc60b2ca21684531296181b83d1349d32d6bbd7c85620bbf1e1505a17202eacacc4c805dbe01f2ad957031890283e9b52b06f8fc103df76e2b5cbfe714cce518af0c63434db48d9472589610ab87ea227702a185fbd0d9f6f0d61dad14014c04c59a71ad5e2770a2804ff694a5271a976db40874c7dc214c7a14bcc9eb6d141c6457e2734f67399b9ff313f2e70e796b0fda8d7280a283eaaadd4b3de924057ed24a0553f36087edb27688dbf66e3d683a749734f5716c5f4e8c457d2fdad2451459350d38f6887eb4fe43428d25df89a1424a18c0c6fefd9de4ffa424334096e932da5149d8c4efdcd70f57b4741470c8dfcbf1cbbc5986170d07613a9f6def057d71b71a8192c804223ab5469d4eac03a0182aa07074fcfd3a1c5b79933b5f388e3a134fd3b3288f664a52517f5e6da71327106c1c081413dd56f4275aa043ef20e850432e53454bd12d8a1f8d9cfe43ca170b7f63c80e7607f1fedf72c23fec8b7b66d2ecf954661909320b06fc7ead7ee06e113b328693e24a62c75b04ce39939ce767dd58253955f5a92ae4699287f87c30af4e1d178085fd15ba391d19d27b3ce50e71bbc4602ecf03f2403ffef5dab331ca224ca5a5523507f28ff64a2c6b4422b0a0ba3eeb693ba492e4799839d039b3f87ffe1f19339d8fa2f4cec666a05cab1da86ea8c831613bb46e1d9d06137f174c81b089fac48757b5d068cba41d542dedde61671f9409b3ebfe0da31429485a4c94822b4c7014b140a624818de42e4c8abf49fb644c7403cd67c425056a5aa7411242fb9adcebce58f23fad5c0243b451b8e9aa101c589ee01e17dce5be9ad131e61b9349887f650b36fa845104fee15ff5aa9617d26deb08a053263630c708ffe45524c1928f2fd44df3d2ad6cb14ad2909d90139b757adc1937a03c834b7440e2cad5ccec9535bdce5a4', 2, NULL, NULL, NULL, 0);
INSERT INTO record (id, campaign, contact_file_id, row_number, segment, country, canton, area, donor_blind, state, queue, due_at_ms, next_part, owner, attempts, tries_m, tries_a, tries_s, tries_sa, busy_count, voicemail_left, argued, last_attempt_at_ms, disposition, closed_at_ms, gift_minor, monthly_minor, currency, frequency, sealed, version, dncm_checked_on, hold, email_blind, priority) VALUES (2, 'TEST-UP-FR', 1, 3, 'FIDELES', 'FR', '', 'FR', '2258b2276f40ce7f4a8a8bb19c08aed5', 'closed', 'new', 1795449900000, 'S', NULL, 1, 0, 0, 1, 0, 0, 0, 0, 1795449960000, 'RA_MOYENS', 1795449960000, 1000, 1000, 'EUR', 'M', X'd2c32401ddeb305b44d3a07cb2ab5627c93da6abe46b19c55f7a7432cb937e2daf2b18241b699e4ea9cb9f3f5ae0775c1935b4cb543015b5b58d8127627dd4065f54cf373ad9923c1c6d3092fce6ef0c771586978a785310950fa7fa051733ef025454b26e8d01eca3dc05e9c602db1cdc935e65754d56faddf374a33034a9f8076a375eb17613304f932d460fb12a34b4cde8f6fa484e9298a9a78e14cfe88e00293b83bf520319b4b215cc5f0ff000cf28cfab680b2afa92515a38bcc01448a4855750e99944bf696dbd02a07485fc575282579b0fa5d61066f927fc09846d9a349fea045ec45bab87dc3a33a18dbd18516ba9032615901084310e8afa37b41a300c93404a63a86ae26eb185a347c9a114684627dbad3d48c0f9653b66d5c51b784811cfc1967eca34a5c64435df19cf09be59025f2271381a226e764c917209bea8dfce0d88320fd84bdf116b9602ebe7ef4dc1c090674c681f79cc02002aa947051c6aa1c58e1dc9d489773a0d1f4d5cd70af47f7a9b9e9e51f0ec19da96738c0943d9e275e5eb000ccb1f3bda044856a186482ea9b5f5f499163af833dff90592c7bc59e4ff5babbfe4ee78920ccaa456e3a7659e6683e6323ffb4dc49b23efff119a4936e5ee6321eb5ea91eda8e3f48fee80fe90b02cbe32e751365c98bf1e24a378afe9912d7fb98f42f2c017dc0245bd769ac238c331befdbae598cdb6dce944a02591c94755927483d0b0cf06795f85a44b64a8c1fb3e0aaf49ac2a8f1b290e5e2b0d77c524f773cf09659cdefa9b818813c78bf42ca9e771fbefa1ddcbfef8f52db8bd96f636057a91f0c530c77112e3914364071dc3126a19df2833be874c270a5deef9422f2ea77038b3b872cdfd4b09cd5014c63b06d16640e8aca6db642429d50caed6128bb174ba8fed5959dbe4e2aa197d80e8c49fe898ba65a16efaf94c39373ed0713690bd4c8f788f9bb7ed80a565e009f47fb74994c22d9d28f990112b3c061b0c7e40ee17a8acd11de6593faf925458fb11aad58e245ad408a7cc64c9eba4463d0c929d44b3d054d5d19b36d71695182d781a195bdee57a30f45b9f04afc2cd87ccda61e5f2498f60344d2fc118ca559ecc3d56ab6024dd63a165a9689adb6d67fc6314924b0fb56480e8b29bcae93d129324d176ed80108bb688bff4fad752dbd6317b50390146d2ad511d15ca628f4eb57dd20bae73ed7448b0ef6cdce8dc083eeb800c7e841d5b2a6f29a51ff29437361d87e96d3dc0f416cf00134d47a8b5f8fa5e2322f488f27e992efa37a27aab84e513982c7b6afdd3ad9b3f70d0039ff93d4d08428e81499fc5248fac50ff7a2e589bd78f455f70e67e3fa8e8636973130149f32ea01b9ffe241313c2b0029ab00a72fb9f5a1a0d1db3cdb', 2, NULL, NULL, NULL, 0);
INSERT INTO record (id, campaign, contact_file_id, row_number, segment, country, canton, area, donor_blind, state, queue, due_at_ms, next_part, owner, attempts, tries_m, tries_a, tries_s, tries_sa, busy_count, voicemail_left, argued, last_attempt_at_ms, disposition, closed_at_ms, gift_minor, monthly_minor, currency, frequency, sealed, version, dncm_checked_on, hold, email_blind, priority) VALUES (3, 'TEST-UP-FR', 1, 4, 'FIDELES', 'FR', '', 'FR', 'da6879e5021b1c3d02b9126de9cb1def', 'ready', 'new', 1795449900000, 'S', NULL, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, 1000, 1000, 'EUR', 'M', X'd2c3270179973d8d55a43a2394b19053a7473ae79e1c3a4c5acae20ca6ba2f9e91d5fd99333e554522d28c32bf856d6cb521d926952d944c77544ecb2ca15dfa7bef589ec8431e5ed9cc2604c62e708faec7156fd6ec57d6e1aa3033da7da1e7fea0517bb20a9879b2c08b355db2302058669b1cc4c9b54ff24664503d5fcc3e28db28ed0871c5c6a8d44588be9bd85545ccfdce165e52275c298fcd967f863c3c14279ebae2a97a41466b207545a93ebea5f0e9e8ae9e436a59b00342fb55e467705b8602a2bc502848ecea31d9d0373dea548e06082894dbbf584c555b68e0b902d718271ef1cf7abc4105dba5300e2946d3133522848ec5879227ff1634f33f728f525d041e714d126841ecf68b826dfb2496428cf6a7a2d7d0f2c8083b1bcbebd93cfc7ba9beb413b6858e57004b6db1ed39ff99d9fb801bae39bb6fe747e6fd1fb4268d4929845b810ea4a7d08d8db6d9af5cf3e93db480914addf2c54ddf8311d69abb8cd7d0efdd0530e4d4839d9d894a2887cb18b6b66cd334d205db102fab4466a6f280ebfab7cd79d3380d5f908b5b826ec17c82927b094e80b6999e667b7f5131db21a2a5f55be5998d3ea9f6b51662a2eff07c9da99dba234a821a6d89ff421b03b28d8e81b699c62c8c6589934d3748e1b606384c4f180d726a9c17ec77ca1150f0168e6ea72b3e5bb83fb0ef8a9a59507b3dc13154b4e74a376d489811ad52ee359e9cdeb1df846a60d724dd6ef1f0bb3e82d60fbd33382b63ad1a08b44553c204da5b12e5d386659073db6ca0d698f8976b8a8c96a55530edbed94a6133a4346d5765add41aaa09f98541a57e8aac77bd2d198eb8fcf487144b231240717f0981e8da0eb123650befd891a892309d8d5a5449646810014537330f4542fab79c9166c56a2c53588959a1adb4f93ddb9d7cb0099851f01b4f5028176e7eda3ee8c9e0e02a71a438a1b1c20a1a9d80ac47a3578d7a59bbb3980778eb8cbf960c57d9eb5ea00c64fa916e3af1ae900038057d2f5e5fe70da7eaab9ccecd7aecd6bb6c57225a80916e0b0a3fa1ab78b6398aebe07713398e92cfa692080bd52321c32e9ff808fd0802ef3ddfa1a3ef0afd8a0dc280bd4eb834927595fc4f72a2aceea6c51f0b4e9313eca98d472c6f9d4e126f5dc7c0f8270f5d94d21a7a86271fbf4d8cf4aa976bf5b0fa42ab0cde33fa299859823dfe9bbcee58e6d82c736a379d160629e1f7b3ac59bf68c7bd21c274c7021e2710c37e63bc7a4e884b9bfdef9b593932b3c744aa52280902dd557491fbfca8983ba665652b6a39a847bed6bfaa04d49bf3ede84ff484c61c9bd69c494ff7a994e1c80f5ffca84bcd93c10bc48e5e5ea6ece9277150602379710f10d97df9a75ec0077266afb589ee5ba4683704b8ce18', 1, NULL, NULL, NULL, 0);
INSERT INTO record_phone (record_id, campaign, phone_blind) VALUES (3, 'TEST-UP-FR', '4a2abd9304c2416bcf2afd4a65dfbda7');
INSERT INTO record_phone (record_id, campaign, phone_blind) VALUES (2, 'TEST-UP-FR', 'b2f895776130440c6a7b5f6903ea57b1');
INSERT INTO record_phone (record_id, campaign, phone_blind) VALUES (1, 'TEST-UP-FR', 'b3a37972c8e7dc3628e907e5d6aed151');
INSERT INTO call (call_id, record_id, campaign, agent, disposition, started_at_ms, ended_at_ms, duration_seconds, day_part, attempt_rank, phone_slot, script_version, path, coordinates, changed, ask_level, old_minor, new_minor, old_monthly_minor, new_monthly_minor, one_off_minor, currency, first_debit_on, callback_at_ms, request_hash, receipt, sealed, seal_version, theme) VALUES ('f8819125-11be-4d3b-a30b-017dc41fe556', 1, 'TEST-UP-FR', 'agent-1', 'AC_UP', 1795449900000, 1795449900000, 90, 'S', 1, 'TEL_MOBILE', 'v1', '[{"node":"merci","answer":"o"},{"node":"accord","answer":"o"},{"node":"fin"}]', 'oui', 0, '1', 1000, 1500, 1000, 1500, NULL, 'EUR', '2027-01-05', NULL, '294e3b3ac53dbbd28440d6b7b2d670964bc168a12c2b07cde8af355af6c5501d', '{"callId":"f8819125-11be-4d3b-a30b-017dc41fe556","disposition":"AC_UP","summary":"Fiche close : Accord augmentation du prélèvement.","confirmation":"queued"}', X'd2bd0105f6d8e384d776040dd341c31f088e1707a66ddf1295b84eb6a8f808bda14d375bd7c06f9563a9fb2641c6e9a4af45a0b09ef7c95d078c3af7941e008b4d2e2ff22b9f04279e3228adc2a5bc761e558219d19ee21ab7df322c39254fe6af830ad3b1cb3e085853ef594883646f15bd8ae43d6407d9381d7c03001766356ebf249e1595a82213d837e097386db7815535681665dc85dca9aed7d5b7df89a0d1de53cc427147e41c7b0165b4c16b6a689b8bacfdcdaaa1eaee2c6df987', 1, 'T1');
INSERT INTO call (call_id, record_id, campaign, agent, disposition, started_at_ms, ended_at_ms, duration_seconds, day_part, attempt_rank, phone_slot, script_version, path, coordinates, changed, ask_level, old_minor, new_minor, old_monthly_minor, new_monthly_minor, one_off_minor, currency, first_debit_on, callback_at_ms, request_hash, receipt, sealed, seal_version, theme) VALUES ('9941e022-0c5b-43fc-bdc9-a62f5995b274', 2, 'TEST-UP-FR', 'agent-2', 'RA_MOYENS', 1795449960000, 1795449960000, 90, 'S', 1, 'TEL_MOBILE', 'v1', '[{"node":"merci","answer":"n"},{"node":"refus"}]', 'oui', 0, NULL, NULL, NULL, NULL, NULL, NULL, 'EUR', NULL, NULL, 'd57d194e23a1fa92d908b98fea0348434b1880d84f076573d97da88848e8d21d', '{"callId":"9941e022-0c5b-43fc-bdc9-a62f5995b274","disposition":"RA_MOYENS","summary":"Fiche close : Refus : moyens financiers.","confirmation":"none"}', X'd2bd012969e22ac92191a3b5a8a796be7ab0eeb0678c16fd773c10e0c991a2a960c0796b8a015ae8bcbf1f3172e177633846af176c45c1c1d7ae7e021e532404880019d6305a6cd9ff4d8d85dabc0c2c3b449d1b2fdeabaa4fbec340f48c7617dabb00ec413f44708b47cc20b435985257d3c7cbfe7a68a85f2382bfbefc936e1dc829f39fb0f66a9cf3bcd33c7c6353b78345eb1f67cf19ebf43f419df0398a90c0910e6a4146e2e9ab876dbeebce644df7f57c29eac3b33d471f703955c4', 1, 'T1');
INSERT INTO delivery (id, campaign, kind, period, file_name, state, rows, sha256_clear, sha256_sealed, sealed_bytes, built_at_ms, delivered_at_ms, charity_fingerprint) VALUES ('00000000-0000-4000-8000-0000000000aa', 'TEST-UP-FR', 'weekly', '2026-W47', 'TESTORG_FR_2026-W47.xlsx.pgp', 'built', 1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 1234, 1795449900000, NULL, 'CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC');
INSERT INTO presence (agent, state, since_ms, campaign) VALUES ('agent-1', 'waiting', 1795449900000, 'TEST-UP-FR');
INSERT INTO presence (agent, state, since_ms, campaign) VALUES ('agent-2', 'waiting', 1795449960000, 'TEST-UP-FR');
INSERT INTO work_span (id, agent, campaign, kind, from_ms, to_ms, code) VALUES (1, 'agent-1', 'TEST-UP-FR', 'production', 1795449900000, NULL, '');
INSERT INTO work_span (id, agent, campaign, kind, from_ms, to_ms, code) VALUES (2, 'agent-2', 'TEST-UP-FR', 'production', 1795449960000, NULL, '');
INSERT INTO live_event (seq, at_ms, agent, event) VALUES (1, 1795449900000, 'agent-1', '{"kind":"message","message":{"id":"bc89cc98d8536f2557b3702c3142f7f2","atMs":1795449900000,"from":"Léa Exemple","text":"Un retour d’écoute vous attend : ouvrez les messages pour le lire et en accuser réception."},"text":"Un retour d’écoute vous attend : ouvrez les messages pour le lire et en accuser réception."}');
INSERT INTO live_event (seq, at_ms, agent, event) VALUES (2, 1795449960000, 'agent-1', '{"kind":"message","message":{"id":"2e23b0b1-07e3-4500-a0c9-b72e0949f2bb","atMs":1795449960000,"from":"Léa Exemple","text":"Pause à 18 h."},"text":"Pause à 18 h."}');
INSERT INTO live_event (seq, at_ms, agent, event) VALUES (3, 1795449960000, 'agent-2', '{"kind":"message","message":{"id":"2e23b0b1-07e3-4500-a0c9-b72e0949f2bb","atMs":1795449960000,"from":"Léa Exemple","text":"Pause à 18 h."},"text":"Pause à 18 h."}');
INSERT INTO purge (campaign, started_at_ms, step, operator, reason, findings, finished_at_ms) VALUES ('UPG-PURGEE-2025', 1795449900000, 'certified', 'dpo-1', 'essai : semaine non remise', '{"inventory":[{"place":"trousseau : campaigns/TEST-UP-FR/passphrase.pgp","what":"clé de la campagne","count":1,"method":"réécriture sur place, fsync, suppression","category":"Purge (effacement cryptographique)"},{"place":"trousseau : campaigns/TEST-UP-FR/private.asc","what":"clé de la campagne","count":1,"method":"réécriture sur place, fsync, suppression","category":"Purge (effacement cryptographique)"},{"place":"trousseau : campaigns/TEST-UP-FR/session.pkesk","what":"clé de la campagne","count":1,"method":"réécriture sur place, fsync, suppression","category":"Purge (effacement cryptographique)"},{"place":"trousseau : campaigns/TEST-UP-FR/public.asc","what":"clé de la campagne","count":1,"method":"réécriture sur place, fsync, suppression","category":"Purge (effacement cryptographique)"},{"place":"base : record_phone","what":"index aveugles de numéros","count":6,"method":"clé détruite, lignes effacées (secure_delete), base compactée","category":"Purge (effacement cryptographique)"},{"place":"base : record","what":"fiches (données scellées et colonnes de file)","count":6,"method":"clé détruite, lignes effacées (secure_delete), base compactée","category":"Purge (effacement cryptographique)"},{"place":"base : contact_file","what":"fichiers d’intégration reçus (nom, empreinte)","count":1,"method":"clé détruite, lignes effacées (secure_delete), base compactée","category":"Purge (effacement cryptographique)"},{"place":"base : pages libres et journal WAL","what":"restes d’anciennes versions des lignes","count":1,"method":"point de contrôle (TRUNCATE) et VACUUM","category":"Clear (effacement logique)"},{"place":"dossier d’envoi","what":"fichiers scellés, remis ou en attente","count":1,"method":"réécriture et suppression","category":"Clear (effacement logique)"},{"copy":"autres-sauvegardes","place":"autres sauvegardes de la base","what":"copies scellées faites ailleurs, où qu’elles soient","count":1,"method":"illisibles : la clé n’y figure pas et est détruite","category":"Purge (effacement cryptographique)"},{"copy":"postes","place":"postes distants : dossier « outbox »","what":"qualifications scellées, pas encore reçues (le serveur ne les compte pas)","count":1,"method":"illisibles : scellées à la clé de la campagne, qui est détruite ; ôtées à la session suivante","category":"Purge (effacement cryptographique)"},{"copy":"instantanes","place":"instantanés de la machine et de l’hébergeur","what":"image possible du disque, trousseau compris (le logiciel ne les voit pas)","count":1,"method":"par l’hébergeur, qui en atteste ; à exclure pendant la campagne","category":"Hors périmètre"},{"copy":"relais","place":"relais d’e-mails : file d’attente et journaux","what":"confirmations passées par lui, et adresses dans ses journaux","count":0,"method":"par le relais, selon sa durée de garde ; il en atteste","category":"Hors périmètre"},{"copy":"depot","place":"dépôt SFTP de l’association","what":"fichiers remis, chiffrés à sa clé (elle en est maître)","count":1,"method":"laissés à l’association","category":"Hors périmètre"},{"place":"boîtes des donateurs","what":"confirmations envoyées","count":0,"method":"aucune : elles appartiennent aux donateurs","category":"Hors périmètre"},{"place":"trousseau : journal des oppositions","what":"index aveugles des oppositions et effacements","count":1,"method":"réécriture sur place, fsync, suppression","category":"Clear (effacement logique)"},{"place":"trousseau : index aveugle de l’association","what":"clé des oppositions (dernière campagne de l’association)","count":1,"method":"réécriture sur place, fsync, suppression","category":"Purge (effacement cryptographique)"}],"keyFingerprint":"FA3D8977BE079472D56CD7FF4922409E9FF19F8A","contactFiles":[{"name":"TESTORG_UPG_FR_20261123.xlsx.pgp","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","rows":6}],"isLastOfCharity":true,"verifier":"Vérificatrice Testeuse","forcedBecause":"essai : semaine non remise","kept":{"delivered":6,"byDisposition":{"EF_CLOTURE":6},"agreements":0,"upliftMinor":null,"currency":"EUR"},"complementedNeedles":[],"openingFailed":true,"needles":12,"scan":{"files":6,"bytes":874541,"hits":[]},"end":{"endedAtMs":1795449900000,"auditHead":{"seq":6,"hash":"4d4d58dd56f2acbcdd0a57a224054ec5da67318604477444379c1984f7d0fde1"}}}', 1795449900000);
INSERT INTO kept_figures (campaign, figures) VALUES ('UPG-PURGEE-2025', '{"delivered":6,"byDisposition":{"EF_CLOTURE":6},"agreements":0,"upliftMinor":null,"currency":"EUR"}');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (1, 1795449900000, 'agent-1', 'record.open', 'TEST-UP-FR', '1', 'Fiche servie', '{"count":1}', '0000000000000000000000000000000000000000000000000000000000000000', '870d8af430111a3087638c95a56dd43c7895c93906e67e169e634369e0d82ba5');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (2, 1795449900000, 'agent-1', 'record.open', 'TEST-UP-FR', '1', 'Qualification de l’appel', '{"count":1}', '870d8af430111a3087638c95a56dd43c7895c93906e67e169e634369e0d82ba5', '8293f5299d06d8062a390f857c86c29e92ac220791609cf262bd9760ef0497df');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (3, 1795449900000, 'agent-1', 'call.record', 'TEST-UP-FR', 'f8819125-11be-4d3b-a30b-017dc41fe556', '', '{"askLevel":"1","consent":"f74e999a5fdb3eccf2baa28a2b74fdc7517b4383079facf011b7db3f433ad69c","consentVersion":1,"currency":"EUR","disposition":"AC_UP","firstDebitOn":"2027-01-05","newMinor":1500,"oldMinor":1000,"recordId":1,"scriptVersion":"v1"}', '8293f5299d06d8062a390f857c86c29e92ac220791609cf262bd9760ef0497df', 'f4bf3c99161c4f4a11f6a56c6ad35d8e45c4db7861753e2b4c2e24f1b64b29bc');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (4, 1795449900000, 'lead-1', 'quality.sheet', 'TEST-UP-FR', 'f8819125-11be-4d3b-a30b-017dc41fe556', '', '{"grid":"ecoute-1"}', 'f4bf3c99161c4f4a11f6a56c6ad35d8e45c4db7861753e2b4c2e24f1b64b29bc', 'b135b07de10e48a632a207cd6158d2b625fe6dfa5696ba6f867d19d3ccb19159');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (5, 1795449900000, 'lead-1', 'quality.note', 'TEST-UP-FR', 'agent-1', '', '{"call":"f8819125-11be-4d3b-a30b-017dc41fe556","grid":"014bb05554b8e390c5665c2ef64fcf751cbc5aad22f0dea4d02c8ac05a697e5a"}', 'b135b07de10e48a632a207cd6158d2b625fe6dfa5696ba6f867d19d3ccb19159', 'fe5bcd6228f1ad62a921daa6367fcf194bdaf0985f7c84c3c7700a47052b8c15');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (6, 1795449960000, 'agent-2', 'record.open', 'TEST-UP-FR', '2', 'Fiche servie', '{"count":1}', 'fe5bcd6228f1ad62a921daa6367fcf194bdaf0985f7c84c3c7700a47052b8c15', '1890ed0371c260e1353dba1a77bc0550a5b2bf3b2ce266c360711c83f62dad01');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (7, 1795449960000, 'agent-2', 'record.open', 'TEST-UP-FR', '2', 'Qualification de l’appel', '{"count":1}', '1890ed0371c260e1353dba1a77bc0550a5b2bf3b2ce266c360711c83f62dad01', 'e0b25990025dbb31ad626a6874042c18f891e5b3bc8d37fb454f0e83b4ada2d1');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (8, 1795449960000, 'agent-2', 'call.record', 'TEST-UP-FR', '9941e022-0c5b-43fc-bdc9-a62f5995b274', '', '{"disposition":"RA_MOYENS","recordId":2,"scriptVersion":"v1"}', 'e0b25990025dbb31ad626a6874042c18f891e5b3bc8d37fb454f0e83b4ada2d1', '7d13b38e2d9dbe3cd9f3748ea6219d9a79bc480dd8ad974ac080f306fb33751c');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (9, 1795449960000, 'lead-1', 'message.send', '', '2e23b0b1-07e3-4500-a0c9-b72e0949f2bb', '', '{"people":2,"to":"all"}', '7d13b38e2d9dbe3cd9f3748ea6219d9a79bc480dd8ad974ac080f306fb33751c', '8f827418586f6529d1ba060116e2c22a6fc45e49d3d74ce4c8be129cbb37fa60');
INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash) VALUES (10, 1795449960000, 'dpo-1', 'breach.open', 'TEST-UP-FR', 'VIOL-2026-1', 'poste volé, session restée ouverte', '{"discoveredAtMs":1795446360000,"kinds":"confidentialite disponibilite"}', '8f827418586f6529d1ba060116e2c22a6fc45e49d3d74ce4c8be129cbb37fa60', '5da973ae2d6c1480d2c8a2d733ddd2336c20c35206e3fcf21ec4e07f6971d606');
INSERT INTO email (id, call_id, campaign, record_id, kind, state, message_id, carries, call_ended_at_ms, due_at_ms, attempts, sent_at_ms, reply) VALUES ('f8819125-11be-4d3b-a30b-017dc41fe556', 'f8819125-11be-4d3b-a30b-017dc41fe556', 'TEST-UP-FR', 1, 'agreement', 'to-send', '<f8819125-11be-4d3b-a30b-017dc41fe556@exemple.invalid>', '', 1795449900000, 1795451700000, 0, NULL, '');
INSERT INTO delivery_proof (delivery_id, content, manifest, signature) VALUES ('00000000-0000-4000-8000-0000000000aa', '{"generator":"Plateau 0.4.0","houseFingerprint":"efefefefefefefefefefefefefefefefefefefef","sheets":[{"name":"Mandats","rows":1,"sumsMinor":{"NOUVEAU_MONTANT":1700}}]}', '{
  "version": "plateau-manifeste-1",
  "remis_le": "2026-11-25T09:00:00.000+01:00"
}
', '-----BEGIN PGP SIGNATURE-----');
INSERT INTO last_call (agent, call_id, campaign, record_id, before, sealed, seal_version) VALUES ('agent-1', 'f8819125-11be-4d3b-a30b-017dc41fe556', 'TEST-UP-FR', 1, '{"area":"FR","queue":"new","dueAtMs":1795449900000,"nextPart":"S","owner":null,"attempts":0,"triesByPart":{"M":0,"A":0,"S":0,"SA":0},"busyCount":0,"voicemailLeft":false,"argued":false,"lastAttemptAtMs":null,"disposition":null}', X'd2c327013e75cba49af82ae0c3a260e7bcd8036c8e6ce1c9b8354734ae4f2d54f85a283327206f9c0118c95b684aa578e71fb9dba90207ad68373ba4f32954f15f6cef48abbbe5c4ccb0437277b28abf49679f78230c7bb615fc6d642c7544ebad693c4eaff4ed12c243235f6f03f8a59e81c2bec5c2cfb0bd593f016557ef392af29d64179e96a8c1e567baf2e328e93d61ee473459226db06397e6415ea40dc4f2a439a75ab35a06d1795278a906e90d8b4a20569ccd482c055b56840f3d38c2dfabd0852c71467a47819aebbfe5f1bc3ff035e751d6eda27fca89dd1d51f3f1ff3677788a4abf3ed97ba91ebd181752369e0790a0c34e5c0ef559754993412923753948a72c4e9f82be1d216911d14db1caa71d23b68b0d90848e5a37a836e27056d07c51f4ce99ff87b33d03f5ec03d35895b044d89bc221a120a949a530a3e705bdfb7667bb104524bd0980ae31f15cbdce767801fab7cb4c7705b462c7afa73022c19153efa0eb4afce8656e6a7997ae867eeab74b283eef8b8070e8a838f2d93e08e164a19245929d5f6eccd475435944b592a5ee8222a2153b362a7177695ef875a805f81507c378a54705092baf5d4a8c1de7546457346ff7287dcd925710a25c2176dcdb7b4582c1b44e30d02e035a981d9f7f6564f2e54a1178619a5684baa8b4a18f10aa33484ef3dcc047e7382f08dd392a65c7710a3a8566d6eba8c6151528aceebc73d397ed397b15e61d9bb39cbe20a43051fc3900142cadc4f2d339fe7169f56fc3a0ce77903b3590074db278db4736f14d6e94254b789fed9e0b25d912f617199304aa3c3c448ce0e9cc8ef51288c44cf8bbfca622fafd614b3697002024310cf03aa4f1337985d5b4d6febe30cf4fda19abe4ad168ba22677fe25bc68faccc0347905b739ea91fbf09f91ab566e4ab608eccf6bf636b16714996d5412aa8111e79ea8399d8608b4bc6d0f4797c36de90ab35700a3f0e816723b1096dbe2814dadbf5f8cb1bc4690c72a6f4dcc4be9ce3f3de6ad94e77ca2e231a37ea7335e18f8b09b4c5c5707fe8d90dec54c6df3e9a063baa673dbc5ddaaa7facc531495747fc645cbeaf94d4256744a5e241066cc6a4c6a8811cb0eb56c1bb93747059c810f6b91dd192e0538e99ecd57eed25146852b8ed2c560351fe26b00ddca10411452def811d5952b47aa813ca43dcaa4f4803f0203f866763a56487d43a029d5107304177141a6e19a381b9a6186682d2beb4d156da41a37120adcc06a8977fc7b65204c532de6623f70f6cc6a12d7bece9ce57d92a934c79d3c768d619fab315c76f9b4b59ff47965accc13ce795b4f5b81f894f442cd24a1ff45eaa1df1c90cc19179e21f836ac446a647080ba48dc04e7bc85c4108f6347a7e01154f289d51198', 1);
INSERT INTO last_call (agent, call_id, campaign, record_id, before, sealed, seal_version) VALUES ('agent-2', '9941e022-0c5b-43fc-bdc9-a62f5995b274', 'TEST-UP-FR', 2, '{"area":"FR","queue":"new","dueAtMs":1795449900000,"nextPart":"S","owner":null,"attempts":0,"triesByPart":{"M":0,"A":0,"S":0,"SA":0},"busyCount":0,"voicemailLeft":false,"argued":false,"lastAttemptAtMs":null,"disposition":null}', X'd2c32701b58bb43fc93e110e4ce1a530eded5c516d2dabbec9e8b783853050b9ef29f450b713ebf054fccde76dc7e0f062eb1ca88c16783d893327fcf4a8ebba9dfd462b2b254acfefd0261bba6aabee1f8245b81d3fb5d07294348f22f8dbe35c617a946aed25723ac9a590d97b85ce13c02935075b8f0d7094db254340a34d2becde1683f9c1ab4a4fbc02b32503f63f66a084ada1260c0aeb7b247eac83b726791d5b4a0017ae1ab3e9730ec9a5bdb3fc4983fcac9854f94672914817fc1798822c3464fe15357c4935577dd1e053c1a6acbb511d8826ee0e1890bb9b3aa7196bb26b0a9f32b4ae4b5ca24ea6dc3fed995714b6393fffb08663ef43c584dc48e7527fa288060e7ee0c098ed6fd75766383ab5d966836623805694e92ecbc290f2a269e826e7150d5546bbb740ef1786b50a2383a4d379274554aa85e85d0c91ff1d6fde336b26e35bf291556a45748ff2f16f06fd89b10614b8d731536b3e973711faa224c6217d5b5f3d94a25f5ed25d3d3651f3e3d5ecb198ea5c33f99bbf247d8245a7fcc4f85c71f753b980dbb9a07a81681f86bbd44df61a6a95aaa6a7ef51601705e3f534d2e8abaeb4815af85fab1d8015eda33d241c5f7b975e83a144fdd58686b8384c4f3cc0b15d908fc180617614984d2916e2ffd3847721dbeff15471a367ebb64a9dc0c584d681f16da46307f186880809f71f775c87690e875fcb2836709009f4c20403b5dc86f91bf7cf98af0a1337b2277666b4bbc99d17d00ee2667392f2c00575058026b3f64501a01be53e104c24aa7d5ad93d580c3ddbb2b2415f05d7227a6e409179f7111c6f575084098ab3510fad246559e518374e05c0ed43e0c7b055d06e8ab10e17c4296f5900ff5dcc00bece92bba5decdb2a34d21234aa54d442e45238e49734255d4e49eccb5f068ede9d767d061f73ef600f70813111e2a6103adcbf2a0f402e14faf15fe1997fbe0fdcde7fb1562fa78272e8b4153872aeedcc71d09543d90ec107db739f3ad8d41771197d0f155be525bce8446ac547785efd825a488b8514f61fc5e82461edc3500fe04adf1326ea911f8854932f2f2acedd8df96528290e9ef29c27dcb5d2596a1aa04488c47031eebc580eba84cb74cabd7da747c0d60d7627d16845a9f88a8c7bdfec658ddf0c6f2004fec6d6098643634409b1eade953e5c04873b000316f2d9625723488a0c28754592b774b4798cb3f5c05124e94f5cab2ec0ce89a89f1cf8215ca4c7874b66caf7355f19092259dba6176025a52b6f5f43a3361cdc74a83b46443a3ad31b7a2aaabe0174d2af6cc668469c842fb60f7571bd84386a681509988f71fb6a54d8dfb3533c81520eb44f6fab739d8399cde1198f45f6062453cca560734b2b738de1280b1518f2ef8d9', 1);
INSERT INTO message (id, at_ms, author, campaign, text) VALUES ('2e23b0b1-07e3-4500-a0c9-b72e0949f2bb', 1795449960000, 'lead-1', '', 'Pause à 18 h.');
INSERT INTO message_to (agent, message_id) VALUES ('agent-1', '2e23b0b1-07e3-4500-a0c9-b72e0949f2bb');
INSERT INTO message_to (agent, message_id) VALUES ('agent-2', '2e23b0b1-07e3-4500-a0c9-b72e0949f2bb');
INSERT INTO campaign_aids (campaign, version, body) VALUES ('UPG-FR-2026', '1e093586378cafac', '{"version":"1e093586378cafac","notes":[{"title":"L’association","text":"Union d’associations (exemple) est un nom fictif : remplacez cette note par celle que l’association a validée.\n\n• Une union regroupe des associations qui agissent chacune sur leur terrain.\n• Les dons réguliers lui permettent de prévoir ses actions, parce que leur montant est connu d’avance.\n• Vous appelez en son nom. Vous êtes salarié·e d’une agence, et vous le dites si on vous le demande.\n\nÀ qui renvoyer : service des dons, 01 99 00 00 00, dons@exemple.invalid."},{"title":"La cause : ce que l’on peut dire","text":"• Le VIH et les hépatites virales sont des infections. On peut vivre avec elles, et on peut l’ignorer.\n• L’accueil, l’information et l’accompagnement restent utiles à celles et ceux qui vivent avec, et à leurs proches.\n• L’association aide des personnes. Elle ne soutient aucun parti.\n\nÀ ne pas dire : un chiffre de mémoire, une promesse de résultat, un conseil de santé.\n\nSi la personne parle de sa santé : écoutez, remerciez, n’écrivez rien. Si elle demande de l’aide, donnez le contact de l’association."},{"title":"Frais, comptes, confiance","text":"• L’association publie ses comptes. Toute personne peut les lui demander.\n• L’agence est payée pour ces appels ; son prix ne dépend pas du montant que la personne accepte. À faire confirmer par l’association avant de le dire.\n• Nous ne connaissons pas l’IBAN complet de la personne, et nous ne demandons jamais un numéro de carte.\n\nUne question de plus ? Service des dons : dons@exemple.invalid."},{"title":"Le prélèvement : augmenter, baisser, arrêter","text":"• L’accord au téléphone suffit pour changer le montant : le mandat déjà signé reste le même.\n• Le premier prélèvement au nouveau montant est annoncé au moins quatorze jours avant. La date est sur la fiche.\n• La personne peut modifier ou arrêter à tout moment, auprès de l’association.\n• Un e-mail de confirmation part sous 48 heures. Sans adresse e-mail, l’association écrit.\n\n« Je veux arrêter » : notez l’arrêt, remerciez, n’essayez pas de retenir."},{"title":"Reçu fiscal","text":"La phrase fiscale est désactivée tant que l’association n’a pas confirmé qui émet les reçus.\n\n• Tant qu’elle ne s’affiche pas dans le script, n’en parlez pas de vous-même.\n• Si on vous pose la question : « L’association vous renseignera », et donnez son contact.\n• Ne calculez jamais l’impôt de quelqu’un."},{"title":"Données et droits de la personne","text":"• L’association nous a transmis ces coordonnées pour cette campagne seulement. Nous les effaçons ensuite.\n• « Ne m’appelez plus » : touche x du script, ou F9. Effet immédiat, pour toujours, sans discuter.\n• « Qu’avez-vous sur moi ? », « Effacez-moi » : qualification Demande RGPD. L’association répond.\n• Dans la note : une phrase utile à la suite du dossier. Jamais la santé, l’opinion, un IBAN ou un numéro de carte : le poste refuse de l’enregistrer.\n• À un tiers qui répond : ne dites ni la cause, ni le don."}],"objections":[{"id":"moyens","label":"Pas les moyens en ce moment","listen":"Je comprends, et je ne veux pas vous mettre en difficulté.","answer":"Votre don actuel est déjà précieux, et il peut rester comme il est. Souhaitez-vous entendre un montant plus modeste, ou préférez-vous ne rien changer ?","next":"continue"},{"id":"deja","label":"Je donne déjà assez, ou ailleurs","listen":"C’est vrai, et merci : c’est votre choix qui compte.","answer":"Un don un peu plus élevé, chaque mois, aide l’association à prévoir ses actions. Votre don actuel reste utile tel qu’il est.","next":"continue"},{"id":"frais","label":"Combien va vraiment à la cause ?","listen":"Vous avez raison de poser la question.","answer":"L’association publie ses comptes, et elle les envoie à toute personne qui les demande. Je ne vous donne aucun chiffre de mémoire : son service des dons vous répondra.","next":"continue"},{"id":"paye","label":"Vous êtes payé pour m’appeler ?","listen":"C’est normal de le demander.","answer":"Oui : je travaille pour une agence à qui l’association confie ces appels. Vous pouvez tout vérifier auprès d’elle avant de décider.","next":"continue"},{"id":"donnees","label":"D’où avez-vous mon numéro ?","listen":"Je comprends que vous vouliez le savoir.","answer":"L’association nous a transmis vos coordonnées pour cet appel seulement, et nous les effaçons ensuite. Vous pouvez y accéder, les corriger ou les faire effacer : je transmets votre demande.","next":"continue"},{"id":"banque","label":"Je ne donne rien par téléphone","listen":"C’est une bonne prudence.","answer":"Je ne vous demande ni numéro de compte, ni numéro de carte : aujourd’hui ni plus tard. Tout vous est confirmé par écrit, et vous pouvez changer d’avis.","next":"continue"},{"id":"ecrit","label":"Envoyez-moi plutôt un écrit","listen":"Bien sûr, chacun décide à son rythme.","answer":"Je peux vous faire envoyer un e-mail d’information, puis vous rappeler. Ou nous nous arrêtons là, comme vous préférez.","next":"continue"},{"id":"engagement","label":"Je ne veux pas m’engager","listen":"Je vous comprends.","answer":"C’est sans engagement. Le prélèvement se modifie ou s’arrête à tout moment, par un simple message à l’association.","next":"continue"},{"id":"cause","label":"Cette cause, ce n’est plus utile","listen":"Beaucoup de personnes se le demandent.","answer":"Des personnes vivent avec ces infections, et d’autres l’ignorent encore : l’accueil et l’information restent utiles. L’association ne soutient aucun parti.","next":"continue"},{"id":"rue","label":"On m’a mal parlé dans la rue","listen":"Je regrette que cela se soit passé ainsi.","answer":"Merci de me l’avoir raconté : je transmets votre remarque à l’association. Elle tient à ce que chacun soit écouté.","next":"continue"},{"id":"stop","label":"Ne m’appelez plus","listen":"C’est noté, et c’est votre droit.","answer":"Nous ne vous appellerons plus pour cette association, et elle en est informée. Merci pour tout ce que votre soutien a permis.","next":"stop"},{"id":"arreter","label":"Je veux arrêter mon don","listen":"C’est noté, sans discussion.","answer":"Je transmets votre demande à l’association aujourd’hui, sans rien vous proposer d’autre. Merci pour tout ce que votre soutien a permis.","next":"stop"},{"id":"epreuve","label":"Deuil, maladie, perte d’emploi","listen":"Merci de me l’avoir dit, je vous écoute.","answer":"Je ne vous demande rien aujourd’hui. Je voulais surtout vous remercier de votre soutien. Prenez soin de vous.","next":"stop"}]}');
INSERT INTO consent (call_id, version, campaign, record_id, kind, at_ms, author, statement, digest, audit_seq) VALUES ('f8819125-11be-4d3b-a30b-017dc41fe556', 1, 'TEST-UP-FR', 1, 'given', 1795449900000, 'agent-1', '{"format":"plateau-consent-1","callId":"f8819125-11be-4d3b-a30b-017dc41fe556","version":1,"previous":"","kind":"given","campaign":"TEST-UP-FR","disposition":"AC_UP","agent":"agent-1","author":"agent-1","at":"2026-11-23T17:05:00+01:00","currency":"EUR","frequency":"M","oldMinor":1000,"newMinor":1500,"firstDebitOn":"2027-01-05","askLevel":"1","script":{"version":"v1","sha256":"5662e8687344fece92e06874c3b4d00e81f88def8034408c70d5aec9234a9067"},"readBack":{"node":"accord","wordingSha256":"a7a5d56a8a283a84f2d60391452dbf5257d576b93df1396a13ccb9c71894ec5b","variables":{},"textSha256":"a7a5d56a8a283a84f2d60391452dbf5257d576b93df1396a13ccb9c71894ec5b"}}', 'f74e999a5fdb3eccf2baa28a2b74fdc7517b4383079facf011b7db3f433ad69c', 3);
INSERT INTO listening_grid (hash, version, body, at_ms) VALUES ('014bb05554b8e390c5665c2ef64fcf751cbc5aad22f0dea4d02c8ac05a697e5a', 'ecoute-1', '# Grille d’écoute : ce qu’on note d’un appel, et ce qui l’annule. Chaque critère se note de 0 à « scale », ou « so »
# (sans objet). « source » dit d’où vient l’exigence : R-nn du cahier des charges, ou le chapitre des scripts (8).
# Vérifiez toujours avec : plateau quality grid check server/campaigns/grille-ecoute.yaml
version: ecoute-1
title: Grille d’écoute des appels aux donateurs
scale: 4

criteria:
  - id: accueil
    label: Se présente et dit pour qui l’appel est fait
    weight: 10
    source: R-03
    guide: Vrai prénom, nom de l’association, rien du don ni de la cause avant d’avoir la bonne personne.
  - id: moment
    label: Demande si le moment convient et offre de ne plus appeler
    weight: 10
    source: "8.1"
    guide: Le droit de s’opposer est dit avant la première demande.
  - id: merci
    label: Remercie d’abord, avec ce que la personne a déjà fait
    weight: 15
    source: R-03
    guide: Le merci vient avant l’impact et avant toute demande ; il n’est pas récité.
  - id: impact
    label: Rappelle un impact vrai et le défi du moment
    weight: 10
    source: R-03
    guide: Le thème de la campagne, sans chiffre inventé ni pression de calendrier.
  - id: ecoute
    label: Écoute, reformule, répond une fois par des faits
    weight: 15
    source: R-06
    guide: En réactivation, le motif de l’arrêt est accueilli et noté, jamais contesté.
  - id: demande
    label: Propose un montant clair, adapté, et son repli
    weight: 15
    source: R-04
    guide: Le montant de la fiche, en toutes lettres ; deux demandes mensuelles au plus, puis le don ponctuel.
  - id: coordonnees
    label: Vérifie l’adresse, l’e-mail et le téléphone
    weight: 5
    source: R-05
    guide: Les trois, à chaque contact utile ; « so » si la personne a voulu raccrocher.
  - id: recapitulatif
    label: Relit l’accord et obtient un oui explicite
    weight: 10
    source: "8.1"
    guide: Montant en chiffres et en lettres, date, « modifiable à tout moment » ; « so » sans accord.
  - id: conclusion
    label: Conclut et remercie, même après un refus
    weight: 5
    source: R-13
    guide: L’e-mail est annoncé quand il y en a un ; personne n’est quitté sèchement.
  - id: langage
    label: Parle clairement, avec respect et sans exclure
    weight: 5
    source: R-13
    guide: Débit, vocabulaire du pays, langage inclusif.

# Un seul de ces faits, et la note est 0.
fails:
  - id: promesse-fausse
    label: Promesse fausse ou trompeuse
    source: R-13
  - id: culpabilisation
    label: Culpabilisation ou pression
    source: R-13
  - id: pas-de-merci
    label: N’a pas remercié
    source: R-03
  - id: insistance
    label: A insisté après un refus, ou demandé une fois de trop
    source: R-04
  - id: agressivite
    label: Agressivité ou mépris
    source: R-13
  - id: discrimination
    label: Propos discriminatoire
    source: R-13
  - id: opposition-ignoree
    label: A continué après une demande d’arrêt ou d’opposition
    source: "8.1"
  - id: accord-sans-oui
    label: Accord noté sans oui explicite
    source: "8.1"
  - id: donnee-interdite
    label: A demandé ou noté une donnée de santé ou de carte bancaire
    source: R-41
', 1795449900000);
INSERT INTO listening_note (id, call_id, campaign, record_id, agent, author, grid_hash, points, fails, score, at_ms, acknowledged_at_ms, sealed, seal_version) VALUES ('bc89cc98d8536f2557b3702c3142f7f2', 'f8819125-11be-4d3b-a30b-017dc41fe556', 'TEST-UP-FR', 1, 'agent-1', 'lead-1', '014bb05554b8e390c5665c2ef64fcf751cbc5aad22f0dea4d02c8ac05a697e5a', '{"accueil":3,"moment":null,"merci":3,"impact":3,"ecoute":3,"demande":3,"coordonnees":3,"recapitulatif":3,"conclusion":3,"langage":3}', '["insistance"]', 0, 1795449900000, NULL, X'd2c00801ebc35b126e7996e92d935aada3cd4a341b8880f7a60e3829200b17da52436439bf1fc420909a800ea1ff35e1aa6a20eb5389247374bb8d75279e65ad7a7a6ac6e9491e9360ea78b3c4f17e34f8355f26bdc9810166c1b883ede27c29ef34d944a4b4d645c1aeb4aa04c2bae43e0e8a61d01e2efab5be185b823ef52a79c2ceba6bbc79520adeeeb587fbb26e09c83bb896c677e83155980e80fb71c8341dbbafac86a39dda3d24313be6dd8faecdde8a05f5a5f78fed56144e09e94d67c9a48f1944f2dd334ad2', 1);
INSERT INTO shift (id, agent, from_ms, to_ms, seen_ms, ended) VALUES (1, 'agent-1', 1795449900000, NULL, 1795449900000, NULL);
INSERT INTO shift (id, agent, from_ms, to_ms, seen_ms, ended) VALUES (2, 'agent-2', 1795449960000, NULL, 1795449960000, NULL);
INSERT INTO script_life (campaign, kind, version, hash, body, state, imported_at_ms, imported_by, submitted_at_ms, submitted_by, approved_at_ms, approved_by, approval, from_ms, retired_at_ms, retired_by, retired_reason) VALUES ('UPG-FR-2026', 'script', 'brouillon-1', 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', '{"version":"v1","kind":"upgrade","start":"merci","nodes":{"merci":{"title":"Merci","say":"Merci de votre soutien.","marks":["thanks","impact","challenge","ask-1"],"answers":[{"key":"o","label":"Oui","to":"accord"},{"key":"n","label":"Non","to":"refus"},{"key":"1","label":"Fin","ends":["RS_ENTRETIEN"]}]},"accord":{"title":"Accord","say":"Je récapitule, est-ce bien cela ?","marks":["coordinates","read-back"],"answers":[{"key":"o","label":"Oui","to":"fin"}]},"fin":{"title":"Fin","say":"Vous recevrez un e-mail. Merci encore.","marks":["email-announced","closing"],"answers":[{"key":"1","label":"Fin","ends":["AC_UP","DP_LIEN"]}]},"refus":{"title":"Refus","say":"Un don ponctuel, peut-être ?","marks":["ask-one-off"],"answers":[{"key":"o","label":"Oui","to":"accord"},{"key":"1","label":"Fin","ends":["RA_MOYENS"]}]}}}', 'draft', 1795449900000, 'lead-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO breach (id, kinds, campaigns, discovered_at_ms, opened_at_ms, author, reason, facts) VALUES ('VIOL-2026-1', '["confidentialite","disponibilite"]', '["TEST-UP-FR"]', 1795446360000, 1795449960000, 'dpo-1', 'poste volé, session restée ouverte', '{"campaigns":[{"code":"TEST-UP-FR","name":"Campagne fictive","charity":"Association Fictive","country":"FR","state":"open","received":3,"records":3,"called":2,"keyFingerprint":"FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"}],"access":[{"login":"dpo","role":"dataOfficer","campaigns":["TEST-UP-FR"],"fromMs":1795363500000,"toMs":1795536300000,"disabled":false},{"login":"lea","role":"lead","campaigns":["TEST-UP-FR"],"fromMs":1795363500000,"toMs":1795536300000,"disabled":false},{"login":"testeur.1","role":"agent","campaigns":["TEST-UP-FR"],"fromMs":1795363500000,"toMs":1795536300000,"disabled":false},{"login":"testeur.2","role":"agent","campaigns":["TEST-UP-FR"],"fromMs":1795363500000,"toMs":1795536300000,"disabled":false}],"timelineFromMs":1792854360000,"timeline":[{"day":"2026-11-23","action":"call.record","times":2,"actors":2},{"day":"2026-11-23","action":"quality.note","times":1,"actors":1},{"day":"2026-11-23","action":"quality.sheet","times":1,"actors":1},{"day":"2026-11-23","action":"record.open","times":4,"actors":2}],"auditHead":{"seq":9,"hash":"8f827418586f6529d1ba060116e2c22a6fc45e49d3d74ce4c8be129cbb37fa60"},"backups":0}');

CREATE TRIGGER lease_wants_ready BEFORE INSERT ON lease
WHEN (SELECT state FROM record WHERE id = NEW.record_id) IS NOT 'ready'
BEGIN SELECT RAISE(ABORT, 'only a ready record is leased'); END;
CREATE TRIGGER lease_takes_record AFTER INSERT ON lease
BEGIN
  DELETE FROM ended_lease WHERE record_id = NEW.record_id;
  UPDATE record SET state = 'leased' WHERE id = NEW.record_id;
END;
CREATE TRIGGER lease_keeps_record BEFORE UPDATE OF record_id ON lease
BEGIN SELECT RAISE(ABORT, 'a lease never changes its record'); END;
CREATE TRIGGER record_starts_unleased BEFORE INSERT ON record WHEN NEW.state = 'leased'
BEGIN SELECT RAISE(ABORT, 'a record is leased by its lease row'); END;
CREATE TRIGGER record_leased_by_lease BEFORE UPDATE OF state ON record
WHEN NEW.state = 'leased' AND NOT EXISTS (SELECT 1 FROM lease WHERE record_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a record is leased by its lease row'); END;
CREATE TRIGGER record_ends_lease AFTER UPDATE OF state ON record
WHEN OLD.state = 'leased' AND NEW.state <> 'leased'
BEGIN DELETE FROM lease WHERE record_id = NEW.id; END;
CREATE TRIGGER record_forgets_lease AFTER UPDATE OF state ON record
WHEN NEW.state IN ('closed', 'excluded')
BEGIN DELETE FROM ended_lease WHERE record_id = NEW.id; END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_next_only BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER correction_never_rewritten BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never rewritten'); END;
CREATE TRIGGER correction_not_after_cancellation BEFORE INSERT ON correction
WHEN EXISTS (SELECT 1 FROM correction WHERE call_id = NEW.call_id AND kind = 'X')
BEGIN SELECT RAISE(ABORT, 'a cancelled call is not corrected again'); END;
CREATE TRIGGER decision_never_rewritten BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never rewritten'); END;
CREATE TRIGGER undone_call_never_rewritten BEFORE UPDATE ON undone_call
BEGIN SELECT RAISE(ABORT, 'an undone call stays undone'); END;
CREATE TRIGGER record_ends_reservation AFTER UPDATE OF state, queue, due_at_ms, owner, hold ON record
BEGIN DELETE FROM reservation WHERE record_id = NEW.id; END;
CREATE TRIGGER checkpoint_never_rewritten BEFORE UPDATE OF day, seq, hash, at_ms, body, signature ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never rewritten'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;
CREATE TRIGGER record_forgets_email AFTER UPDATE OF sealed ON record
WHEN NEW.email_blind IS NOT NULL AND NEW.email_blind IS OLD.email_blind
BEGIN UPDATE record SET email_blind = NULL WHERE id = NEW.id; END;
CREATE TRIGGER call_never_rewritten BEFORE UPDATE OF call_id, record_id, campaign, agent, disposition, started_at_ms,
  ended_at_ms, duration_seconds, day_part, attempt_rank, phone_slot, script_version, path, coordinates, changed,
  ask_level, old_minor, new_minor, old_monthly_minor, new_monthly_minor, one_off_minor, currency, first_debit_on,
  callback_at_ms, request_hash, receipt, theme ON call
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;
CREATE TRIGGER signature_never_rewritten BEFORE UPDATE OF call_id, campaign, record_id, signed_on, old_monthly_minor,
  new_monthly_minor, recorded_at_ms, recorded_by, first_debit_on ON mandate_signature
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;
CREATE TRIGGER agreement_check_never_rewritten BEFORE UPDATE ON agreement_check
BEGIN SELECT RAISE(ABORT, 'a check is never rewritten'); END;
CREATE TRIGGER consent_never_rewritten BEFORE UPDATE ON consent
BEGIN SELECT RAISE(ABORT, 'a consent is never rewritten'); END;
CREATE TRIGGER approval_same_act BEFORE UPDATE OF id, action, campaign, parameters, asked_by, asked_at_ms, reason, expires_at_ms
  ON approval
BEGIN SELECT RAISE(ABORT, 'an approval never changes what it is of'); END;
CREATE TRIGGER approval_used_once BEFORE UPDATE OF state ON approval
WHEN NEW.state = 'used' AND OLD.state <> 'approved'
BEGIN SELECT RAISE(ABORT, 'only an approved act is done'); END;
CREATE TRIGGER grid_never_rewritten BEFORE UPDATE ON listening_grid
BEGIN SELECT RAISE(ABORT, 'a grid is never rewritten'); END;
CREATE TRIGGER listening_note_never_rewritten BEFORE UPDATE OF id, call_id, campaign, record_id, agent, author, grid_hash,
  points, fails, score, at_ms ON listening_note
BEGIN SELECT RAISE(ABORT, 'a listening note is never rewritten'); END;
CREATE TRIGGER listening_note_acknowledged_once BEFORE UPDATE OF acknowledged_at_ms ON listening_note
WHEN OLD.acknowledged_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a feedback is acknowledged once'); END;
CREATE TRIGGER incident_stays_closed BEFORE UPDATE ON incident WHEN OLD.closed_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed incident stays closed'); END;
CREATE TRIGGER incident_never_moved BEFORE UPDATE OF id, campaign, record_id, call_id, origin, opened_at_ms, opened_by ON incident
BEGIN SELECT RAISE(ABORT, 'an incident is never rewritten'); END;
CREATE TRIGGER incident_entry_never_rewritten BEFORE UPDATE OF id, incident_id, campaign, what, at_ms, author ON incident_entry
BEGIN SELECT RAISE(ABORT, 'what followed an incident is never rewritten'); END;
CREATE TRIGGER script_forced_once_approved BEFORE UPDATE OF state ON script_life
WHEN NEW.state = 'in-force' AND OLD.state NOT IN ('approved', 'retired', 'in-force')
BEGIN SELECT RAISE(ABORT, 'only an approved version comes into force'); END;
CREATE TRIGGER script_inserted_as_draft BEFORE INSERT ON script_life WHEN NEW.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a version begins as a draft'); END;
CREATE TRIGGER script_approved_stands BEFORE UPDATE OF hash, body ON script_life
WHEN OLD.state NOT IN ('draft', 'submitted')
BEGIN SELECT RAISE(ABORT, 'an approved version never changes'); END;
CREATE TRIGGER lease_takes_versions AFTER INSERT ON lease
BEGIN
  UPDATE lease SET script_version = (SELECT script_version FROM campaign WHERE code = NEW.campaign),
    aids_version = (SELECT aids_version FROM campaign WHERE code = NEW.campaign)
  WHERE record_id = NEW.record_id;
END;
CREATE TRIGGER lease_returns_record AFTER DELETE ON lease
BEGIN
  INSERT INTO ended_lease (record_id, call_id, agent, campaign, granted_at_ms, expires_at_ms, seen_at_ms, why, theme,
    script_version, aids_version)
  SELECT OLD.record_id, OLD.call_id, OLD.agent, OLD.campaign, OLD.granted_at_ms, OLD.expires_at_ms, OLD.seen_at_ms,
    OLD.why, OLD.theme, OLD.script_version, OLD.aids_version
  FROM record WHERE id = OLD.record_id AND state = 'leased';
  UPDATE record SET state = 'ready' WHERE id = OLD.record_id AND state = 'leased';
END;
CREATE TRIGGER record_leaves_top AFTER UPDATE OF state, owner ON record
WHEN NEW.state <> 'ready' OR NEW.owner IS NOT OLD.owner
BEGIN DELETE FROM on_top WHERE record_id = NEW.id; END;
CREATE TRIGGER breach_never_rewritten BEFORE UPDATE ON breach
BEGIN SELECT RAISE(ABORT, 'a breach is never rewritten'); END;
CREATE TRIGGER breach_no_delete BEFORE DELETE ON breach
BEGIN SELECT RAISE(ABORT, 'a breach is never removed'); END;
CREATE TRIGGER breach_event_never_rewritten BEFORE UPDATE ON breach_event
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never rewritten'); END;
CREATE TRIGGER breach_event_no_delete BEFORE DELETE ON breach_event
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never removed'); END;
CREATE TRIGGER breach_event_not_after_end BEFORE INSERT ON breach_event
WHEN EXISTS (SELECT 1 FROM breach_event WHERE breach_id = NEW.breach_id AND kind = 'closed')
BEGIN SELECT RAISE(ABORT, 'a closed breach stays closed'); END;
CREATE TRIGGER copy_attestation_never_rewritten BEFORE UPDATE ON copy_attestation
BEGIN SELECT RAISE(ABORT, 'an attestation is never rewritten'); END;
CREATE TRIGGER call_erased_only BEFORE UPDATE OF sealed, seal_version ON call
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;
CREATE TRIGGER signature_erased_only BEFORE UPDATE OF sealed, seal_version ON mandate_signature
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;
CREATE TRIGGER listening_note_erased_only BEFORE UPDATE OF sealed, seal_version ON listening_note
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a listening note is never rewritten'); END;
CREATE TRIGGER incident_entry_erased_only BEFORE UPDATE OF sealed, seal_version ON incident_entry
WHEN NOT EXISTS (SELECT 1 FROM erased_record JOIN incident ON incident.record_id = erased_record.record_id
  WHERE incident.id = OLD.incident_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'what followed an incident is never rewritten'); END;
