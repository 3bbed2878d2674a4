/** What PostgreSQL's base has and SQLite's has not: functions that the others call, and tables of the engine itself. */
export const FOUNDATIONS: readonly string[] = [
  `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0]; END $$`,
  `CREATE FUNCTION json_items(list TEXT) RETURNS TABLE (key BIGINT, value TEXT) LANGUAGE sql IMMUTABLE AS $$
SELECT place - 1, item FROM jsonb_array_elements_text(list::jsonb) WITH ORDINALITY AS items (item, place) $$`,
  // Three words of SQLite's that PostgreSQL has under others.
  'CREATE FUNCTION instr(whole TEXT, part TEXT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS $$ SELECT strpos(whole, part)::bigint $$',
  `CREATE FUNCTION unixepoch(part TEXT) RETURNS NUMERIC LANGUAGE sql STABLE AS $$
SELECT floor(extract(epoch FROM statement_timestamp()) * 1000) / 1000 $$`,
  // Of the migrations the tables were made from (migrate.ts), and the oldest program that may serve them: what came since only
  // added.
  'CREATE TABLE schema_version (version BIGINT NOT NULL, serves_from BIGINT NOT NULL)',
  'CREATE VIEW pragma_user_version AS SELECT version AS user_version FROM schema_version',
  // Never has a row: who writes locks it, and so has the base for itself.
  'CREATE TABLE writing_turn ()',
  // The last number of a table that numbers its rows for ever, whatever rows are gone: what SQLite keeps in `sqlite_sequence`.
  'CREATE TABLE given_number (name TEXT PRIMARY KEY, number BIGINT NOT NULL)',
  `CREATE FUNCTION note_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO given_number VALUES (TG_TABLE_NAME, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint)
  ON CONFLICT (name) DO UPDATE SET number = greatest(given_number.number, excluded.number);
  RETURN NULL;
END $$`,
  'CREATE TABLE kept_version (version BIGINT NOT NULL)',
  'INSERT INTO kept_version VALUES (1)',
  `CREATE FUNCTION kept_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE kept_version SET version = version + 1; RETURN NULL; END $$`,
];

/**
 * Tables whose answers the rows keep (`Sql.kept`): whatever changes one of them, by whatever program, raises the version that
 * every transaction reads as it begins. A test compares the list with what SQLite says of each answer kept.
 */
export const KEPT_TABLES = [
  'campaign',
  'campaign_aids',
  'campaign_pause',
  'contract',
  'decision',
  'document',
  'document_pin',
  'document_version',
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
] as const;

/** One for each statement, not for each row: those tables change a few times a day. */
export function keptTrigger(table: string): string {
  return `CREATE TRIGGER kept_answers_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${table}
FOR EACH STATEMENT EXECUTE FUNCTION kept_changes()`;
}
