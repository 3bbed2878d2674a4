/** Who works under which contract, and who saw its proof. Codes and days alone: nothing that a person typed. */
export const STAFF_REGISTER_SQL = `
CREATE TABLE contract (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  country TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  -- null: without a last day.
  ends_on TEXT,
  proof TEXT NOT NULL,
  seen_by TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contract_account ON contract (account, starts_on);
`;
