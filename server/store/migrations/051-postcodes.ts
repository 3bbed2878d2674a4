/** Towns of each postcode, as the post writes them: proposed while somebody gives their address. No person in it. */
export const POSTCODES_SQL = `
CREATE TABLE postcode (
  country TEXT NOT NULL CHECK (country IN ('FR', 'BE', 'CH')),
  postcode TEXT NOT NULL,
  -- JSON: the names, in the order in which they are proposed.
  towns TEXT NOT NULL,
  PRIMARY KEY (country, postcode)
) STRICT, WITHOUT ROWID;
`;
