/**
 * Notes and objections of a campaign by version, and who has passed its practice. No
 * donor in either; both go with the campaign.
 */
export const AIDS_AND_TRAINING_SQL = `
ALTER TABLE campaign ADD COLUMN aids_version TEXT;
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
CREATE INDEX training_campaign ON training (campaign);
`;
