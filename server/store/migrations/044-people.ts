/**
 * The directory of a charity: who takes part, in which groups. Everything about a person is sealed; in clear stand
 * ids, states and dates of our own acts. `change` counts the writes of a base, so that an opened directory knows what to open
 * again.
 */
export const PEOPLE_SQL = `
CREATE TABLE people_base (
  charity TEXT PRIMARY KEY,
  -- personnes.yaml as it was loaded.
  fields TEXT NOT NULL,
  change INTEGER NOT NULL DEFAULT 0,
  opened_at_ms INTEGER NOT NULL
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
CREATE INDEX people_group_of ON people_group (charity);

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
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_change ON participant (charity, change, id);
CREATE UNIQUE INDEX participant_email ON participant (charity, email_blind) WHERE email_blind IS NOT NULL;
CREATE UNIQUE INDEX participant_crm ON participant (charity, crm_blind) WHERE crm_blind IS NOT NULL;
CREATE INDEX participant_phone ON participant (charity, phone_blind) WHERE phone_blind IS NOT NULL;

CREATE TABLE membership (
  participant TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  group_id TEXT NOT NULL REFERENCES people_group (id),
  level TEXT NOT NULL CHECK (level IN ('asked', 'member', 'referent', 'coordinator')),
  from_ms INTEGER NOT NULL,
  to_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX membership_now ON membership (participant, group_id) WHERE to_ms IS NULL;
CREATE INDEX membership_of_group ON membership (group_id) WHERE to_ms IS NULL;

-- One act on many: what each card was before, sealed as it stood, for seven days.
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
`;
