import { DatabaseSync } from 'node:sqlite';

/** Somebody who writes straight into the file of the base: triggers dropped, then this SQL, beside the program. */
export function editBase(file: string, sql: string): void {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  const triggers = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  db.close();
}
