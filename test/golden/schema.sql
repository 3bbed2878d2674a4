CREATE INDEX account_key_account ON account_key (account, added_at_ms);

CREATE INDEX account_place_place ON account_place (place);

CREATE INDEX account_place_seen ON account_place (seen_at_ms);

CREATE INDEX agreement_check_record ON agreement_check (record_id);

CREATE INDEX agreement_check_state ON agreement_check (campaign, state, at_ms);

CREATE INDEX approval_asked ON approval (asked_by, action, parameters);

CREATE INDEX approval_campaign ON approval (campaign);

CREATE INDEX audit_campaign ON audit (campaign, action);

CREATE INDEX audit_of_call ON audit (subject) WHERE action IN ('call.record', 'call.correct', 'call.cancel', 'call.undo', 'mandate.signed', 'delivery.held',
  'agreement.by-rule', 'agreement.approved', 'agreement.observed', 'agreement.acknowledged',
  'agreement.rejected');

CREATE INDEX audit_reason_campaign ON audit_reason (campaign);

CREATE INDEX call_agent ON call (agent, ended_at_ms);

CREATE INDEX call_campaign ON call (campaign, ended_at_ms, call_id);

CREATE INDEX call_campaign_record ON call (campaign, record_id, ended_at_ms, call_id);

CREATE INDEX call_record ON call (record_id, ended_at_ms, call_id);

CREATE INDEX campaign_charity ON campaign (charity, state);

CREATE INDEX consent_campaign ON consent (campaign);

CREATE INDEX consent_record ON consent (record_id);

CREATE INDEX contact_file_towns_campaign ON contact_file_towns (campaign);

CREATE INDEX contract_account ON contract (account, starts_on);

CREATE INDEX conversation_last ON conversation (last_at_ms);

CREATE INDEX conversation_member_of ON conversation_member (participant);

CREATE INDEX conversation_message_by ON conversation_message (author, at_ms) WHERE author IS NOT NULL;

CREATE INDEX conversation_message_in ON conversation_message (conversation, at_ms);

CREATE INDEX correction_campaign ON correction (campaign, at_ms);

CREATE INDEX damaged_seal_campaign ON damaged_seal (campaign, restored_at_ms);

CREATE UNIQUE INDEX damaged_seal_open ON damaged_seal (kind, subject) WHERE restored_at_ms IS NULL;

CREATE INDEX damaged_seal_record ON damaged_seal (record_id);

CREATE INDEX decision_campaign ON decision (campaign, at_ms, id);

CREATE INDEX delivered_line_delivery ON delivered_line (delivery_id);

CREATE UNIQUE INDEX delivered_line_once ON delivered_line (call_id, line) WHERE line <> 'M';

CREATE INDEX delivery_state ON delivery (state, built_at_ms);

CREATE INDEX dial_campaign ON dial (campaign, asked_at_ms);

CREATE INDEX dial_record ON dial (record_id);

CREATE INDEX dial_under_way ON dial (asked_at_ms) WHERE ended_at_ms IS NULL;

CREATE INDEX document_group_of_group ON document_group (group_id);

CREATE INDEX document_of_charity ON document (charity);

CREATE INDEX document_pin_of_document ON document_pin (document);

CREATE INDEX email_call ON email (call_id, call_ended_at_ms, id);

CREATE INDEX email_campaign ON email (campaign, state);

CREATE UNIQUE INDEX email_confirmation ON email (call_id) WHERE kind <> 'rectification';

CREATE INDEX email_due ON email (due_at_ms, id) WHERE state = 'to-send';

CREATE INDEX email_message ON email (message_id);

CREATE INDEX email_record ON email (record_id);

CREATE INDEX email_state ON email (state, call_ended_at_ms);

CREATE INDEX ended_lease_campaign ON ended_lease (campaign);

CREATE INDEX enrichment_line_campaign ON enrichment_line (campaign);

CREATE INDEX enrichment_line_record ON enrichment_line (record_id);

CREATE INDEX enrichment_line_request ON enrichment_line (request_id);

CREATE INDEX enrichment_request_campaign ON enrichment_request (campaign, created_at_ms);

CREATE INDEX erased_record_campaign ON erased_record (campaign);

CREATE INDEX event_group_of_group ON event_group (group_id);

CREATE INDEX event_of_charity ON event (charity, from_ms);

CREATE INDEX follow_up_call ON follow_up (call_id);

CREATE INDEX follow_up_campaign ON follow_up (campaign);

CREATE INDEX follow_up_item_about ON follow_up_item (about) WHERE about IS NOT NULL;

CREATE INDEX follow_up_item_by ON follow_up_item (author, at_ms);

CREATE INDEX follow_up_item_of ON follow_up_item (charity, at_ms);

CREATE INDEX follow_up_open ON follow_up (opened_at_ms, id) WHERE closed_at_ms IS NULL;

CREATE INDEX follow_up_record ON follow_up (record_id);

CREATE INDEX frozen_campaign ON frozen_record (campaign, at_ms);

CREATE INDEX frozen_of_record ON frozen_record (record_id);

CREATE UNIQUE INDEX frozen_open ON frozen_record (record_id) WHERE released_at_ms IS NULL;

CREATE INDEX fulfilment_line_of_pledge ON fulfilment_line (pledge_id);

CREATE INDEX incident_campaign ON incident (campaign, opened_at_ms);

CREATE INDEX incident_entry_campaign ON incident_entry (campaign);

CREATE INDEX incident_entry_incident ON incident_entry (incident_id, at_ms);

CREATE UNIQUE INDEX incident_open ON incident (record_id) WHERE closed_at_ms IS NULL;

CREATE INDEX incident_record ON incident (record_id);

CREATE INDEX instruction_campaign ON instruction (campaign, at_ms);

CREATE INDEX key_destruction_of_campaign ON key_destruction (campaign);

CREATE UNIQUE INDEX key_rotation_running ON key_rotation (campaign) WHERE resealed_at_ms IS NULL;

CREATE INDEX last_call_agent ON last_call (agent);

CREATE INDEX last_call_campaign ON last_call (campaign);

CREATE INDEX last_call_record ON last_call (record_id);

CREATE INDEX lease_campaign ON lease (campaign);

CREATE INDEX lease_expiry ON lease (expires_at_ms);

CREATE INDEX line_call_by_time ON line_call (campaign, waiting_at_ms);

CREATE INDEX line_call_under_way ON line_call (line_call_id) WHERE ended_at_ms IS NULL;

CREATE INDEX line_callback_waiting ON line_callback (campaign, site, at_ms) WHERE sealed IS NOT NULL;

CREATE INDEX line_limit_of_campaign ON line_limit (campaign, id);

CREATE INDEX listening_note_agent ON listening_note (agent, at_ms);

CREATE INDEX listening_note_campaign ON listening_note (campaign, at_ms);

CREATE INDEX listening_note_grid ON listening_note (grid_hash);

CREATE INDEX listening_note_record ON listening_note (record_id);

CREATE INDEX live_event_at ON live_event (at_ms);

CREATE INDEX login_failure_by_age ON login_failure (kind, last_ms);

CREATE INDEX login_failure_by_login ON login_failure (login_digest) WHERE login_digest IS NOT NULL;

CREATE INDEX look_any ON record (hold, campaign, queue, area, due_at_ms) WHERE state = 'ready';

CREATE INDEX look_owner ON record (hold, campaign, queue, area, owner, due_at_ms) WHERE state = 'ready';

CREATE INDEX look_owner_part ON record (hold, campaign, queue, area, owner, next_part, due_at_ms)
WHERE state = 'ready';

CREATE INDEX look_part ON record (hold, campaign, queue, area, next_part, due_at_ms) WHERE state = 'ready';

CREATE INDEX look_priority ON record (hold, campaign, queue, area, owner, priority, due_at_ms)
WHERE state = 'ready' AND priority > 0;

CREATE INDEX look_priority_part ON record (hold, campaign, queue, area, owner, priority, next_part, due_at_ms)
WHERE state = 'ready' AND priority > 0;

CREATE INDEX mandate_reminder_campaign ON mandate_reminder (campaign, reminded_at_ms);

CREATE INDEX mandate_signature_record ON mandate_signature (record_id);

CREATE INDEX mandate_signature_recorded ON mandate_signature (campaign, recorded_at_ms);

CREATE UNIQUE INDEX membership_now ON membership (participant, group_id) WHERE to_ms IS NULL;

CREATE INDEX membership_of_group ON membership (group_id) WHERE to_ms IS NULL;

CREATE INDEX message_at ON message (at_ms);

CREATE INDEX message_campaign ON message (campaign);

CREATE INDEX message_to_message ON message_to (message_id);

CREATE INDEX module_pass_campaign ON module_pass (campaign);

CREATE INDEX move_at ON move (at_ms);

CREATE INDEX move_item_record ON move_item (record_id);

CREATE INDEX newsletter_of_charity ON newsletter (charity, changed_at_ms);

CREATE INDEX newsletter_recipient_due ON newsletter_recipient (due_at_ms) WHERE state IN ('to-send', 'sending');

CREATE INDEX newsletter_recipient_of ON newsletter_recipient (participant);

CREATE UNIQUE INDEX newsletter_recipient_once ON newsletter_recipient (newsletter, participant);

CREATE INDEX on_top_agent ON on_top (agent, at_ms DESC, rank);

CREATE INDEX on_top_campaign ON on_top (campaign);

CREATE INDEX participant_change ON participant (charity, change, id);

CREATE UNIQUE INDEX participant_crm ON participant (charity, crm_blind) WHERE crm_blind IS NOT NULL;

CREATE UNIQUE INDEX participant_email ON participant (charity, email_blind) WHERE email_blind IS NOT NULL;

CREATE INDEX participant_phone ON participant (charity, phone_blind) WHERE phone_blind IS NOT NULL;

CREATE INDEX people_group_of ON people_group (charity);

CREATE UNIQUE INDEX people_rotation_running ON people_rotation (charity) WHERE resealed_at_ms IS NULL;

CREATE INDEX person_request_call ON person_request (call_id);

CREATE INDEX person_request_campaign ON person_request (campaign, delivery_id);

CREATE INDEX person_request_delivery ON person_request (delivery_id);

CREATE INDEX person_request_pledge ON person_request (pledge_id);

CREATE INDEX person_request_record_campaign ON person_request_record (campaign);

CREATE INDEX person_request_record_record ON person_request_record (record_id);

CREATE INDEX place_by_server ON place (server);

CREATE INDEX pledge_campaign ON pledge (campaign, at_ms, id);

CREATE INDEX pledge_due ON pledge (due_at_ms, id) WHERE sending = 'to-send';

CREATE INDEX pledge_event_campaign ON pledge_event (campaign, at_ms);

CREATE INDEX pledge_living ON pledge (campaign, state, at_ms);

CREATE INDEX pledge_number ON pledge (campaign, number_index, at_ms) WHERE number_index IS NOT NULL;

CREATE INDEX pledge_person ON pledge (campaign, person_index, at_ms) WHERE person_index IS NOT NULL;

CREATE INDEX poll_by ON poll (author);

CREATE INDEX poll_of_group ON poll (group_id, at_ms);

CREATE INDEX profile_campaign ON profile (campaign, at_ms, rank);

CREATE INDEX profile_item_record ON profile_item (record_id);

CREATE INDEX quiet_try_by_age ON quiet_try (from_ms);

CREATE INDEX record_by_state ON record (campaign, state, disposition, closed_at_ms);

CREATE INDEX record_campaign ON record (campaign);

CREATE INDEX record_contact_file ON record (contact_file_id);

CREATE INDEX record_donor ON record (campaign, donor_blind);

CREATE INDEX record_email_blind ON record (campaign, email_blind);

CREATE INDEX record_held ON record (campaign, state) WHERE hold IS NOT NULL;

CREATE INDEX record_list_check ON record (campaign, dncm_checked_on)
WHERE state = 'ready' AND hold IS NULL AND dncm_checked_on IS NOT NULL;

CREATE UNIQUE INDEX record_one_per_donor ON record (campaign, donor_blind) WHERE state <> 'excluded';

CREATE INDEX record_open_area ON record (campaign, area) WHERE state IN ('ready', 'leased');

CREATE INDEX record_owner ON record (owner, queue, due_at_ms) WHERE owner IS NOT NULL;

CREATE INDEX record_phone_blind ON record_phone (campaign, phone_blind);

CREATE INDEX reservation_campaign ON reservation (campaign);

CREATE INDEX ring_proof_of_place ON ring_proof (place);

CREATE INDEX saved_search_of ON saved_search (account, charity);

CREATE UNIQUE INDEX script_in_force ON script_life (campaign, kind) WHERE state = 'in-force';

CREATE UNIQUE INDEX script_planned ON script_life (campaign, kind, from_ms)
WHERE state = 'approved' AND from_ms IS NOT NULL;

CREATE INDEX session_account ON session (account);

CREATE INDEX session_attendance_account ON session_attendance (account);

CREATE INDEX session_expiry ON session (expires_at_ms);

CREATE INDEX shift_agent ON shift (agent, from_ms);

CREATE INDEX shift_code_of_signup ON shift_code (signup);

CREATE UNIQUE INDEX shift_code_waiting ON shift_code (signup) WHERE used_at_ms IS NULL AND voided_at_ms IS NULL;

CREATE INDEX shift_ended ON shift (to_ms);

CREATE UNIQUE INDEX shift_open ON shift (agent) WHERE to_ms IS NULL;

CREATE INDEX site_lead_of_site ON site_lead (campaign, site);

CREATE INDEX slot_hours ON slot (from_ms) WHERE event IS NOT NULL;

CREATE INDEX slot_notice_due ON slot_notice (due_at_ms) WHERE state IN ('to-send', 'sending');

CREATE INDEX slot_of_campaign ON slot (campaign, from_ms);

CREATE INDEX slot_of_event ON slot (event, from_ms);

CREATE UNIQUE INDEX slot_signup_of_account ON slot_signup (account) WHERE account IS NOT NULL;

CREATE INDEX slot_signup_of_campaign ON slot_signup (campaign);

CREATE INDEX slot_signup_of_participant ON slot_signup (participant) WHERE participant IS NOT NULL;

CREATE INDEX slot_signup_of_slot ON slot_signup (slot, id);

CREATE UNIQUE INDEX slot_signup_once ON slot_signup (slot, participant) WHERE participant IS NOT NULL AND state <> 'cancelled';

CREATE INDEX training_campaign ON training (campaign);

CREATE INDEX training_session_campaign ON training_session (campaign, held_on);

CREATE INDEX undone_call_campaign ON undone_call (campaign);

CREATE INDEX undone_call_record ON undone_call (record_id);

CREATE INDEX waiting_act_campaign ON waiting_act (campaign);

CREATE INDEX waiting_act_request ON waiting_act (request_id);

CREATE INDEX waiting_mail_due ON waiting_mail (due_at_ms) WHERE state IN ('to-send', 'sending');

CREATE INDEX web_link_age ON web_link (made_at_ms);

CREATE INDEX web_link_of ON web_link (participant);

CREATE INDEX web_session_age ON web_session (seen_at_ms);

CREATE INDEX web_session_of ON web_session (participant);

CREATE INDEX work_span_agent ON work_span (agent, from_ms);

CREATE INDEX work_span_campaign ON work_span (campaign, from_ms);

CREATE INDEX work_span_pause ON work_span (to_ms) WHERE kind = 'pause';

CREATE UNIQUE INDEX work_span_running ON work_span (agent) WHERE to_ms IS NULL;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  valid_from_ms INTEGER NOT NULL,
  valid_to_ms INTEGER NOT NULL,
  campaigns TEXT NOT NULL,
  disabled INTEGER NOT NULL
, owes_passphrase INTEGER NOT NULL DEFAULT 0 CHECK (owes_passphrase IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE account_code (
  account TEXT PRIMARY KEY REFERENCES account (id),
  sealed BLOB NOT NULL,
  last_step INTEGER NOT NULL,
  added_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_code_offer (
  account TEXT PRIMARY KEY REFERENCES account (id),
  sealed BLOB NOT NULL,
  offered_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_key (
  fingerprint TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL,
  added_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_place (
  account TEXT NOT NULL REFERENCES account (id),
  -- SHA-256 of the address or of its network.
  place TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_unlock (
  account TEXT PRIMARY KEY REFERENCES account (id),
  word_hash TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  tries INTEGER NOT NULL CHECK (tries >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_visit (
  account TEXT PRIMARY KEY REFERENCES account (id),
  -- Sessions opened so far: the next one's number.
  sessions INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL
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

CREATE TABLE "approval" (
  -- In the order they were asked, within one millisecond too.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL CHECK (action IN ('purge', 'person-export', 'objection-lift', 'key-copy', 'server-lost', 'newsletter-send')),
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

CREATE TABLE audit_checkpoint (
  day TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  signature TEXT NOT NULL,
  sent_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_reason (
  seq INTEGER PRIMARY KEY,
  campaign TEXT NOT NULL,
  -- 32 random hexadecimal characters: the key of the digest that the audit log holds.
  text TEXT NOT NULL
) STRICT;

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

CREATE TABLE calendar_feed (
  participant TEXT PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
  -- SHA-256: the address itself is with the person alone.
  token_hash TEXT NOT NULL UNIQUE,
  made_at_ms INTEGER NOT NULL
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
, theme TEXT, edition TEXT) STRICT;

CREATE TABLE campaign (
  code TEXT PRIMARY KEY,
  charity TEXT NOT NULL,
  country TEXT NOT NULL CHECK (country IN ('FR', 'BE', 'CH')),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'purging', 'purged')),
  settings TEXT NOT NULL,
  emails TEXT NOT NULL,
  script_version TEXT NOT NULL,
  key_fingerprint TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
, aids_version TEXT, closed_at_ms INTEGER CHECK (closed_at_ms IS NULL OR state <> 'open'), edition TEXT, kind TEXT NOT NULL DEFAULT 'upgrade'
  CHECK (kind IN ('upgrade', 'reactivation', 'thanks', 'pledge-line'))) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_aids (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (campaign, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_pause (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  at_ms INTEGER NOT NULL,
  -- Exclusive: the end of the house's civil day.
  until_ms INTEGER NOT NULL CHECK (until_ms > at_ms),
  author TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clear_file (
  mark TEXT PRIMARY KEY,
  folder TEXT NOT NULL CHECK (folder IN ('in', 'out')),
  ending TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified_at_ms INTEGER NOT NULL,
  found_at_ms INTEGER NOT NULL,
  told_at_ms INTEGER,
  gone_at_ms INTEGER
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
  excluded INTEGER NOT NULL, server TEXT,
  UNIQUE (campaign, sha256)
) STRICT;

CREATE TABLE contact_file_towns (
  contact_file_id INTEGER PRIMARY KEY REFERENCES contact_file (id),
  campaign TEXT NOT NULL REFERENCES campaign (code),
  towns TEXT NOT NULL
) STRICT;

CREATE TABLE contract (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  country TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  -- null: without a last day.
  ends_on TEXT,
  proof TEXT NOT NULL,
  seen_by TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE conversation_member (
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('in', 'asked', 'refused')),
  read_at_ms INTEGER NOT NULL,
  sealed BLOB,
  PRIMARY KEY (conversation, participant)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation_message (
  id TEXT PRIMARY KEY,
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  -- Null: the association itself, or somebody who was erased.
  author TEXT REFERENCES participant (id) ON DELETE SET NULL,
  at_ms INTEGER NOT NULL,
  sealed BLOB
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

CREATE TABLE damaged_seal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The table of the packet, and its key there.
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  why TEXT NOT NULL CHECK (why IN ('seal-broken', 'seal-moved')),
  found_at_ms INTEGER NOT NULL,
  -- Account id, or system.
  found_by TEXT NOT NULL,
  -- What held the record before, and holds it again afterwards.
  hold_before TEXT CHECK (hold_before IN ('list-check', 'ethics')),
  restored_at_ms INTEGER,
  -- Name of the backup.
  restored_from TEXT,
  CHECK ((restored_at_ms IS NULL) = (restored_from IS NULL))
) STRICT;

CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES account (id),
  about_kind TEXT NOT NULL CHECK (about_kind IN ('general', 'segment', 'gift', 'slot', 'theme')),
  about_value TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "delivered_line" (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  line TEXT NOT NULL CHECK (line IN ('N', 'M', 'X', 'U')),
  correction_id TEXT NOT NULL,
  bounced INTEGER NOT NULL,
  delivery_id TEXT NOT NULL REFERENCES delivery (id),
  PRIMARY KEY (call_id, line, correction_id, bounced)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE delivery_proof (
  delivery_id TEXT PRIMARY KEY REFERENCES delivery (id),
  content TEXT NOT NULL,
  manifest TEXT,
  signature TEXT,
  CHECK ((manifest IS NULL) = (signature IS NULL))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE document (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  -- Folder, title, description and tags: words of the house, sealed.
  folder TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  tags TEXT NOT NULL,
  privacy TEXT NOT NULL CHECK (privacy IN ('public', 'volunteers', 'groups', 'coordination')),
  withdrawn_at_ms INTEGER,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document_group (
  document TEXT NOT NULL REFERENCES document (id),
  group_id TEXT NOT NULL REFERENCES people_group (id),
  PRIMARY KEY (document, group_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_part (
  version TEXT NOT NULL REFERENCES document_version (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 1 AND 1048576),
  PRIMARY KEY (version, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_pin (
  campaign TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES document (id),
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (campaign, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_version (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  -- Of the file, sealed.
  name TEXT NOT NULL,
  -- Of the clear file.
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 20971520),
  sha256 TEXT NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  UNIQUE (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  digest TEXT NOT NULL,
  -- Part, version and SHA-256 of each, in the order that the digest is made of.
  parts TEXT NOT NULL,
  first_at_ms INTEGER NOT NULL,
  PRIMARY KEY (campaign, digest)
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
, edition TEXT, server TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE ended_lease (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  call_id TEXT NOT NULL UNIQUE,
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  granted_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  why TEXT NOT NULL
, theme TEXT, script_version TEXT, aids_version TEXT, edition TEXT) STRICT;

CREATE TABLE enrichment_line (
  line_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES enrichment_request (id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE erased_record (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  campaign TEXT NOT NULL,
  request_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

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

CREATE TABLE event_group (
  event TEXT NOT NULL REFERENCES event (id),
  group_id TEXT NOT NULL REFERENCES people_group (id),
  PRIMARY KEY (event, group_id)
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

CREATE TABLE follow_up_item (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'local-news', 'correction')),
  -- Whose coordination sees to it; NULL: the mobilisation team alone.
  group_id TEXT REFERENCES people_group (id),
  -- Whose page a correction is about.
  about TEXT REFERENCES participant (id) ON DELETE CASCADE,
  author TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'done')),
  -- A participant, or an account of the house; '' while nobody has taken it, or once they are erased.
  owner TEXT NOT NULL DEFAULT '',
  -- '2026-12-15'; '' without a day.
  due_on TEXT NOT NULL DEFAULT '',
  at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  CHECK (state <> 'open' OR owner = '')
) STRICT, WITHOUT ROWID;

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

CREATE TABLE fulfilment_line (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  -- SHA-256 of the payment's reference at the charity.
  payment_hash TEXT NOT NULL,
  pledge_id TEXT NOT NULL REFERENCES pledge (id),
  minor INTEGER NOT NULL CHECK (minor > 0),
  paid_on TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (campaign, payment_hash)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE instruction (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  given_on TEXT NOT NULL,
  given_by_whom TEXT NOT NULL,
  text TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('followed', 'refused')),
  -- What was done, or why it was refused.
  answer_text TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  name TEXT PRIMARY KEY,
  -- Name and epoch of a server.
  holder TEXT NOT NULL,
  fence INTEGER NOT NULL,
  -- By the base's clock; 0: given back.
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_figures (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  figures TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_file (
  shelf TEXT NOT NULL CHECK (shelf IN ('outgoing', 'certificate')),
  name TEXT NOT NULL,
  part INTEGER NOT NULL CHECK (part >= 0),
  content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 1048576),
  PRIMARY KEY (shelf, name, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT;

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

CREATE TABLE key_destruction (
  -- The name alone: whichever start of it holds the ring.
  server TEXT NOT NULL,
  campaign TEXT NOT NULL,
  -- Whose blind-index key goes with its last campaign; '' otherwise.
  charity TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  done_at_ms INTEGER,
  -- What was destroyed there, signed by the house: '' until it is done.
  statement TEXT NOT NULL,
  signature TEXT NOT NULL CHECK ((signature = '') = (done_at_ms IS NULL)),
  PRIMARY KEY (server, campaign)
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

CREATE TABLE "last_call" (
  call_id TEXT PRIMARY KEY REFERENCES call (call_id),
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- Queue columns as JSON, nothing personal.
  before TEXT NOT NULL,
  -- The content of before, when the call changed it.
  sealed BLOB,
  seal_version INTEGER NOT NULL
) STRICT;

CREATE TABLE learned (
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  -- Code of a training: that of a campaign whose practice was passed, or of the charity's own.
  training TEXT NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (participant, training)
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
, theme TEXT, script_version TEXT, aids_version TEXT, edition TEXT) STRICT;

CREATE TABLE line_call (
  line_call_id TEXT NOT NULL PRIMARY KEY,
  campaign TEXT NOT NULL,
  site TEXT NOT NULL,
  -- Where the rule of that minute sends a call first.
  rule_site TEXT NOT NULL,
  seat TEXT,
  waiting_at_ms INTEGER NOT NULL,
  offered_at_ms INTEGER,
  answered_at_ms INTEGER,
  ended_at_ms INTEGER,
  -- 0: it was over when the line was heard again.
  is_end_seen INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE line_callback (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  number_index TEXT NOT NULL,
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  -- NULL once tried, or answered since.
  sealed BLOB,
  PRIMARY KEY (campaign, number_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_folder (
  campaign TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- Settings, script and practice as the campaign folder said them, JSON.
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE line_hour (
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  calls INTEGER NOT NULL CHECK (calls >= 5),
  PRIMARY KEY (campaign, kind, from_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_limit (
  id INTEGER PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  rule INTEGER NOT NULL CHECK (rule >= 1),
  max INTEGER NOT NULL CHECK (max >= 0),
  before INTEGER NOT NULL,
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  undone_at_ms INTEGER,
  undone_by TEXT,
  CHECK ((undone_at_ms IS NULL) = (undone_by IS NULL))
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

CREATE TABLE live_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  agent TEXT,
  event TEXT NOT NULL
) STRICT;

CREATE TABLE login_failure (
  kind TEXT NOT NULL CHECK (kind IN ('pair', 'login', 'address', 'key')),
  digest TEXT NOT NULL,
  -- Of the login, where the key names one.
  login_digest TEXT,
  count INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE lost_server (
  name TEXT PRIMARY KEY,
  declared_by TEXT NOT NULL,
  declared_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mailing_choice (
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'event', 'newsletter', 'document')),
  way TEXT NOT NULL CHECK (way IN ('at-once', 'daily', 'web', 'nothing')),
  PRIMARY KEY (participant, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE mandate_reminder (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  campaign TEXT NOT NULL REFERENCES campaign (code),
  reminded_at_ms INTEGER NOT NULL,
  reminded_by TEXT NOT NULL,
  PRIMARY KEY (call_id, reminded_at_ms)
) STRICT, WITHOUT ROWID;

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
, kind TEXT NOT NULL DEFAULT 'signed' CHECK (kind IN ('signed', 'released'))) STRICT;

CREATE TABLE membership (
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  group_id TEXT NOT NULL REFERENCES people_group (id),
  level TEXT NOT NULL CHECK (level IN ('asked', 'member', 'referent', 'coordinator')),
  from_ms INTEGER NOT NULL,
  to_ms INTEGER
) STRICT;

CREATE TABLE message (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES account (id),
  -- '' unless it was meant for the people of one campaign.
  campaign TEXT NOT NULL,
  text TEXT NOT NULL
, is_reply INTEGER NOT NULL DEFAULT 0 CHECK (is_reply IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE message_to (
  agent TEXT NOT NULL REFERENCES account (id),
  message_id TEXT NOT NULL REFERENCES message (id),
  PRIMARY KEY (agent, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE module_pass (
  account TEXT NOT NULL REFERENCES account (id),
  campaign TEXT NOT NULL REFERENCES campaign (code),
  module TEXT NOT NULL,
  passed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, campaign, module)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE newsletter (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  -- Subject, choice of people, blocks and events (JSON): words of the house, sealed.
  subject TEXT NOT NULL,
  addressees TEXT NOT NULL,
  blocks TEXT NOT NULL,
  events TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'proofread', 'sending', 'sent', 'archived')),
  author TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  sent_at_ms INTEGER,
  recipients INTEGER NOT NULL DEFAULT 0 CHECK (recipients >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE newsletter_recipient (
  id INTEGER PRIMARY KEY,
  newsletter TEXT NOT NULL REFERENCES newsletter (id),
  -- NULL: erased since, or two years ago.
  participant TEXT REFERENCES participant (id),
  state TEXT NOT NULL CHECK (state IN ('to-send', 'sending', 'sent', 'refused', 'failed', 'uncertain', 'bounced', 'no-email', 'dropped')),
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- SMTP status and enhanced code only.
  reply TEXT NOT NULL DEFAULT '',
  -- SHA-256 of what stops it: the address itself is in the e-mail alone.
  stop_hash TEXT UNIQUE,
  -- The server that is at it.
  server TEXT
) STRICT;

CREATE TABLE on_top (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  rank INTEGER NOT NULL
) STRICT;

CREATE TABLE participant (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  status TEXT NOT NULL CHECK (status IN ('prospect', 'confirmed', 'former')),
  kind TEXT NOT NULL CHECK (kind IN ('volunteer', 'employee')),
  source TEXT NOT NULL CHECK (source IN ('house', 'crm')),
  since_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  change INTEGER NOT NULL,
  -- The account of the house that is this person, for their rights.
  account TEXT UNIQUE REFERENCES account (id),
  seal_version INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  email_blind TEXT,
  phone_blind TEXT,
  crm_blind TEXT
, left_at_ms INTEGER, entered_at_ms INTEGER, trimmed_at_ms INTEGER) STRICT, WITHOUT ROWID;

CREATE TABLE party_key (
  kind TEXT NOT NULL CHECK (kind IN ('charity', 'supplier', 'officer')),
  code TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  noted_at_ms INTEGER NOT NULL,
  packet TEXT NOT NULL CHECK (length(packet) <= 400000),
  PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_base (
  charity TEXT PRIMARY KEY,
  -- personnes.yaml as it was loaded.
  fields TEXT NOT NULL,
  change INTEGER NOT NULL DEFAULT 0,
  opened_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE people_edit (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  kind TEXT NOT NULL CHECK (kind IN ('import', 'edit')),
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  undone_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE people_edit_before (
  edit_id TEXT NOT NULL REFERENCES people_edit (id) ON DELETE CASCADE,
  participant TEXT NOT NULL,
  -- The seal that the act wrote: another one since, and the card is left as it is.
  wrote_version INTEGER NOT NULL,
  -- Of a card that the act made, nothing was before.
  status TEXT,
  kind TEXT,
  seal_version INTEGER,
  sealed BLOB,
  email_blind TEXT,
  phone_blind TEXT,
  crm_blind TEXT,
  PRIMARY KEY (edit_id, participant)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_group (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  parent TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed')),
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE people_rotation (
  charity TEXT NOT NULL REFERENCES people_base (charity),
  number INTEGER NOT NULL CHECK (number >= 1),
  started_at_ms INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  -- Words of the house, sealed.
  reason TEXT NOT NULL,
  -- Every sealed value was then under the new key; NULL while it goes on.
  resealed_at_ms INTEGER,
  -- The former key was then destroyed; backups of before open no more.
  ended_at_ms INTEGER,
  PRIMARY KEY (charity, number)
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
, pledge_id TEXT REFERENCES pledge (id)) STRICT;

CREATE TABLE person_request_record (
  request_id TEXT NOT NULL REFERENCES person_request (id),
  record_id INTEGER NOT NULL REFERENCES record (id),
  campaign TEXT NOT NULL,
  PRIMARY KEY (request_id, record_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  agent TEXT PRIMARY KEY,
  -- Name and epoch of the server that its line comes to.
  server TEXT NOT NULL,
  screen TEXT NOT NULL,
  -- Rises each time the place changes hands.
  epoch INTEGER NOT NULL,
  -- By the base's clock; 0: nobody is there.
  until_ms INTEGER NOT NULL,
  -- The workstation that lost the place last; '': none. It does not come back by itself.
  ousted TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pledge (
  id TEXT PRIMARY KEY,
  -- Made by the workstation before the form is sent: one call saves one pledge.
  call_id TEXT NOT NULL UNIQUE,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  agent TEXT NOT NULL,
  -- '' where the agent sits at no site.
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL CHECK (currency IN ('EUR', 'CHF')),
  rhythm TEXT NOT NULL CHECK (rhythm IN ('once', 'monthly')),
  way TEXT NOT NULL CHECK (way IN ('email', 'sms', 'letter')),
  receipt INTEGER NOT NULL CHECK (receipt IN (0, 1)),
  named INTEGER NOT NULL CHECK (named IN (0, 1)),
  state TEXT NOT NULL
    CHECK (state IN ('recorded', 'checked', 'linkSent', 'reminded', 'paid', 'differs', 'lapsed', 'withdrawn')),
  notice_version TEXT NOT NULL,
  -- Blind indexes: of the caller's number where it shows, and of the names with the postcode. NULL once erased.
  number_index TEXT,
  person_index TEXT,
  -- SHA-256 of the token that ends the link; NULL once erased.
  token_hash TEXT UNIQUE,
  -- NULL once erased.
  sealed BLOB,
  seal_version INTEGER NOT NULL,
  -- Of the message that is to leave next, or was the last to: the link, then the reminder.
  sending TEXT NOT NULL CHECK (sending IN ('none', 'to-send', 'sending', 'refused', 'uncertain')),
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  paid_minor INTEGER,
  -- Events that the charity's daily files have told.
  told INTEGER NOT NULL DEFAULT 0, server TEXT, edition TEXT,
  FOREIGN KEY (campaign, notice_version) REFERENCES pledge_notice (campaign, version),
  CHECK ((sealed IS NULL) = (token_hash IS NULL))
) STRICT;

CREATE TABLE pledge_event (
  pledge_id TEXT NOT NULL REFERENCES pledge (id),
  rank INTEGER NOT NULL CHECK (rank >= 1),
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('record', 'check', 'sendLink', 'remind', 'pay', 'lapse', 'withdraw', 'replace')),
  at_ms INTEGER NOT NULL,
  -- Account id, or system.
  author TEXT NOT NULL,
  -- What was paid; NULL of the other kinds.
  minor INTEGER CHECK ((minor IS NULL) = (kind <> 'pay')),
  PRIMARY KEY (pledge_id, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE pledge_line (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  settings TEXT NOT NULL,
  script TEXT NOT NULL,
  texts TEXT NOT NULL,
  practice TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pledge_notice (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  first_at_ms INTEGER NOT NULL,
  PRIMARY KEY (campaign, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  group_id TEXT NOT NULL REFERENCES people_group (id),
  author TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  ends_on TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  seal_version INTEGER NOT NULL CHECK (seal_version > 0),
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE postcode (
  country TEXT NOT NULL CHECK (country IN ('FR', 'BE', 'CH')),
  postcode TEXT NOT NULL,
  -- JSON: the names, in the order in which they are proposed.
  towns TEXT NOT NULL,
  PRIMARY KEY (country, postcode)
) STRICT, WITHOUT ROWID;

CREATE TABLE presence (
  agent TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  campaign TEXT NOT NULL
, pause_asked_ms INTEGER) STRICT, WITHOUT ROWID;

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

CREATE TABLE purge (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  started_at_ms INTEGER NOT NULL,
  step TEXT NOT NULL,
  operator TEXT NOT NULL,
  reason TEXT NOT NULL,
  findings TEXT NOT NULL,
  finished_at_ms INTEGER
, ended_at_ms INTEGER, head_seq INTEGER CHECK ((head_seq IS NULL) = (ended_at_ms IS NULL)), head_hash TEXT CHECK ((head_hash IS NULL) = (ended_at_ms IS NULL)), server TEXT, at_work INTEGER NOT NULL DEFAULT 0 CHECK (at_work IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE quiet_try (
  digest TEXT PRIMARY KEY,
  from_ms INTEGER NOT NULL,
  taken INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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
  version INTEGER NOT NULL, dncm_checked_on TEXT, email_blind TEXT, priority INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9), hold TEXT CHECK (hold IN ('list-check', 'ethics', 'damaged')), classes TEXT NOT NULL DEFAULT '{}', seniority INTEGER CHECK (seniority BETWEEN 0 AND 4),
  CHECK (state NOT IN ('closed', 'excluded') OR disposition IS NOT NULL)
) STRICT;

CREATE TABLE record_phone (
  record_id INTEGER NOT NULL REFERENCES record (id),
  campaign TEXT NOT NULL,
  phone_blind TEXT NOT NULL,
  PRIMARY KEY (record_id, phone_blind)
) STRICT, WITHOUT ROWID;

CREATE TABLE reservation (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  -- One at most per agent.
  agent TEXT NOT NULL UNIQUE,
  campaign TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE ring_key (
  -- The one key of that place: two servers that make it at once find out here.
  place TEXT PRIMARY KEY,
  mark TEXT NOT NULL,
  claimed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ring_proof (
  server TEXT NOT NULL,
  place TEXT NOT NULL,
  -- How many rotations the key has seen.
  number INTEGER NOT NULL,
  stage TEXT NOT NULL,
  proved_at_ms INTEGER NOT NULL,
  proof TEXT NOT NULL,
  -- Another server, which found it right under its own ring.
  checked_by TEXT,
  PRIMARY KEY (server, place, number, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE ring_request (
  server TEXT NOT NULL,
  place TEXT NOT NULL,
  number INTEGER NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  sealed_to TEXT NOT NULL,
  packet TEXT NOT NULL CHECK ((packet = '') = (sealed_to = '')),
  PRIMARY KEY (server, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_search (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  account TEXT NOT NULL REFERENCES account (id),
  at_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE script (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (campaign, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE "script_life" (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  kind TEXT NOT NULL CHECK (kind IN ('script', 'notes', 'themes', 'ladder', 'mentions', 'emails',
    'line-script', 'line-mentions', 'line-messages')),
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

CREATE TABLE sending (
  delivery_id TEXT PRIMARY KEY REFERENCES delivery (id),
  -- The name alone: another start of it goes on at once.
  server TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE server (
  name TEXT PRIMARY KEY,
  -- Starts under that name: the last one is the server, an earlier one that still runs is not.
  epoch INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('serving', 'draining', 'stopped')),
  started_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
, number INTEGER NOT NULL DEFAULT 0, scope TEXT NOT NULL DEFAULT 'full' CHECK (scope IN ('full', 'enrol')), seen_at_ms INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE session_attendance (
  session TEXT NOT NULL REFERENCES training_session (id),
  account TEXT NOT NULL REFERENCES account (id),
  PRIMARY KEY (session, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift (
  id INTEGER PRIMARY KEY,
  agent TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER CHECK (to_ms >= from_ms),
  seen_ms INTEGER NOT NULL,
  ended TEXT CHECK (ended IN ('person', 'silence')),
  CHECK ((to_ms IS NULL) = (ended IS NULL))
) STRICT;

CREATE TABLE "shift_code" (
  hash TEXT PRIMARY KEY,
  signup INTEGER NOT NULL REFERENCES "slot_signup" (id),
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  used_at_ms INTEGER,
  seat TEXT,
  voided_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
  campaign TEXT NOT NULL REFERENCES line_folder (campaign),
  code TEXT NOT NULL,
  queue TEXT NOT NULL,
  PRIMARY KEY (campaign, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE site_lead (
  account TEXT NOT NULL REFERENCES account (id),
  campaign TEXT NOT NULL,
  site TEXT NOT NULL,
  PRIMARY KEY (account, campaign, site),
  FOREIGN KEY (campaign, site) REFERENCES site (campaign, code)
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

CREATE TABLE "slot_notice" (
  signup INTEGER NOT NULL REFERENCES slot_signup (id),
  kind TEXT NOT NULL CHECK (kind IN ('signed-up', 'moved-up', 'two-days', 'three-hours', 'changed', 'cancelled')),
  state TEXT NOT NULL CHECK (state IN ('to-send', 'sending', 'sent', 'refused', 'failed', 'uncertain', 'no-email', 'dropped')),
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- The server that is at it.
  server TEXT,
  PRIMARY KEY (signup, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE "slot_signup" (
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

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE suppression (
  charity TEXT NOT NULL,
  blind TEXT NOT NULL,
  -- '' blocks for every campaign of the charity.
  campaign TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (charity, blind, campaign)
) STRICT, WITHOUT ROWID;

CREATE TABLE training (
  account TEXT NOT NULL REFERENCES account (id),
  campaign TEXT NOT NULL REFERENCES campaign (code),
  passed_at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('practice', 'outside')),
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (account, campaign)
) STRICT, WITHOUT ROWID;

CREATE TABLE training_session (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  module TEXT NOT NULL,
  held_on TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('remote', 'on-site')),
  given_by TEXT NOT NULL CHECK (given_by IN ('charity', 'house')),
  minutes INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer_key (
  server TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL,
  -- X25519 in base64; its private half is in the memory of that start alone.
  transfer_point TEXT NOT NULL,
  -- Only who holds the house's ring can make it.
  mark TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE undone_call (
  call_id TEXT PRIMARY KEY REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  agent TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting_act (
  record_id INTEGER NOT NULL REFERENCES record (id),
  kind TEXT NOT NULL CHECK (kind IN ('withdrawal', 'listing', 'erasure')),
  campaign TEXT NOT NULL,
  -- The person's own request; none for a list.
  request_id TEXT REFERENCES person_request (id),
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (record_id, kind),
  CHECK ((kind = 'erasure') = (request_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE web_link (
  token_hash TEXT PRIMARY KEY,
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  made_at_ms INTEGER NOT NULL,
  -- Kept a day, so that a second press of the button is told what happened.
  used_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE web_session (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  opened_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE week_comment (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  -- ISO week.
  period TEXT NOT NULL,
  rank INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES account (id),
  text TEXT NOT NULL,
  approved_by TEXT REFERENCES account (id) CHECK (approved_by <> author),
  approved_at_ms INTEGER,
  PRIMARY KEY (campaign, period, rank),
  CHECK ((approved_by IS NULL) = (approved_at_ms IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE words_key (
  -- '' for the house's.
  campaign TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  -- Of the house's: when the last text of before was sealed, and its pages overwritten.
  swept_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE work_span (
  id INTEGER PRIMARY KEY,
  agent TEXT NOT NULL,
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('production', 'pause')),
  from_ms INTEGER NOT NULL,
  to_ms INTEGER CHECK (to_ms >= from_ms)
, code TEXT NOT NULL DEFAULT '') STRICT;

CREATE TRIGGER agreement_check_never_rewritten
BEFORE UPDATE OF call_id, rank, campaign, record_id, state, at_ms, author ON agreement_check
BEGIN SELECT RAISE(ABORT, 'a check is never rewritten'); END;

CREATE TRIGGER agreement_check_sealed_only BEFORE UPDATE OF reason ON agreement_check
WHEN OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'a check is never rewritten'); END;

CREATE TRIGGER approval_same_act BEFORE UPDATE OF id, action, campaign, parameters, asked_by, asked_at_ms, expires_at_ms ON approval
BEGIN SELECT RAISE(ABORT, 'an approval never changes what it is of'); END;

CREATE TRIGGER approval_sealed_only BEFORE UPDATE OF reason ON approval
WHEN OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'an approval never changes what it is of'); END;

CREATE TRIGGER approval_used_once BEFORE UPDATE OF state ON approval
WHEN NEW.state = 'used' AND OLD.state <> 'approved'
BEGIN SELECT RAISE(ABORT, 'only an approved act is done'); END;

CREATE TRIGGER audit_next_only BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_reason_erased_only BEFORE DELETE ON audit_reason
WHEN NOT EXISTS (SELECT 1 FROM campaign WHERE code = OLD.campaign AND state IN ('purging', 'purged'))
BEGIN SELECT RAISE(ABORT, 'a reason goes with its campaign'); END;

CREATE TRIGGER audit_reason_never_rewritten BEFORE UPDATE ON audit_reason
WHEN OLD.text GLOB 'sealed:1:*' OR NEW.text NOT GLOB 'sealed:1:*' OR NEW.seq <> OLD.seq OR NEW.campaign <> OLD.campaign
BEGIN SELECT RAISE(ABORT, 'a reason is never rewritten'); END;

CREATE TRIGGER breach_erased_only BEFORE UPDATE OF reason ON breach
WHEN (OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*') AND (NEW.reason <> '' OR NOT EXISTS (
  SELECT 1 FROM campaign JOIN json_each(OLD.campaigns) AS one ON one.value = campaign.code
  WHERE campaign.state IN ('purging', 'purged')))
BEGIN SELECT RAISE(ABORT, 'a breach is never rewritten'); END;

CREATE TRIGGER breach_event_erased_only BEFORE UPDATE OF text ON breach_event
WHEN (OLD.text GLOB 'sealed:1:*' OR NEW.text NOT GLOB 'sealed:1:*') AND (NEW.text <> '' OR NOT EXISTS (
  SELECT 1 FROM breach, json_each(breach.campaigns) AS one JOIN campaign ON campaign.code = one.value
  WHERE breach.id = OLD.breach_id AND campaign.state IN ('purging', 'purged')))
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never rewritten'); END;

CREATE TRIGGER breach_event_never_rewritten BEFORE UPDATE OF breach_id, rank, kind, at_ms, author ON breach_event
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never rewritten'); END;

CREATE TRIGGER breach_event_no_delete BEFORE DELETE ON breach_event
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never removed'); END;

CREATE TRIGGER breach_event_not_after_end BEFORE INSERT ON breach_event
WHEN EXISTS (SELECT 1 FROM breach_event WHERE breach_id = NEW.breach_id AND kind = 'closed')
BEGIN SELECT RAISE(ABORT, 'a closed breach stays closed'); END;

CREATE TRIGGER breach_never_rewritten BEFORE UPDATE OF id, kinds, campaigns, discovered_at_ms, opened_at_ms, author, facts ON breach
BEGIN SELECT RAISE(ABORT, 'a breach is never rewritten'); END;

CREATE TRIGGER breach_no_delete BEFORE DELETE ON breach
BEGIN SELECT RAISE(ABORT, 'a breach is never removed'); END;

CREATE TRIGGER call_edition_stands BEFORE UPDATE OF edition ON call
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;

CREATE TRIGGER call_erased_only BEFORE UPDATE OF sealed, seal_version ON call
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL)
      AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE kind = 'call' AND subject = OLD.call_id AND restored_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;

CREATE TRIGGER call_never_rewritten BEFORE UPDATE OF call_id, record_id, campaign, agent, disposition, started_at_ms,
  ended_at_ms, duration_seconds, day_part, attempt_rank, phone_slot, script_version, path, coordinates, changed,
  ask_level, old_minor, new_minor, old_monthly_minor, new_monthly_minor, one_off_minor, currency, first_debit_on,
  callback_at_ms, request_hash, receipt, theme ON call
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;

CREATE TRIGGER checkpoint_never_rewritten BEFORE UPDATE OF day, seq, hash, at_ms, body, signature ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never rewritten'); END;

CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;

CREATE TRIGGER consent_never_rewritten BEFORE UPDATE ON consent
BEGIN SELECT RAISE(ABORT, 'a consent is never rewritten'); END;

CREATE TRIGGER copy_attestation_never_rewritten BEFORE UPDATE ON copy_attestation
BEGIN SELECT RAISE(ABORT, 'an attestation is never rewritten'); END;

CREATE TRIGGER correction_never_rewritten BEFORE UPDATE OF id, call_id, campaign, rank, author, at_ms, kind, before_new_minor,
  before_new_monthly_minor, before_one_off_minor, new_minor, new_monthly_minor, one_off_minor, first_debit_on ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never rewritten'); END;

CREATE TRIGGER correction_not_after_cancellation BEFORE INSERT ON correction
WHEN EXISTS (SELECT 1 FROM correction WHERE call_id = NEW.call_id AND kind = 'X')
BEGIN SELECT RAISE(ABORT, 'a cancelled call is not corrected again'); END;

CREATE TRIGGER correction_sealed_only BEFORE UPDATE OF reason ON correction
WHEN OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'a correction is never rewritten'); END;

CREATE TRIGGER damaged_seal_erased AFTER INSERT ON erased_record
BEGIN DELETE FROM damaged_seal WHERE record_id = NEW.record_id; END;

CREATE TRIGGER damaged_seal_replaced AFTER DELETE ON last_call
BEGIN DELETE FROM damaged_seal WHERE kind = 'last_call' AND subject = OLD.call_id; END;

CREATE TRIGGER decision_never_rewritten BEFORE UPDATE OF id, campaign, at_ms, author, about_kind, about_value ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never rewritten'); END;

CREATE TRIGGER decision_sealed_only BEFORE UPDATE OF text ON decision
WHEN OLD.text GLOB 'sealed:1:*' OR NEW.text NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'a decision is never rewritten'); END;

CREATE TRIGGER edition_ends_with_approval AFTER UPDATE OF state, body, hash ON script_life
WHEN OLD.state = 'in-force' OR NEW.state = 'in-force'
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;

CREATE TRIGGER edition_ends_with_line AFTER UPDATE OF settings, script, texts ON pledge_line
WHEN NEW.settings IS NOT OLD.settings OR NEW.script IS NOT OLD.script OR NEW.texts IS NOT OLD.texts
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;

CREATE TRIGGER edition_ends_with_notes AFTER UPDATE OF body ON campaign_aids
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;

CREATE TRIGGER edition_ends_with_script AFTER UPDATE OF body ON script
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;

CREATE TRIGGER edition_ends_with_settings AFTER UPDATE OF settings, emails, script_version, aids_version ON campaign
WHEN NEW.settings IS NOT OLD.settings OR NEW.emails IS NOT OLD.emails
  OR NEW.script_version IS NOT OLD.script_version OR NEW.aids_version IS NOT OLD.aids_version
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.code; END;

CREATE TRIGGER edition_never_rewritten BEFORE UPDATE ON edition
BEGIN SELECT RAISE(ABORT, 'an edition is never rewritten'); END;

CREATE TRIGGER grid_never_rewritten BEFORE UPDATE ON listening_grid
BEGIN SELECT RAISE(ABORT, 'a grid is never rewritten'); END;

CREATE TRIGGER incident_entry_erased_only BEFORE UPDATE OF sealed, seal_version ON incident_entry
WHEN NOT EXISTS (SELECT 1 FROM erased_record JOIN incident ON incident.record_id = erased_record.record_id
  WHERE incident.id = OLD.incident_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL)
      AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE kind = 'incident_entry' AND subject = OLD.id AND restored_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'what followed an incident is never rewritten'); END;

CREATE TRIGGER incident_entry_never_rewritten BEFORE UPDATE OF id, incident_id, campaign, what, at_ms, author ON incident_entry
BEGIN SELECT RAISE(ABORT, 'what followed an incident is never rewritten'); END;

CREATE TRIGGER incident_never_moved BEFORE UPDATE OF id, campaign, record_id, call_id, origin, opened_at_ms, opened_by ON incident
BEGIN SELECT RAISE(ABORT, 'an incident is never rewritten'); END;

CREATE TRIGGER incident_stays_closed BEFORE UPDATE ON incident WHEN OLD.closed_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed incident stays closed'); END;

CREATE TRIGGER instruction_never_rewritten BEFORE UPDATE ON instruction
BEGIN SELECT RAISE(ABORT, 'an instruction is never rewritten'); END;

CREATE TRIGGER kept_version_campaign_aids_delete AFTER DELETE ON campaign_aids
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_campaign_aids_insert AFTER INSERT ON campaign_aids
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_campaign_aids_update AFTER UPDATE ON campaign_aids
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_campaign_delete AFTER DELETE ON campaign
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_campaign_insert AFTER INSERT ON campaign
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_campaign_pause_delete AFTER DELETE ON campaign_pause
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_campaign_pause_insert AFTER INSERT ON campaign_pause
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_campaign_pause_update AFTER UPDATE ON campaign_pause
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_campaign_update AFTER UPDATE ON campaign
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_contract_delete AFTER DELETE ON contract
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_contract_insert AFTER INSERT ON contract
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_contract_update AFTER UPDATE ON contract
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_decision_delete AFTER DELETE ON decision
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_decision_insert AFTER INSERT ON decision
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_decision_update AFTER UPDATE ON decision
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_delete AFTER DELETE ON document
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_insert AFTER INSERT ON document
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_pin_delete AFTER DELETE ON document_pin
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_pin_insert AFTER INSERT ON document_pin
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_pin_update AFTER UPDATE ON document_pin
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_update AFTER UPDATE ON document
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_version_delete AFTER DELETE ON document_version
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_version_insert AFTER INSERT ON document_version
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_document_version_update AFTER UPDATE ON document_version
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_line_folder_delete AFTER DELETE ON line_folder
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_line_folder_insert AFTER INSERT ON line_folder
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_line_folder_update AFTER UPDATE ON line_folder
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_module_pass_delete AFTER DELETE ON module_pass
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_module_pass_insert AFTER INSERT ON module_pass
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_module_pass_update AFTER UPDATE ON module_pass
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_pledge_line_delete AFTER DELETE ON pledge_line
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_pledge_line_insert AFTER INSERT ON pledge_line
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_pledge_line_update AFTER UPDATE ON pledge_line
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_profile_delete AFTER DELETE ON profile
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_profile_insert AFTER INSERT ON profile
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_profile_update AFTER UPDATE ON profile
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_script_delete AFTER DELETE ON script
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_script_insert AFTER INSERT ON script
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_script_life_delete AFTER DELETE ON script_life
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_script_life_insert AFTER INSERT ON script_life
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_script_life_update AFTER UPDATE ON script_life
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_script_update AFTER UPDATE ON script
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_session_attendance_delete AFTER DELETE ON session_attendance
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_session_attendance_insert AFTER INSERT ON session_attendance
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_session_attendance_update AFTER UPDATE ON session_attendance
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_training_delete AFTER DELETE ON training
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_training_insert AFTER INSERT ON training
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_training_session_delete AFTER DELETE ON training_session
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_training_session_insert AFTER INSERT ON training_session
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_training_session_update AFTER UPDATE ON training_session
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_training_update AFTER UPDATE ON training
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_waiting_act_delete AFTER DELETE ON waiting_act
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_waiting_act_insert AFTER INSERT ON waiting_act
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_waiting_act_update AFTER UPDATE ON waiting_act
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_words_key_delete AFTER DELETE ON words_key
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_words_key_insert AFTER INSERT ON words_key
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER kept_version_words_key_update AFTER UPDATE ON words_key
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;

CREATE TRIGGER lease_keeps_record BEFORE UPDATE OF record_id ON lease
BEGIN SELECT RAISE(ABORT, 'a lease never changes its record'); END;

CREATE TRIGGER lease_returns_record AFTER DELETE ON lease
BEGIN
  INSERT INTO ended_lease (record_id, call_id, agent, campaign, granted_at_ms, expires_at_ms, seen_at_ms, why, theme,
    script_version, aids_version, edition)
  SELECT OLD.record_id, OLD.call_id, OLD.agent, OLD.campaign, OLD.granted_at_ms, OLD.expires_at_ms, OLD.seen_at_ms,
    OLD.why, OLD.theme, OLD.script_version, OLD.aids_version, OLD.edition
  FROM record WHERE id = OLD.record_id AND state = 'leased';
  UPDATE record SET state = 'ready' WHERE id = OLD.record_id AND state = 'leased';
END;

CREATE TRIGGER lease_takes_record AFTER INSERT ON lease
BEGIN
  DELETE FROM ended_lease WHERE record_id = NEW.record_id;
  UPDATE record SET state = 'leased' WHERE id = NEW.record_id;
END;

CREATE TRIGGER lease_takes_versions AFTER INSERT ON lease
BEGIN
  UPDATE lease SET (script_version, aids_version, edition) =
    (SELECT script_version, aids_version, edition FROM campaign WHERE code = NEW.campaign)
  WHERE record_id = NEW.record_id;
END;

CREATE TRIGGER lease_wants_ready BEFORE INSERT ON lease
WHEN (SELECT state FROM record WHERE id = NEW.record_id) IS NOT 'ready'
BEGIN SELECT RAISE(ABORT, 'only a ready record is leased'); END;

CREATE TRIGGER listening_note_acknowledged_once BEFORE UPDATE OF acknowledged_at_ms ON listening_note
WHEN OLD.acknowledged_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a feedback is acknowledged once'); END;

CREATE TRIGGER listening_note_erased_only BEFORE UPDATE OF sealed, seal_version ON listening_note
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL)
      AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE kind = 'listening_note' AND subject = OLD.id AND restored_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a listening note is never rewritten'); END;

CREATE TRIGGER listening_note_never_rewritten BEFORE UPDATE OF id, call_id, campaign, record_id, agent, author, grid_hash,
  points, fails, score, at_ms ON listening_note
BEGIN SELECT RAISE(ABORT, 'a listening note is never rewritten'); END;

CREATE TRIGGER pledge_edition_stands BEFORE UPDATE OF edition ON pledge
BEGIN SELECT RAISE(ABORT, 'what a caller was told is never rewritten'); END;

CREATE TRIGGER pledge_event_never_rewritten BEFORE UPDATE ON pledge_event
BEGIN SELECT RAISE(ABORT, 'what happened to a pledge is never rewritten'); END;

CREATE TRIGGER pledge_notice_never_rewritten BEFORE UPDATE ON pledge_notice
BEGIN SELECT RAISE(ABORT, 'a notice is never rewritten'); END;

CREATE TRIGGER record_ends_lease AFTER UPDATE OF state ON record
WHEN OLD.state = 'leased' AND NEW.state <> 'leased'
BEGIN DELETE FROM lease WHERE record_id = NEW.id; END;

CREATE TRIGGER record_ends_reservation AFTER UPDATE OF state, queue, due_at_ms, owner, hold ON record
BEGIN DELETE FROM reservation WHERE record_id = NEW.id; END;

CREATE TRIGGER record_forgets_email AFTER UPDATE OF sealed ON record
WHEN NEW.email_blind IS NOT NULL AND NEW.email_blind IS OLD.email_blind
BEGIN UPDATE record SET email_blind = NULL WHERE id = NEW.id; END;

CREATE TRIGGER record_forgets_lease AFTER UPDATE OF state ON record
WHEN NEW.state IN ('closed', 'excluded')
BEGIN DELETE FROM ended_lease WHERE record_id = NEW.id; END;

CREATE TRIGGER record_leased_by_lease BEFORE UPDATE OF state ON record
WHEN NEW.state = 'leased' AND NOT EXISTS (SELECT 1 FROM lease WHERE record_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a record is leased by its lease row'); END;

CREATE TRIGGER record_leaves_top AFTER UPDATE OF state, owner ON record
WHEN NEW.state <> 'ready' OR NEW.owner IS NOT OLD.owner
BEGIN DELETE FROM on_top WHERE record_id = NEW.id; END;

CREATE TRIGGER record_starts_unleased BEFORE INSERT ON record WHEN NEW.state = 'leased'
BEGIN SELECT RAISE(ABORT, 'a record is leased by its lease row'); END;

CREATE TRIGGER script_approved_stands BEFORE UPDATE OF hash, body ON script_life
WHEN OLD.state NOT IN ('draft', 'submitted')
BEGIN SELECT RAISE(ABORT, 'an approved version never changes'); END;

CREATE TRIGGER script_forced_once_approved BEFORE UPDATE OF state ON script_life
WHEN NEW.state = 'in-force' AND OLD.state NOT IN ('approved', 'retired', 'in-force')
BEGIN SELECT RAISE(ABORT, 'only an approved version comes into force'); END;

CREATE TRIGGER script_inserted_as_draft BEFORE INSERT ON script_life WHEN NEW.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a version begins as a draft'); END;

CREATE TRIGGER shift_code_used_once BEFORE UPDATE OF used_at_ms ON shift_code
WHEN OLD.used_at_ms IS NOT NULL OR OLD.voided_at_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a shift code opens once'); END;

CREATE TRIGGER signature_erased_only BEFORE UPDATE OF sealed, seal_version ON mandate_signature
WHEN NOT EXISTS (SELECT 1 FROM erased_record WHERE record_id = OLD.record_id)
  AND (NEW.seal_version IS NOT OLD.seal_version
    OR NOT EXISTS (SELECT 1 FROM key_rotation WHERE campaign = OLD.campaign AND resealed_at_ms IS NULL)
      AND NOT EXISTS (SELECT 1 FROM damaged_seal WHERE kind = 'mandate_signature' AND subject = OLD.call_id AND restored_at_ms IS NULL))
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;

CREATE TRIGGER signature_never_rewritten BEFORE UPDATE OF call_id, campaign, record_id, signed_on, old_monthly_minor,
  new_monthly_minor, recorded_at_ms, recorded_by, first_debit_on ON mandate_signature
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;

CREATE TRIGGER undone_call_never_rewritten BEFORE UPDATE ON undone_call
BEGIN SELECT RAISE(ABORT, 'an undone call stays undone'); END;

CREATE TRIGGER week_comment_approved_once BEFORE UPDATE OF approved_by, approved_at_ms ON week_comment
WHEN OLD.approved_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a comment is approved once'); END;

CREATE TRIGGER week_comment_never_rewritten BEFORE UPDATE OF campaign, period, rank, at_ms, author ON week_comment
BEGIN SELECT RAISE(ABORT, 'a comment is never rewritten'); END;

CREATE TRIGGER week_comment_sealed_only BEFORE UPDATE OF text ON week_comment
WHEN OLD.text GLOB 'sealed:1:*' OR NEW.text NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'a comment is never rewritten'); END;
