/**
 * How the public key of a charity, a supplier or the data officer, registered on one server’s ring, reaches the rings of the
 * others. Only a ring of the house opens or makes the packet: the name and address that such a key bears are not in clear.
 */
export const PARTY_KEYS_SQL = `
CREATE TABLE party_key (
  kind TEXT NOT NULL CHECK (kind IN ('charity', 'supplier', 'officer')),
  code TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  noted_at_ms INTEGER NOT NULL,
  packet TEXT NOT NULL CHECK (length(packet) <= 400000),
  PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;
`;
