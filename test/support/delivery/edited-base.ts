import { DatabaseSync } from 'node:sqlite';

/**
 * Somebody who writes straight into the file of the base: what refuses it dropped, then this SQL, beside the program. What
 * tells the program that settings changed stays: it goes on changing them.
 */
export function editBase(file: string, sql: string): void {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  const triggers = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name NOT GLOB 'kept_version*'`)
    .all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  db.close();
}
