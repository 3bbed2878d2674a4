/** Acts for a person whose card is on a screen: carried out once it has left it. No person in it. */
export const WAITING_ACTS_SQL = `
CREATE TABLE waiting_act (
  record_id INTEGER NOT NULL REFERENCES record (id),
  kind TEXT NOT NULL CHECK (kind IN ('withdrawal', 'listing', 'erasure')),
  campaign TEXT NOT NULL,
  -- The person's own request; none for a list.
  request_id TEXT REFERENCES person_request (id),
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (record_id, kind),
  CHECK ((kind = 'erasure') = (request_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_act_campaign ON waiting_act (campaign);
CREATE INDEX waiting_act_request ON waiting_act (request_id);
`;
