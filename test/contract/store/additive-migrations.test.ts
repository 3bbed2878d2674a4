import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { migrate, migrationsAfter } from '../../../server/store/migrate.ts';

/** Under an additive migration a server of the version before goes on: what it writes must pass, whatever came. */

interface Column {
  readonly name: string;
  readonly notnull: number;
  readonly dflt_value: unknown;
  readonly type: string;
}
interface Shape {
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  /** What may refuse a row: of each table, unique indexes and triggers, by their text. */
  readonly refusals: ReadonlySet<string>;
  /** Texts of tables without what was added to them. */
  readonly texts: ReadonlyMap<string, string>;
}

function shapeOf(db: DatabaseSync): Shape {
  const pieces = db
    .prepare('SELECT type, name, tbl_name AS own, sql FROM sqlite_schema WHERE sql IS NOT NULL')
    .all();
  const tables = pieces.filter(({ type }) => type === 'table');
  const columnsOf = (table: string) =>
    db.prepare('SELECT * FROM pragma_table_xinfo(?)').all(table) as unknown as readonly Column[];
  const refusing = pieces.filter(
    ({ type, name, sql }) =>
      (type === 'trigger' && !String(name).startsWith('kept_version')) ||
      /^CREATE UNIQUE INDEX/.test(String(sql)),
  );
  return {
    columns: new Map(tables.map(({ name }) => [String(name), columnsOf(String(name))])),
    refusals: new Set(refusing.map(({ own, sql }) => `${own}: ${sql}`)),
    texts: new Map(tables.map(({ name, sql }) => [String(name), String(sql)])),
  };
}

const indexesOf = (db: DatabaseSync) =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    .all()
    .map(({ name }) => String(name));

/** Why a program of before could not go on, one reason each; none when the migration only added. */
function takenAway(sql: string, from: number | DatabaseSync): readonly string[] {
  const db = typeof from === 'number' ? new DatabaseSync(':memory:') : from;
  if (typeof from === 'number') migrate(db, from);
  const before = { ...shapeOf(db), indexes: indexesOf(db) };
  db.exec(sql);
  const after = { ...shapeOf(db), indexes: new Set(indexesOf(db)) };
  db.close();
  const reasons: string[] = [];
  for (const [table, columns] of before.columns) {
    const now = after.columns.get(table);
    if (!now) {
      reasons.push(`${table} is gone`);
      continue;
    }
    const known = new Set(columns.map(({ name }) => name));
    for (const one of columns)
      if (!now.some((same) => JSON.stringify(same) === JSON.stringify({ ...one })))
        reasons.push(`${table}.${one.name} changed`);
    for (const { name, notnull, dflt_value: given } of now)
      if (!known.has(name) && notnull === 1 && given === null) reasons.push(`${table}.${name} must be given`);
    const [own = '', text = ''] = [before.texts.get(table), after.texts.get(table)];
    if (refusesMore(own, text)) reasons.push(`${table} refuses what it took`);
  }
  for (const refusal of after.refusals) {
    const table = refusal.split(':')[0] ?? '';
    if (!before.refusals.has(refusal) && before.columns.has(table))
      reasons.push(`${refusal.slice(0, 60)} refuses`);
  }
  for (const index of before.indexes) if (!after.indexes.has(index)) reasons.push(`index ${index} is gone`);
  return reasons;
}

/** With what stands in its parentheses, three deep. */
const CONDITION = /\b(?:CHECK|UNIQUE)\b(?:\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?/g;

function refusesMore(own: string, text: string): boolean {
  const conditionsOf = (sql: string) => (sql.match(CONDITION) ?? []).join('\n');
  return conditionsOf(own) !== conditionsOf(text);
}

describe('migrations declared additive', () => {
  const declared = migrationsAfter(0).filter(({ isAdditive }) => isAdditive);

  test('there are some', () => expect(declared.length).toBeGreaterThan(0));

  test.each(declared)('the one to version $version only adds', ({ version, sql }) => {
    expect(takenAway(sql, version - 1)).toEqual([]);
  });
});

describe('what the comparison refuses', () => {
  const room = () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (a INTEGER NOT NULL, b TEXT) STRICT; CREATE INDEX t_a ON t (a)');
    return db;
  };
  test.each([
    ['DROP TABLE t', /t is gone/],
    ["ALTER TABLE t ADD COLUMN c TEXT NOT NULL DEFAULT ''", undefined],
    ['ALTER TABLE t ADD COLUMN c TEXT', undefined],
    ['CREATE TABLE u (a INTEGER NOT NULL) STRICT; CREATE UNIQUE INDEX u_a ON u (a)', undefined],
    ['CREATE INDEX t_b ON t (b)', undefined],
    ['ALTER TABLE t RENAME COLUMN b TO c', /t.b changed/],
    ['ALTER TABLE t DROP COLUMN b', /t.b changed/],
    ['ALTER TABLE t ADD COLUMN c TEXT CHECK (c IS NOT NULL)', /refuses what it took/],
    ['DROP INDEX t_a', /index t_a is gone/],
    ['CREATE UNIQUE INDEX t_b ON t (b)', /refuses/],
    ["CREATE TRIGGER no BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no'); END", /refuses/],
    [
      'CREATE TABLE u (a INTEGER NOT NULL, b TEXT, c TEXT NOT NULL) STRICT; DROP TABLE t; ALTER TABLE u RENAME TO t',
      /t.c must be given/,
    ],
  ])('%s', (sql, reason) => {
    const reasons = takenAway(sql, room());
    if (reason === undefined) expect(reasons).toEqual([]);
    else expect(reasons.join(' ; ')).toMatch(reason);
  });
});
