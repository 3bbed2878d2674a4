import assert from 'node:assert/strict';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { isAppError } from '../../shared/errors.ts';
import { giveWay } from '../give-way.ts';
import type { WordsCipher } from '../ports/typed-words.ts';
import { type Row, text } from './columns.ts';
import { ForeignLock } from './foreign-lock.ts';
import { KeptByVersion } from './kept-by-version.ts';
import { type Prepared, PreparedStatements, type WordsOfResult } from './prepared-statements.ts';
import { type Columns, type Durability, Sql } from './sql.ts';
import { asRefusal } from './sql-failures.ts';
import { TransactionTurns } from './transaction-turns.ts';

/** `glance`: before its one question; `glanced`: after it. */
type Mode = 'idle' | 'glance' | 'glanced' | 'read' | 'write';

export interface SqlSetting {
  /** How long a transaction may sleep inside SQLite for another program's lock (foreign-lock.ts). */
  readonly patienceMs: number;
  readonly words?: WordsCipher | undefined;
  /** Its transactions let the event loop go on between two questions; absent: never. Milliseconds. */
  readonly breathesEveryMs?: number;
}

const KEPT_VERSION = 'SELECT version AS n FROM kept_version WHERE id = 1';
const LAST_NUMBER = 'SELECT coalesce(max(seq), 0) AS n FROM sqlite_sequence WHERE name = ?';

/** One connection to a file: prepared statements kept, one transaction at a time. */
export class SqliteSql extends Sql {
  readonly #db: DatabaseSync;
  readonly #statements: PreparedStatements;
  readonly #kept = new KeptByVersion();
  /** Of the transaction that is open; absent until it is asked for. */
  #keptVersion: number | undefined;
  #hasChangedKept = false;
  /** By table, then by columns. */
  readonly #insertions = new Map<string, Map<string, Prepared>>();
  #mode: Mode = 'idle';
  /** As `database-file.ts` opened it. */
  #durability: Durability = 'FULL';
  readonly #foreignLock: ForeignLock;
  /** Of this connection. */
  readonly #turns = new TransactionTurns();
  /** Of all that this program writes, here or in its thread: none meets another's lock. */
  readonly #writing = new TransactionTurns();

  readonly #breathesEveryMs: number;
  #breathedAtMs = 0;

  constructor(
    db: DatabaseSync,
    { patienceMs, words, breathesEveryMs = Number.POSITIVE_INFINITY }: SqlSetting,
  ) {
    super(words);
    this.#db = db;
    this.#breathesEveryMs = breathesEveryMs;
    this.#statements = new PreparedStatements(db);
    this.#foreignLock = new ForeignLock(db, patienceMs);
  }

  /** Kept as kept-by-version.ts says; what this transaction changed itself is read anew. */
  async kept<T>(name: string, read: () => Promise<T>): Promise<T> {
    if (!this.#isTransaction() || this.#hasChangedKept) return await read();
    this.#keptVersion ??= await this.count(KEPT_VERSION);
    return await this.#kept.answer(this.#keptVersion, name, read);
  }

  /** What runs now belongs to the transaction that is open. */
  isInside(): boolean {
    return this.#turns.isInside();
  }

  #isTransaction(): boolean {
    return this.#mode === 'read' || this.#mode === 'write';
  }

  #mustWrite(): void {
    assert(this.#mode === 'write' && this.#turns.isInside(), 'rows change inside Store.write only');
  }

  /** A statement about to read. */
  #reading(source: string): Prepared {
    assert(this.#turns.isInside(), 'rows are read inside Store.read only');
    assert(this.#mode !== 'glanced', 'a glance is one question');
    if (this.#mode === 'glance') this.#mode = 'glanced';
    return this.#statements.of(source);
  }

  #isOutOfBreath(): boolean {
    return (
      this.#breathesEveryMs < Number.POSITIVE_INFINITY &&
      performance.now() - this.#breathedAtMs > this.#breathesEveryMs
    );
  }

  async #breathe(): Promise<void> {
    await giveWay();
    this.#breathedAtMs = performance.now();
  }

  async get(source: string, ...values: SQLInputValue[]): Promise<Row | undefined> {
    if (this.#isOutOfBreath()) await this.#breathe();
    const { statement, words } = this.#reading(source);
    const row = statement.get(...values);
    return row && words.length > 0 ? this.#opened(row, words) : row;
  }

  async all(source: string, ...values: SQLInputValue[]): Promise<readonly Row[]> {
    if (this.#isOutOfBreath()) await this.#breathe();
    const { statement, words } = this.#reading(source);
    const rows = statement.all(...values);
    return words.length > 0 ? rows.map((row) => this.#opened(row, words)) : rows;
  }

  #opened(row: Row, words: readonly WordsOfResult[]): Row {
    const opened: Record<string, Row[string]> = { ...row };
    for (const { name, ...place } of words) {
      const kept = row[name];
      if (typeof kept === 'string') opened[name] = this.words.open(place, kept);
    }
    return opened;
  }

  /** Changes rows; returns how many (those that triggers change are not counted). Only inside `write`. */
  async run(source: string, ...values: SQLInputValue[]): Promise<number> {
    this.#mustWrite();
    const { statement, changesKept } = this.#statements.of(source);
    const { changes } = statement.run(...values);
    this.#hasChangedKept ||= changesKept;
    return Number(changes);
  }

  async runFor(source: string, ...values: SQLInputValue[]): Promise<Row> {
    this.#mustWrite();
    const { statement, changesKept } = this.#statements.of(source);
    const row = statement.get(...values);
    assert(row, 'a row changed');
    this.#hasChangedKept ||= changesKept;
    return row;
  }

  protected async insertColumns(table: string, columns: Columns): Promise<number> {
    this.#mustWrite();
    const { statement, changesKept } = this.#insertion(table, Object.keys(columns));
    const { lastInsertRowid } = statement.run(...Object.values(columns));
    this.#hasChangedKept ||= changesKept;
    return Number(lastInsertRowid);
  }

  /** Found by its columns: the text of an insertion of forty takes longer to write than to look up. */
  #insertion(table: string, names: readonly string[]): Prepared {
    const columns = names.join(', ');
    const ofTable = this.#insertions.get(table) ?? new Map<string, Prepared>();
    const known = ofTable.get(columns);
    if (known) return known;
    const marks = names.map(() => '?').join(', ');
    const prepared = this.#statements.of(`INSERT INTO ${table} (${columns}) VALUES (${marks})`);
    this.#insertions.set(table, ofTable.set(columns, prepared));
    return prepared;
  }

  /** One server holds the file: its program is the newest that did. */
  async schema() {
    const version = await this.count('SELECT user_version AS n FROM pragma_user_version');
    return { version, servesFrom: version };
  }

  /** A base that a newer program wrote is not opened, and one server holds the file. */
  async isBehind() {
    return false;
  }

  async keyColumns(table: string): Promise<readonly string[]> {
    const key = await this.all('SELECT name FROM pragma_table_info(?) WHERE pk > 0', table);
    return key.map((row) => text(row, 'name'));
  }

  async lastNumber(table: string): Promise<number> {
    return await this.count(LAST_NUMBER, table);
  }

  /** All reads of `work` see one state of the base. Inside another transaction it is part of that one. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#turns.isInside()) return await work();
    return await this.#turns.take(() => this.#transaction('read', work));
  }

  /** One statement sees one state of the base without BEGIN. Inside a transaction it is part of that one. */
  async glance<T>(work: () => Promise<T>): Promise<T> {
    if (this.#turns.isInside()) return await work();
    return await this.#turns.take(async () => {
      this.#mode = 'glance';
      try {
        return await this.#turns.inside(work);
      } catch (error) {
        throw asRefusal(error);
      } finally {
        this.#mode = 'idle';
      }
    });
  }

  /**
   * BEGIN IMMEDIATE … COMMIT; rolled back whole when `work` throws, or awaits anything but rows (transaction-turns.ts). Not
   * inside another transaction.
   */
  async write<T>(work: () => Promise<T>, durability: Durability = 'FULL'): Promise<T> {
    assert(!this.#turns.isInside(), 'Store.write is not called inside another transaction');
    return await this.#writing.take(() =>
      this.#turns.take(() => {
        this.#setDurability(durability);
        return this.#transaction('write', work);
      }),
    );
  }

  /** What another connection of this program writes, in its turn among the writes; meanwhile this one reads. */
  async whileElsewhere<T>(act: () => Promise<T>): Promise<T> {
    assert(!this.#turns.isInside(), 'nothing is written elsewhere inside a transaction');
    return await this.#writing.take(async () => {
      try {
        return await act();
      } catch (error) {
        if (isAppError(error) && error.code === 'store-busy') this.#foreignLock.noteHeld();
        throw error;
      }
    });
  }

  #setDurability(wanted: Durability): void {
    if (this.#durability === wanted) return;
    this.#db.exec(`PRAGMA synchronous = ${wanted}`);
    this.#durability = wanted;
  }

  async #transaction<T>(mode: 'read' | 'write', work: () => Promise<T>): Promise<T> {
    try {
      if (mode === 'write') this.#foreignLock.begin();
      else this.#db.exec('BEGIN');
      this.#mode = mode;
      this.#keptVersion = undefined;
      this.#hasChangedKept = false;
      const result = await (this.#breathesEveryMs < Number.POSITIVE_INFINITY
        ? this.#turns.unhurried(work)
        : this.#turns.inside(work));
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (this.#db.isOpen && this.#db.isTransaction) this.#db.exec('ROLLBACK');
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
  async maintain(source: string): Promise<readonly Row[]> {
    assert(!this.#turns.isInside(), 'maintenance is not done inside a transaction');
    return await this.#writing.take(() =>
      this.#turns.take(async () => {
        this.#setDurability('FULL');
        try {
          return this.#db.prepare(source).all();
        } catch (error) {
          throw asRefusal(error);
        }
      }),
    );
  }
}
