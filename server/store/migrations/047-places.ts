/** At which workstation each agent works, whatever the server: one screen a person. */
export const PLACES_SQL = `
CREATE TABLE place (
  agent TEXT PRIMARY KEY,
  -- Name and epoch of the server that its line comes to.
  server TEXT NOT NULL,
  screen TEXT NOT NULL,
  -- Rises each time the place changes hands.
  epoch INTEGER NOT NULL,
  -- By the base's clock; 0: nobody is there.
  until_ms INTEGER NOT NULL,
  -- The workstation that lost the place last; '': none. It does not come back by itself.
  ousted TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX place_by_server ON place (server);
`;
