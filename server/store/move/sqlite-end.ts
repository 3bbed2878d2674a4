import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { DatabaseSync as Database } from 'node:sqlite';
import { int, type Row, text } from '../columns.ts';
import { migrate } from '../migrate.ts';
import {
  type BaseEnd,
  type GivenNumbers,
  lastText,
  quoted,
  type ReceivingEnd,
  sliceText,
} from './base-end.ts';
import type { MovedTable } from './moved-tables.ts';

const TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name";

/** SQLite's base as one end of a move; whoever opened it closes it. */
export class SqliteEnd implements BaseEnd {
  protected readonly db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.db = db;
  }

  async slice(table: MovedTable, after: Row | undefined, most: number): Promise<readonly Row[]> {
    const values = after ? table.order.map((column) => after[column] as SQLInputValue) : [];
    return this.db.prepare(sliceText(table, !after, () => '?')).all(...values, most);
  }

  async last(table: MovedTable): Promise<Row | undefined> {
    return this.db.prepare(lastText(table)).get();
  }

  async givenNumbers(): Promise<GivenNumbers> {
    const rows = this.db.prepare('SELECT name, seq FROM sqlite_sequence').all();
    return new Map(rows.map((row) => [text(row, 'name'), int(row, 'seq')]));
  }
}

/** The triggers of a base of this program, by name. */
function ownTriggers(): ReadonlyMap<string, string> {
  const db = new Database(':memory:');
  try {
    migrate(db);
    const rows = db.prepare(TRIGGERS).all();
    return new Map(rows.map((row) => [text(row, 'name'), text(row, 'sql')]));
  } finally {
    db.close();
  }
}

/** A base of this program that receives: without its triggers, references are looked at when all is there. */
export class ReceivingSqliteEnd extends SqliteEnd implements ReceivingEnd {
  constructor(db: DatabaseSync) {
    super(db);
    db.exec('PRAGMA foreign_keys = OFF');
    for (const name of ownTriggers().keys()) db.exec(`DROP TRIGGER IF EXISTS ${name}`);
  }

  #together(work: () => void): void {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  async add({ name, columns }: MovedTable, rows: readonly Row[]): Promise<void> {
    const marks = columns.map(() => '?').join(', ');
    const insertion = this.db.prepare(`INSERT INTO "${name}" (${quoted(columns)}) VALUES (${marks})`);
    this.#together(() => {
      for (const row of rows) insertion.run(...columns.map((column) => row[column] as SQLInputValue));
    });
  }

  async empty(tables: readonly MovedTable[]): Promise<void> {
    this.#together(() => {
      for (const { name } of tables) this.db.exec(`DELETE FROM "${name}"`);
    });
  }

  async complete(_tables: readonly MovedTable[], numbers: GivenNumbers): Promise<void> {
    const broken = this.db.prepare('PRAGMA foreign_key_check').all();
    if (broken.length > 0) throw new Error(`a reference leads nowhere: ${JSON.stringify(broken[0])}`);
    this.#together(() => {
      this.db.exec('DELETE FROM sqlite_sequence');
      const given = this.db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
      for (const [name, number] of numbers) given.run(name, number);
      for (const [name, sql] of ownTriggers()) {
        this.db.exec(`DROP TRIGGER IF EXISTS ${name}`);
        this.db.exec(sql);
      }
    });
  }
}
