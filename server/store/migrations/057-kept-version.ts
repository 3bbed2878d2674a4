/** Tables whose answers every request asks for, and that change a few times a day. */
const TABLES = [
  'campaign',
  'campaign_aids',
  'campaign_pause',
  'contract',
  'decision',
  'line_folder',
  'module_pass',
  'pledge_line',
  'profile',
  'script',
  'script_life',
  'session_attendance',
  'training',
  'training_session',
  'waiting_act',
  'words_key',
];

const changed = (table: string, change: 'INSERT' | 'UPDATE' | 'DELETE') => `
CREATE TRIGGER kept_version_${table}_${change.toLowerCase()} AFTER ${change} ON ${table}
BEGIN UPDATE kept_version SET version = version + 1 WHERE id = 1; END;`;

/** What makes changes of that table raise the number of the answers kept. */
export function keptTriggers(table: string): string {
  return (['INSERT', 'UPDATE', 'DELETE'] as const).map((one) => changed(table, one)).join('');
}

/**
 * A number that whoever changes one of those tables raises, in the same transaction and by whatever program: each connection
 * keeps their answers as long as it reads the same number, however much else is written beside it.
 */
export const KEPT_VERSION_SQL = `
CREATE TABLE kept_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT;
INSERT INTO kept_version VALUES (1, 1);
${TABLES.map(keptTriggers).join('')}
`;
