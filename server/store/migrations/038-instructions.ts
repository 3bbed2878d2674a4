/** Documented instructions of the charity, and those refused because the law forbids them: words sealed, rows never rewritten. */
export const INSTRUCTIONS_SQL = `
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
CREATE INDEX instruction_campaign ON instruction (campaign, at_ms);
CREATE TRIGGER instruction_never_rewritten BEFORE UPDATE ON instruction
BEGIN SELECT RAISE(ABORT, 'an instruction is never rewritten'); END;
`;
