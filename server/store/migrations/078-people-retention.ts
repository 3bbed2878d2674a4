/**
 * From when somebody of a directory is kept: when they left, when they last came in by the web door, and when their card
 * was last read for values whose time is over. Whoever had left before is taken to have left when their card was last written.
 */
export const PEOPLE_RETENTION_SQL = `
ALTER TABLE participant ADD COLUMN left_at_ms INTEGER;
ALTER TABLE participant ADD COLUMN entered_at_ms INTEGER;
ALTER TABLE participant ADD COLUMN trimmed_at_ms INTEGER;
UPDATE participant SET left_at_ms = changed_at_ms WHERE status = 'former';
`;
