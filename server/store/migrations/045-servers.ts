/** The servers of the house, by name; what another server must know of each is read here, by the base's own clock. */
export const SERVERS_SQL = `
CREATE TABLE server (
  name TEXT PRIMARY KEY,
  -- Starts under that name: the last one is the server, an earlier one that still runs is not.
  epoch INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('serving', 'draining', 'stopped')),
  started_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
