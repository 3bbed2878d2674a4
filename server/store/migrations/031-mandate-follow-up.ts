/**
 * What settles the mandate of a resumed gift: a new signature, or the charity's word that the old one is still good; and
 * each time a donor was reminded to sign.
 */
export const MANDATE_FOLLOW_UP_SQL = `
ALTER TABLE mandate_signature ADD COLUMN kind TEXT NOT NULL DEFAULT 'signed' CHECK (kind IN ('signed', 'released'));

CREATE TABLE mandate_reminder (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  campaign TEXT NOT NULL REFERENCES campaign (code),
  reminded_at_ms INTEGER NOT NULL,
  reminded_by TEXT NOT NULL,
  PRIMARY KEY (call_id, reminded_at_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX mandate_reminder_campaign ON mandate_reminder (campaign, reminded_at_ms);
`;
