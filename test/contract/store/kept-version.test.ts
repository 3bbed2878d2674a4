import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { KEPT_TABLES } from '../../../server/store/postgres/foundations.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { sqlAsked } from '../../support/store/counted-sql.ts';
import { KEPT_CASES } from '../../support/store/kept-cases.ts';

/** As SQLite names them. */
function tablesOf(file: string, statements: readonly string[]): ReadonlySet<string> {
  const tables = new Set<string>();
  const db = new DatabaseSync(file, { readOnly: true });
  db.setAuthorizer((action, table) => {
    if (action === constants.SQLITE_READ && table) tables.add(table);
    return constants.SQLITE_OK;
  });
  for (const statement of statements) db.prepare(statement);
  db.close();
  return tables;
}

test('whatever a kept answer is read from raises the version when it changes, on both engines', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-kept-'));
  const file = join(folder, 'plateau.db');
  const store = openStore({ file });
  const { statements } = await sqlAsked(async () => {
    for (const { ask } of Object.values(KEPT_CASES)) await store.read(ask);
  });
  store.close();
  const db = new DatabaseSync(file, { readOnly: true });
  const raising = db
    .prepare(
      `SELECT DISTINCT tbl_name AS name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%UPDATE kept_version%'`,
    )
    .all()
    .map(({ name }) => String(name));
  db.close();
  const read = [...tablesOf(file, statements)].filter((name) => name !== 'kept_version');
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter((name) => !raising.includes(name))).toEqual([]);
  expect(raising.toSorted()).toEqual([...KEPT_TABLES]);
  rmSync(folder, { recursive: true });
});
