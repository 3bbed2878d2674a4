import { DatabaseSync } from 'node:sqlite';
import { int, text } from '../columns.ts';
import { migrate } from '../migrate.ts';
import { referredFirst } from '../referred-first.ts';

/** A table whose rows are carried from one base to the other. */
export interface MovedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** What orders its rows alike on both engines, and tells each from all others. */
  readonly order: readonly string[];
  /** Its number is given by the engine: the next one must be larger than all that were carried. */
  readonly numbered: string | undefined;
}

const TABLES = `SELECT l.name, l.wr, s.sql FROM pragma_table_list AS l JOIN sqlite_schema AS s ON s.name = l.name
WHERE l.type = 'table' AND l.schema = 'main' AND l.name NOT LIKE 'sqlite_%' AND l.name NOT IN ('kept_version', 'kept_file')
ORDER BY l.name`;
const COLUMNS = 'SELECT name, pk, type FROM pragma_table_info(?) ORDER BY cid';

function movedTable(db: DatabaseSync, name: string, hasPlace: boolean): MovedTable {
  const columns = db
    .prepare(COLUMNS)
    .all(name)
    .map((row) => ({ name: text(row, 'name'), rank: int(row, 'pk'), type: text(row, 'type') }));
  const key = columns.filter(({ rank }) => rank > 0).sort((a, b) => a.rank - b.rank);
  const names = columns.map((one) => one.name);
  if (!hasPlace) return { name, columns: names, order: key.map((one) => one.name), numbered: undefined };
  // A key that is one number is the place of the row; the other tables have one beside their columns.
  const [own] = key.length === 1 && key[0]?.type === 'INTEGER' ? key : [];
  const place = own?.name ?? 'rowid';
  return { name, columns: own ? names : [...names, place], order: [place], numbered: place };
}

/**
 * Every table of a base of this program, after those it refers to. The version of kept answers is each engine's own; files to
 * send and certificates are in a folder beside SQLite's base, and are carried as files.
 */
export function movedTables(): readonly MovedTable[] {
  const db = new DatabaseSync(':memory:');
  try {
    migrate(db);
    const tables = db.prepare(TABLES).all();
    const placed = new Map(tables.map((row) => [text(row, 'name'), int(row, 'wr') === 0]));
    return referredFirst(tables.map((row) => ({ name: text(row, 'name'), sql: text(row, 'sql') }))).map(
      ({ name }) => movedTable(db, name, placed.get(name) ?? false),
    );
  } finally {
    db.close();
  }
}
