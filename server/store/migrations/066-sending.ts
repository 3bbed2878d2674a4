/**
 * Which server takes a delivery to the charity's drop now: two at once would write over each other's part there. By the base's
 * clock; a row that is over is anybody's.
 */
export const SENDING_SQL = `
CREATE TABLE sending (
  delivery_id TEXT PRIMARY KEY REFERENCES delivery (id),
  -- The name alone: another start of it goes on at once.
  server TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
