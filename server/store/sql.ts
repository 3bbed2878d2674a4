import assert from 'node:assert/strict';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { WordsCipher } from '../ports/typed-words.ts';
import { columnsOf, int, type Row, text, type Values } from './columns.ts';
import { ForeignLock } from './foreign-lock.ts';
import { KeptAnswers } from './kept-answers.ts';
import { type Prepared, PreparedStatements, type WordsOfResult } from './prepared-statements.ts';
import { asRefusal } from './sql-failures.ts';
import { TransactionTurns } from './transaction-turns.ts';
import { WordSealing, type WordsPlace } from './typed-words.ts';

const PAGE_ROWS = 500;

type Columns = Readonly<Record<string, SQLInputValue>>;

/** `glance`: before its one question; `glanced`: after it. */
type Mode = 'idle' | 'glance' | 'glanced' | 'read' | 'write';

/** FULL: a commit returns once the disk has it. NORMAL: the caller sees to it (log-settling.ts). */
export type Durability = 'FULL' | 'NORMAL';

export interface SqlSetting {
  /** How long a transaction may sleep inside SQLite for another program's lock (foreign-lock.ts). */
  readonly patienceMs: number;
  readonly words?: WordsCipher | undefined;
}

const PUBLIC_KEY = 'SELECT public_key FROM words_key WHERE campaign = ?';

/** One connection: prepared statements kept, one transaction at a time; typed words sealed and opened (typed-words.ts). */
export class Sql {
  readonly #db: DatabaseSync;
  readonly #statements: PreparedStatements;
  readonly #kept: KeptAnswers;
  readonly #words: WordSealing;
  /** By table, then by columns. */
  readonly #insertions = new Map<string, Map<string, Prepared>>();
  #mode: Mode = 'idle';
  /** As `database-file.ts` opened it. */
  #durability: Durability = 'FULL';
  readonly #foreignLock: ForeignLock;
  readonly #turns = new TransactionTurns();

  constructor(db: DatabaseSync, { patienceMs, words }: SqlSetting) {
    this.#db = db;
    this.#statements = new PreparedStatements(db);
    const dataVersion = db.prepare('PRAGMA data_version');
    this.#kept = new KeptAnswers(() => int(dataVersion.get() ?? {}, 'data_version'));
    this.#foreignLock = new ForeignLock(db, patienceMs);
    this.#words = new WordSealing(words, async (campaign) => {
      return await this.kept(`words key ${campaign}`, async () => {
        const row = await this.get(PUBLIC_KEY, campaign);
        return row && text(row, 'public_key');
      });
    });
  }

  /**
   * The answer of `read`, kept as kept-answers.ts says; `name` says the question, its values included. For what many ask and few
   * change: anything else costs more to keep than to ask. Outside a transaction it is read anew.
   */
  async kept<T>(name: string, read: () => Promise<T>): Promise<T> {
    return this.#isTransaction() ? await this.#kept.answer(name, read) : await read();
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
    const prepared = this.#statements.of(source);
    this.#kept.noteRead(prepared.reads);
    return prepared;
  }

  async get(source: string, ...values: SQLInputValue[]): Promise<Row | undefined> {
    const { statement, words } = this.#reading(source);
    const row = statement.get(...values);
    return row && words.length > 0 ? this.#opened(row, words) : row;
  }

  async all(source: string, ...values: SQLInputValue[]): Promise<readonly Row[]> {
    const { statement, words } = this.#reading(source);
    const rows = statement.all(...values);
    return words.length > 0 ? rows.map((row) => this.#opened(row, words)) : rows;
  }

  #opened(row: Row, words: readonly WordsOfResult[]): Row {
    const opened: Record<string, Row[string]> = { ...row };
    for (const { name, ...place } of words) {
      const kept = row[name];
      if (typeof kept === 'string') opened[name] = this.#words.open(place, kept);
    }
    return opened;
  }

  /** Words that a query gives through an expression, hence as the base holds them. */
  opened(place: WordsPlace, kept: string): string {
    return this.#words.open(place, kept);
  }

  /** As the base shall hold the words of that row: for statements that `insert` and `update` do not write. */
  async sealed(place: WordsPlace, row: Row, words: string): Promise<string> {
    return await this.#words.seal(place, row, words);
  }

  /** The columns with their words sealed; `row` says whose they are. */
  async #sealedAmong(table: string, columns: Columns, row: () => Promise<Row>): Promise<Columns> {
    const names = this.#words.wordsAmong(table, columns);
    if (names.length === 0) return columns;
    const sealed: Record<string, SQLInputValue> = { ...columns };
    for (const column of names) {
      const words = columns[column];
      if (typeof words === 'string' && words !== '')
        sealed[column] = await this.#words.seal({ table, column }, await row(), words);
    }
    return sealed;
  }

  /** The single integer of the single row, in the column `n`. */
  async count(source: string, ...values: SQLInputValue[]): Promise<number> {
    const row = await this.get(source, ...values);
    assert(row, 'a count gives one row');
    return int(row, 'n');
  }

  /** Changes rows; returns how many (those that triggers change are not counted). Only inside `write`. */
  async run(source: string, ...values: SQLInputValue[]): Promise<number> {
    this.#mustWrite();
    const { statement, writes } = this.#statements.of(source);
    const { changes } = statement.run(...values);
    this.#kept.noteWrite(writes);
    return Number(changes);
  }

  /** Inserts one row; returns its rowid (of use for INTEGER PRIMARY KEY tables). */
  async insert(table: string, values: Values): Promise<number> {
    const given = columnsOf(values);
    const columns = await this.#sealedAmong(table, given, async () => given as Row);
    this.#mustWrite();
    const { statement, writes } = this.#insertion(table, Object.keys(columns));
    const { lastInsertRowid } = statement.run(...Object.values(columns));
    this.#kept.noteWrite(writes);
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

  /** Changes the row that `key` names; an empty change does nothing. No such row is a bug. */
  async update(table: string, key: Readonly<Record<string, string | number>>, change: Values): Promise<void> {
    const given = columnsOf(change);
    const names = Object.keys(given);
    if (names.length === 0) return;
    const sets = names.map((name) => `${name} = ?`).join(', ');
    const where = Object.keys(key)
      .map((name) => `${name} = ?`)
      .join(' AND ');
    const columns = await this.#sealedAmong(table, given, async () => {
      return (await this.get(`SELECT * FROM ${table} WHERE ${where}`, ...Object.values(key))) ?? {};
    });
    const values = [...Object.values(columns), ...Object.values(key)];
    assert.equal(
      await this.run(`UPDATE ${table} SET ${sets} WHERE ${where}`, ...values),
      1,
      `a ${table} to change`,
    );
  }

  /**
   * Rows in pages of 500: constant memory, and no statement left open between two rows, so that the caller may
   * await or write while it walks. `after` is the key of the last row; the query is `… WHERE key > ? … LIMIT 500`.
   */
  async *pages<T>(fetch: (last: T | undefined, limit: number) => Promise<readonly T[]>): AsyncIterable<T> {
    let last: T | undefined;
    for (;;) {
      const from = last;
      const page = await this.read(() => fetch(from, PAGE_ROWS));
      yield* page;
      if (page.length < PAGE_ROWS) return;
      last = page.at(-1);
    }
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
    return await this.#turns.take(() => {
      this.#setDurability(durability);
      return this.#transaction('write', work);
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
      this.#kept.begin();
      const result = await this.#turns.inside(work);
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (this.#db.isOpen && this.#db.isTransaction) this.#db.exec('ROLLBACK');
      if (mode === 'write') this.#kept.forget();
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
    return await this.#turns.take(async () => {
      this.#setDurability('FULL');
      try {
        return this.#db.prepare(source).all();
      } catch (error) {
        throw asRefusal(error);
      }
    });
  }
}
