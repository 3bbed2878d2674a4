/** Towns of a contact file by postcode, as the charity writes them: free words, sealed as they are written. */
export const TOWNS_SQL = `
CREATE TABLE contact_file_towns (
  contact_file_id INTEGER PRIMARY KEY REFERENCES contact_file (id),
  campaign TEXT NOT NULL REFERENCES campaign (code),
  towns TEXT NOT NULL
) STRICT;
CREATE INDEX contact_file_towns_campaign ON contact_file_towns (campaign);
`;
