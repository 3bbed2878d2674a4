/** Modules of the charity: who answered the questions at the workstation, which sessions were held, who was there. */
export const TRAINING_MODULES_SQL = `
CREATE TABLE module_pass (
  account TEXT NOT NULL REFERENCES account (id),
  campaign TEXT NOT NULL REFERENCES campaign (code),
  module TEXT NOT NULL,
  passed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, campaign, module)
) STRICT, WITHOUT ROWID;
CREATE INDEX module_pass_campaign ON module_pass (campaign);

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
CREATE INDEX training_session_campaign ON training_session (campaign, held_on);

CREATE TABLE session_attendance (
  session TEXT NOT NULL REFERENCES training_session (id),
  account TEXT NOT NULL REFERENCES account (id),
  PRIMARY KEY (session, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_attendance_account ON session_attendance (account);
`;
