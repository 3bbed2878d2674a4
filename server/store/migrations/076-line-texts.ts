import { keptTriggers } from './057-kept-version.ts';

/**
 * What a pledge line says and sends shares the life of the other campaigns’ texts, and a pledge remembers the edition
 * under which its form was filled. A line that was loaded before has no version until its folder is loaded again. A column’s
 * check cannot be widened in place: the table is written anew.
 */
export const LINE_TEXTS_SQL = `
CREATE TABLE text_life (
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
INSERT INTO text_life (campaign, kind, version, hash, body, state, imported_at_ms, imported_by, submitted_at_ms, submitted_by,
  approved_at_ms, approved_by, approval, from_ms, retired_at_ms, retired_by, retired_reason)
SELECT campaign, kind, version, hash, body, state, imported_at_ms, imported_by, submitted_at_ms, submitted_by,
  approved_at_ms, approved_by, approval, from_ms, retired_at_ms, retired_by, retired_reason FROM script_life;
DROP TABLE script_life;
ALTER TABLE text_life RENAME TO script_life;

CREATE UNIQUE INDEX script_in_force ON script_life (campaign, kind) WHERE state = 'in-force';
CREATE UNIQUE INDEX script_planned ON script_life (campaign, kind, from_ms)
WHERE state = 'approved' AND from_ms IS NOT NULL;
CREATE TRIGGER script_forced_once_approved BEFORE UPDATE OF state ON script_life
WHEN NEW.state = 'in-force' AND OLD.state NOT IN ('approved', 'retired', 'in-force')
BEGIN SELECT RAISE(ABORT, 'only an approved version comes into force'); END;
CREATE TRIGGER script_inserted_as_draft BEFORE INSERT ON script_life WHEN NEW.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a version begins as a draft'); END;
-- An approval binds the content that was approved.
CREATE TRIGGER script_approved_stands BEFORE UPDATE OF hash, body ON script_life
WHEN OLD.state NOT IN ('draft', 'submitted')
BEGIN SELECT RAISE(ABORT, 'an approved version never changes'); END;
CREATE TRIGGER edition_ends_with_approval AFTER UPDATE OF state, body, hash ON script_life
WHEN OLD.state = 'in-force' OR NEW.state = 'in-force'
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;
${keptTriggers('script_life')}

CREATE TRIGGER edition_ends_with_line AFTER UPDATE OF settings, script, texts ON pledge_line
WHEN NEW.settings IS NOT OLD.settings OR NEW.script IS NOT OLD.script OR NEW.texts IS NOT OLD.texts
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;

-- NULL where the form was filled under no edition that is known.
ALTER TABLE pledge ADD COLUMN edition TEXT;
CREATE TRIGGER pledge_edition_stands BEFORE UPDATE OF edition ON pledge
BEGIN SELECT RAISE(ABORT, 'what a caller was told is never rewritten'); END;
`;
