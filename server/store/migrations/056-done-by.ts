/**
 * What is under way outside the base, by the server that does it (name and epoch of its start): another mends it once that one is
 * dead, never before. NULL: a base of one server, before it was noted.
 */
export const DONE_BY_SQL = `
ALTER TABLE contact_file ADD COLUMN server TEXT;
ALTER TABLE email ADD COLUMN server TEXT;
ALTER TABLE pledge ADD COLUMN server TEXT;
ALTER TABLE purge ADD COLUMN server TEXT;
`;
