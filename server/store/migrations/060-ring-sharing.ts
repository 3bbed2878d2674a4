/**
 * How a key made on one server’s ring reaches the rings of the others. A place is a campaign’s code, the place of a
 * charity’s people, or `blind:` and a charity’s code. Nothing here opens anything without a ring (docs/DECISIONS.md).
 */
export const RING_SHARING_SQL = `
CREATE TABLE ring_key (
  -- The one key of that place: two servers that make it at once find out here.
  place TEXT PRIMARY KEY,
  mark TEXT NOT NULL,
  claimed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer_key (
  server TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL,
  -- X25519 in base64; its private half is in the memory of that start alone.
  transfer_point TEXT NOT NULL,
  -- Only who holds the house's ring can make it.
  mark TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ring_request (
  server TEXT NOT NULL,
  place TEXT NOT NULL,
  number INTEGER NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  sealed_to TEXT NOT NULL,
  packet TEXT NOT NULL CHECK ((packet = '') = (sealed_to = '')),
  PRIMARY KEY (server, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE ring_proof (
  server TEXT NOT NULL,
  place TEXT NOT NULL,
  -- How many rotations the key has seen.
  number INTEGER NOT NULL,
  stage TEXT NOT NULL,
  proved_at_ms INTEGER NOT NULL,
  proof TEXT NOT NULL,
  -- Another server, which found it right under its own ring.
  checked_by TEXT,
  PRIMARY KEY (server, place, number, stage)
) STRICT, WITHOUT ROWID;
CREATE INDEX ring_proof_of_place ON ring_proof (place);
`;
