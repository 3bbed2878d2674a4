import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { StoreWriter } from '../../../server/ports/store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';

/** Plans of what `work` prepares on a fresh connection, by statement. */
export async function plansOf(
  file: string,
  work: (rows: StoreWriter) => Promise<unknown> | undefined,
): Promise<ReadonlyMap<string, string>> {
  const sources = new Set<string>();
  const { prepare } = DatabaseSync.prototype;
  DatabaseSync.prototype.prepare = function spy(this: DatabaseSync, sql: string): StatementSync {
    sources.add(sql);
    return prepare.call(this, sql);
  };
  try {
    const store = openStore({ file });
    await store.write(async (rows) => await work(rows));
    store.close();
  } finally {
    DatabaseSync.prototype.prepare = prepare;
  }
  const db = new DatabaseSync(file);
  const plans = [...sources]
    .filter((sql) => !sql.startsWith('PRAGMA'))
    .map((sql) => {
      const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
      return [sql, steps.map((step) => step.detail).join('\n')] as const;
    });
  db.close();
  return new Map(plans);
}
