import assert from 'node:assert/strict';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { columnsOf, int, type Row, type Values } from './columns.ts';
import { ForeignLock } from './foreign-lock.ts';
import { asRefusal } from './sql-failures.ts';

/** Distinct statements are few; more means a text built from values, which is a bug. */
const MAX_STATEMENTS = 1000;
const PAGE_ROWS = 500;

type Mode = 'idle' | 'read' | 'write';

/** FULL: a commit returns once the disk has it. NORMAL: the caller sees to it (log-settling.ts). */
export type Durability = 'FULL' | 'NORMAL';

/** One connection: prepared statements kept, one transaction at a time. */
export class Sql {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #mode: Mode = 'idle';
  /** As `database-file.ts` opened it. */
  #durability: Durability = 'FULL';
  readonly #foreignLock: ForeignLock;

  /** `patienceMs`: how long a transaction may sleep inside SQLite for another program's (foreign-lock.ts). */
  constructor(db: DatabaseSync, patienceMs: number) {
    this.#db = db;
    this.#foreignLock = new ForeignLock(db, patienceMs);
  }

  #statement(source: string): StatementSync {
    const known = this.#statements.get(source);
    if (known) return known;
    assert(this.#statements.size < MAX_STATEMENTS, 'a statement never holds a value in its text');
    const statement = this.#db.prepare(source);
    this.#statements.set(source, statement);
    return statement;
  }

  get(source: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(source).get(...values);
  }

  all(source: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#statement(source).all(...values);
  }

  /** The single integer of the single row, in the column `n`. */
  count(source: string, ...values: SQLInputValue[]): number {
    const row = this.get(source, ...values);
    assert(row, 'a count gives one row');
    return int(row, 'n');
  }

  /** Changes rows; returns how many (those that triggers change are not counted). Only inside `write`. */
  run(source: string, ...values: SQLInputValue[]): number {
    assert(this.#mode === 'write', 'rows change inside Store.write only');
    return Number(this.#statement(source).run(...values).changes);
  }

  /** Inserts one row; returns its rowid (of use for INTEGER PRIMARY KEY tables). */
  insert(table: string, values: Values): number {
    const columns = columnsOf(values);
    const names = Object.keys(columns);
    const marks = names.map(() => '?').join(', ');
    assert(this.#mode === 'write', 'rows change inside Store.write only');
    const source = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`;
    return Number(this.#statement(source).run(...Object.values(columns)).lastInsertRowid);
  }

  /** Changes the row that `key` names; an empty change does nothing. No such row is a bug. */
  update(table: string, key: Readonly<Record<string, string | number>>, change: Values): void {
    const columns = columnsOf(change);
    const names = Object.keys(columns);
    if (names.length === 0) return;
    const sets = names.map((name) => `${name} = ?`).join(', ');
    const where = Object.keys(key)
      .map((name) => `${name} = ?`)
      .join(' AND ');
    const values = [...Object.values(columns), ...Object.values(key)];
    assert.equal(
      this.run(`UPDATE ${table} SET ${sets} WHERE ${where}`, ...values),
      1,
      `a ${table} to change`,
    );
  }

  /**
   * Rows in pages of 500: constant memory, and no statement left open between two rows, so that the caller may
   * await or write while it walks. `after` is the key of the last row; the query is `… WHERE key > ? … LIMIT 500`.
   */
  *pages<T>(fetch: (last: T | undefined, limit: number) => readonly T[]): Iterable<T> {
    let last: T | undefined;
    for (;;) {
      const page = fetch(last, PAGE_ROWS);
      yield* page;
      if (page.length < PAGE_ROWS) return;
      last = page.at(-1);
    }
  }

  /** All reads of `work` see one state of the base. Inside another transaction it is part of that one. */
  read<T>(work: () => T): T {
    if (this.#mode !== 'idle') return work();
    return this.#transaction('read', work);
  }

  /** BEGIN IMMEDIATE … COMMIT; rolled back whole when `work` throws. Not inside another transaction. */
  write<T>(work: () => T, durability: Durability = 'FULL'): T {
    assert(this.#mode === 'idle', 'Store.write is not called inside another transaction');
    this.#setDurability(durability);
    return this.#transaction('write', work);
  }

  #setDurability(wanted: Durability): void {
    if (this.#durability === wanted) return;
    this.#db.exec(`PRAGMA synchronous = ${wanted}`);
    this.#durability = wanted;
  }

  #transaction<T>(mode: 'read' | 'write', work: () => T): T {
    try {
      if (mode === 'write') this.#foreignLock.begin();
      else this.#db.exec('BEGIN');
      this.#mode = mode;
      const result = work();
      assert(!isPromise(result), 'nothing is awaited inside a transaction');
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw asRefusal(error);
    } finally {
      this.#mode = 'idle';
    }
  }

  /** Once no other program holds the base, as far as is known (foreign-lock.ts). */
  whenFree(): Promise<void> {
    return this.#foreignLock.whenFree();
  }

  /** Statements that stand outside any transaction (checkpoint, VACUUM). */
  maintain(source: string): readonly Row[] {
    assert(this.#mode === 'idle', 'maintenance is not done inside a transaction');
    this.#setDurability('FULL');
    try {
      return this.#db.prepare(source).all();
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
