/**
 * Pledge lines: campaigns whose calls come in. Their row of `campaign` holds what every campaign has; settings and texts
 * stand beside it, since nothing that walks campaigns that call may take one for its own.
 */
export const PLEDGE_LINES_SQL = `
ALTER TABLE campaign ADD COLUMN kind_checked TEXT NOT NULL DEFAULT 'upgrade'
  CHECK (kind_checked IN ('upgrade', 'reactivation', 'thanks', 'pledge-line'));
UPDATE campaign SET kind_checked = kind;
ALTER TABLE campaign DROP COLUMN kind;
ALTER TABLE campaign RENAME COLUMN kind_checked TO kind;

CREATE TABLE pledge_line (
  campaign TEXT PRIMARY KEY REFERENCES campaign (code),
  settings TEXT NOT NULL,
  script TEXT NOT NULL,
  texts TEXT NOT NULL,
  practice TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What callers were told before their pledge was saved, by its digest: the proof of each pledge.
CREATE TABLE pledge_notice (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  version TEXT NOT NULL,
  body TEXT NOT NULL,
  first_at_ms INTEGER NOT NULL,
  PRIMARY KEY (campaign, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER pledge_notice_never_rewritten BEFORE UPDATE ON pledge_notice
BEGIN SELECT RAISE(ABORT, 'a notice is never rewritten'); END;
`;
