/**
 * Life of scripts and of notes: imported, submitted, approved, in force from an instant, retired; and what a lead
 * steers by profile: exclusions, priorities, weights of themes. A card keeps the versions it was served with.
 */
export const SCRIPT_LIFE_SQL = `
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
CREATE UNIQUE INDEX script_in_force ON script_life (campaign, kind) WHERE state = 'in-force';
CREATE UNIQUE INDEX script_planned ON script_life (campaign, kind, from_ms)
WHERE state = 'approved' AND from_ms IS NOT NULL;

INSERT INTO script_life (campaign, kind, version, hash, body, state, imported_at_ms, imported_by, approval, from_ms)
SELECT campaign.code, 'script', script.version, '', script.body, 'in-force', campaign.created_at_ms, 'system',
  'Reprise : en vigueur avant le suivi des approbations', campaign.created_at_ms
FROM campaign JOIN script ON script.campaign = campaign.code AND script.version = campaign.script_version;
INSERT INTO script_life (campaign, kind, version, hash, body, state, imported_at_ms, imported_by, approval, from_ms)
SELECT campaign.code, 'notes', aids.version, '', aids.body, 'in-force', campaign.created_at_ms, 'system',
  'Reprise : en vigueur avant le suivi des approbations', campaign.created_at_ms
FROM campaign JOIN campaign_aids AS aids ON aids.campaign = campaign.code AND aids.version = campaign.aids_version;

CREATE TRIGGER script_forced_once_approved BEFORE UPDATE OF state ON script_life
WHEN NEW.state = 'in-force' AND OLD.state NOT IN ('approved', 'retired', 'in-force')
BEGIN SELECT RAISE(ABORT, 'only an approved version comes into force'); END;
CREATE TRIGGER script_inserted_as_draft BEFORE INSERT ON script_life WHEN NEW.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a version begins as a draft'); END;
-- An approval binds the content that was approved.
CREATE TRIGGER script_approved_stands BEFORE UPDATE OF hash, body ON script_life
WHEN OLD.state NOT IN ('draft', 'submitted')
BEGIN SELECT RAISE(ABORT, 'an approved version never changes'); END;

ALTER TABLE lease ADD COLUMN script_version TEXT;
ALTER TABLE lease ADD COLUMN aids_version TEXT;
ALTER TABLE ended_lease ADD COLUMN script_version TEXT;
ALTER TABLE ended_lease ADD COLUMN aids_version TEXT;
-- Whoever takes it, a card is served with what is in force, and the call ends on it.
CREATE TRIGGER lease_takes_versions AFTER INSERT ON lease
BEGIN
  UPDATE lease SET script_version = (SELECT script_version FROM campaign WHERE code = NEW.campaign),
    aids_version = (SELECT aids_version FROM campaign WHERE code = NEW.campaign)
  WHERE record_id = NEW.record_id;
END;
DROP TRIGGER lease_returns_record;
CREATE TRIGGER lease_returns_record AFTER DELETE ON lease
BEGIN
  INSERT INTO ended_lease (record_id, call_id, agent, campaign, granted_at_ms, expires_at_ms, seen_at_ms, why, theme,
    script_version, aids_version)
  SELECT OLD.record_id, OLD.call_id, OLD.agent, OLD.campaign, OLD.granted_at_ms, OLD.expires_at_ms, OLD.seen_at_ms,
    OLD.why, OLD.theme, OLD.script_version, OLD.aids_version
  FROM record WHERE id = OLD.record_id AND state = 'leased';
  UPDATE record SET state = 'ready' WHERE id = OLD.record_id AND state = 'leased';
END;

-- What a lead decided for a profile; 'theme': the filter is a theme's code.
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
CREATE INDEX profile_campaign ON profile (campaign, at_ms, rank);
CREATE TABLE profile_item (
  profile_id TEXT NOT NULL REFERENCES profile (id),
  record_id INTEGER NOT NULL REFERENCES record (id),
  -- How an excluded record stood.
  disposition TEXT,
  owner TEXT,
  PRIMARY KEY (profile_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_item_record ON profile_item (record_id);

ALTER TABLE record ADD COLUMN priority INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9);
-- Two shapes of a queue look more; empty as long as no profile has priority.
CREATE INDEX look_priority_part ON record (hold, campaign, queue, area, owner, priority, next_part, due_at_ms)
WHERE state = 'ready' AND priority > 0;
CREATE INDEX look_priority ON record (hold, campaign, queue, area, owner, priority, due_at_ms)
WHERE state = 'ready' AND priority > 0;
`;
