/** The lead's word of the week, sealed as it is written: the last one leaves, once somebody else approved it. */
export const WEEK_COMMENTS_SQL = `
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
CREATE TRIGGER week_comment_never_rewritten BEFORE UPDATE OF campaign, period, rank, at_ms, author ON week_comment
BEGIN SELECT RAISE(ABORT, 'a comment is never rewritten'); END;
CREATE TRIGGER week_comment_sealed_only BEFORE UPDATE OF text ON week_comment
WHEN OLD.text GLOB 'sealed:1:*' OR NEW.text NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'a comment is never rewritten'); END;
CREATE TRIGGER week_comment_approved_once BEFORE UPDATE OF approved_by, approved_at_ms ON week_comment
WHEN OLD.approved_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a comment is approved once'); END;
`;
