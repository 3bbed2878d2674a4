import { DatabaseSync } from 'node:sqlite';
import { text } from '../../columns.ts';
import { type Migration, migrate, migrationsAfter } from '../../migrate.ts';
import { inPostgres } from '../dialect.ts';
import { FOUNDATIONS, KEPT_TABLES, keptTrigger } from '../foundations.ts';
import { OWN_INDEXES } from '../own-indexes.ts';
import { nextNumber } from '../postgres-end.ts';
import { indexInPostgres, numberTriggers, tableInPostgres } from '../schema-text.ts';
import { triggerInPostgres } from '../trigger-text.ts';

/** A migration, in PostgreSQL's words. */
export interface SchemaStep extends Pick<Migration, 'version' | 'isAdditive'> {
  readonly statements: readonly string[];
}

interface Walked {
  /** SQLite's base before the statement. */
  readonly db: DatabaseSync;
  readonly sql: string;
  readonly name: string;
  readonly other: string;
}

const orReplace = (sql: string) => sql.replace(/^CREATE FUNCTION/, 'CREATE OR REPLACE FUNCTION');
/** SQLite's own way to know that kept answers changed; foundations.ts has another. */
const isOfKept = (name: string) => name.startsWith('kept_version');

function tableOfTrigger({ db, name }: Walked): string {
  const row = db.prepare("SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name = ?").get(name);
  return text(row ?? {}, 'tbl_name');
}

const indexNames = (name: string) =>
  (OWN_INDEXES[name] ?? [`CREATE INDEX ${name} `]).map((sql) => /INDEX (\w+) /.exec(sql)?.[1] ?? name);

const asItIs = ({ sql }: Walked) => [inPostgres(sql)];

/** What a migration may hold. Another statement is refused by name: it gets a row here. */
const KINDS: readonly (readonly [begins: RegExp, put: (walked: Walked) => readonly string[]])[] = [
  [/^CREATE TABLE (\w+)/, (one) => [tableInPostgres(one), ...numberTriggers(one)]],
  [/^CREATE (?:UNIQUE )?INDEX (\w+)/, indexInPostgres],
  [/^CREATE TRIGGER (\w+)/, ({ sql }) => triggerInPostgres(sql).map(orReplace)],
  [/^DROP TRIGGER (?:IF EXISTS )?(\w+)/, (one) => [`DROP TRIGGER ${one.name} ON ${tableOfTrigger(one)}`]],
  [/^DROP INDEX (\w+)/, ({ name }) => indexNames(name).map((index) => `DROP INDEX ${index}`)],
  [
    /^DROP TABLE (\w+)/,
    ({ name }) => [`DROP TABLE ${name}`, `DELETE FROM given_number WHERE name = '${name}'`],
  ],
  [
    /^ALTER TABLE (\w+) RENAME TO (\w+)/,
    ({ sql, name, other }) => [sql, `UPDATE given_number SET name = '${other}' WHERE name = '${name}'`],
  ],
  [/^ALTER TABLE (\w+) (?:ADD|DROP|RENAME) COLUMN/, asItIs],
  [/^(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)/, asItIs],
];

function inPostgresWords(db: DatabaseSync, sql: string): readonly string[] {
  for (const [begins, put] of KINDS) {
    const [found, name = '', other = ''] = begins.exec(sql) ?? [];
    if (found !== undefined) return isOfKept(name) ? [] : put({ db, sql, name, other });
  }
  throw new Error(`a statement that can be put in PostgreSQL's words: ${sql.slice(0, 60)}`);
}

const BEFORE_STATEMENT = /^(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)+/;

/** Statement by statement, as SQLite itself parts them; each is run there once it was put in words. */
function statementsOf(db: DatabaseSync, migration: string): readonly string[] {
  const put: string[] = [];
  let rest = migration.replace(BEFORE_STATEMENT, '');
  while (rest !== '') {
    const prepared = db.prepare(rest);
    const own = prepared.sourceSQL;
    put.push(...inPostgresWords(db, own.replace(/;\s*$/, '')));
    prepared.run();
    rest = rest.slice(own.length).replace(BEFORE_STATEMENT, '');
  }
  return put;
}

/** Rows that a migration copied brought their numbers with them. */
function countOn(db: DatabaseSync): readonly string[] {
  const tables = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  return tables.flatMap((row) => {
    const [, column] = /(\w+) INTEGER PRIMARY KEY/.exec(text(row, 'sql')) ?? [];
    const name = text(row, 'name');
    return column === undefined || isOfKept(name) ? [] : [nextNumber(name, column, 0)];
  });
}

/** Tables made anew lost the trigger that says when kept answers change. */
const KEEP_ANSWERS = KEPT_TABLES.map(
  (table) => `IF to_regclass('${table}') IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_trigger WHERE tgname = 'kept_answers_change' AND tgrelid = to_regclass('${table}'))
  THEN ${keptTrigger(table)}; END IF;`,
).join('\n  ');

const AFTER_ALL = [
  ...FOUNDATIONS.filter((sql) => sql.startsWith('CREATE FUNCTION')).map(orReplace),
  `DO $do$ BEGIN\n  ${KEEP_ANSWERS}\nEND $do$`,
  'UPDATE kept_version SET version = version + 1',
];

/** The steps that lead a base of that version to this program's, in order: each is whole, for one transaction. */
export function schemaSteps(version: number): readonly SchemaStep[] {
  const db = new DatabaseSync(':memory:');
  try {
    migrate(db, version);
    return migrationsAfter(version).map(({ sql, ...migration }) => {
      const own = statementsOf(db, sql);
      const copies = own.some((one) => one.startsWith('INSERT INTO'));
      return { ...migration, statements: [...own, ...(copies ? countOn(db) : []), ...AFTER_ALL] };
    });
  } finally {
    db.close();
  }
}
