/** Settings that reach a donor, by part, as a campaign of before holds them. A published list: it never changes. */
const PARTS = [
  ['themes', ['themes']],
  [
    'ladder',
    [
      'ladder',
      'maxRatio',
      'reactivation',
      'giftCeilingMinor',
      'oneOff.enabled',
      'oneOff.minUnits',
      'oneOff.disposition',
    ],
  ],
  [
    'mentions',
    [
      'charity.name',
      'charity.shortName',
      'charity.donorContact',
      'charity.privacyNotice',
      'charity.emailFrom',
      'charity.replyTo',
      'signature',
      'oneOff.link',
      'oneOff.byPost',
      'tax',
      'listening',
    ],
  ],
] as const;

const SAID = PARTS.flatMap(([part, paths]) => paths.map((path) => `('${part}', '${path}')`)).join(',\n  ');

/** Who approved what was in force before all parts were: nobody, and the list says so. */
const BEFORE = `'', 'in-force', created_at_ms, 'system', 'en vigueur avant les approbations', created_at_ms`;

/**
 * Themes, amounts, mentions and e-mails share the life of scripts and notes. What is in force is taken as it stands. A
 * column's check cannot be widened in place: the table is written anew.
 */
export const PARTS_APPROVED_SQL = `
CREATE TABLE part_life (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  kind TEXT NOT NULL CHECK (kind IN ('script', 'notes', 'themes', 'ladder', 'mentions', 'emails')),
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
INSERT INTO part_life (campaign, kind, version, hash, body, state, imported_at_ms, imported_by, submitted_at_ms, submitted_by,
  approved_at_ms, approved_by, approval, from_ms, retired_at_ms, retired_by, retired_reason)
SELECT campaign, kind, version, hash, body, state, imported_at_ms, imported_by, submitted_at_ms, submitted_by,
  approved_at_ms, approved_by, approval, from_ms, retired_at_ms, retired_by, retired_reason FROM script_life;
DROP TABLE script_life;
ALTER TABLE part_life RENAME TO script_life;

INSERT INTO script_life (campaign, kind, version, body, hash, state, imported_at_ms, imported_by, approval, from_ms)
WITH said (part, path) AS (VALUES
  ${SAID}),
-- One whose text is damaged is left as it is, and told when it is read.
alive AS (SELECT code, created_at_ms, CASE WHEN json_valid(settings) THEN settings END AS settings
  FROM campaign WHERE state IN ('open', 'closed'))
SELECT code, part, 'reprise', json_group_object(path, json(settings -> ('$.' || path))), ${BEFORE}
FROM alive, said
WHERE settings -> ('$.' || path) IS NOT NULL
GROUP BY code, part;
INSERT INTO script_life (campaign, kind, version, body, hash, state, imported_at_ms, imported_by, approval, from_ms)
SELECT code, 'emails', 'reprise', emails, ${BEFORE} FROM campaign
WHERE state IN ('open', 'closed') AND json_valid(emails);

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
`;
