/**
 * Campaigns of thanks. A CHECK is no part of the rows: the column is made anew beside the old one, since a table that
 * others refer to cannot be rebuilt.
 */
export const THANKS_SQL = `
ALTER TABLE campaign ADD COLUMN kind_checked TEXT NOT NULL DEFAULT 'upgrade'
  CHECK (kind_checked IN ('upgrade', 'reactivation', 'thanks'));
UPDATE campaign SET kind_checked = kind;
ALTER TABLE campaign DROP COLUMN kind;
ALTER TABLE campaign RENAME COLUMN kind_checked TO kind;
`;
