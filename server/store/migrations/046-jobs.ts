/** Which server of the house does each job now: a lease with a fence, which rises with each change of hands. */
export const JOBS_SQL = `
CREATE TABLE job (
  name TEXT PRIMARY KEY,
  -- Name and epoch of a server.
  holder TEXT NOT NULL,
  fence INTEGER NOT NULL,
  -- By the base's clock; 0: given back.
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
