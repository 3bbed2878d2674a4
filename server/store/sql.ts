import assert from 'node:assert/strict';
import type { SQLInputValue } from 'node:sqlite';
import type { BaseSchema } from '../ports/rows/servers.ts';
import type { WordsCipher } from '../ports/typed-words.ts';
import { columnsOf, int, type Row, text, type Values } from './columns.ts';
import { WordSealing, type WordsPlace } from './typed-words.ts';

const PAGE_ROWS = 500;

export type SqlValue = SQLInputValue;
export type Columns = Readonly<Record<string, SqlValue>>;

/** FULL: a commit returns once the disk has it. NORMAL: the caller sees to it (log-settling.ts, postgres/settling.ts). */
export type Durability = 'FULL' | 'NORMAL';

const PUBLIC_KEY = 'SELECT public_key FROM words_key WHERE campaign = ?';

/**
 * What rows ask of an engine. Their statements are written once, in SQLite's words; PostgreSQL's engine puts them in its own
 * (postgres/dialect.ts). Typed words are sealed and opened here (typed-words.ts), whatever the engine.
 */
export abstract class Sql {
  protected readonly words: WordSealing;
  /** Who does what this process begins (Store.worksAs); null: a command, which ends with it. */
  server: string | null = null;

  protected constructor(cipher: WordsCipher | undefined) {
    this.words = new WordSealing(cipher, async (campaign) => {
      return await this.kept(`words key ${campaign}`, async () => {
        const row = await this.get(PUBLIC_KEY, campaign);
        return row && text(row, 'public_key');
      });
    });
  }

  /**
   * The answer of `read`, kept until what it was read from may have changed; `name` says the question, its values included. For
   * what many ask and few change: anything else costs more to keep than to ask. Outside a transaction it is read anew.
   */
  abstract kept<T>(name: string, read: () => Promise<T>): Promise<T>;

  abstract get(source: string, ...values: SqlValue[]): Promise<Row | undefined>;

  abstract all(source: string, ...values: SqlValue[]): Promise<readonly Row[]>;

  /** Changes rows; returns how many (those that triggers change are not counted). Only inside `write`. */
  abstract run(source: string, ...values: SqlValue[]): Promise<number>;

  /** Changes rows by a statement that answers one of them (RETURNING). Only inside `write`. */
  abstract runFor(source: string, ...values: SqlValue[]): Promise<Row>;

  /** All reads of `work` see one state of the base. Inside another transaction it is part of that one. */
  abstract read<T>(work: () => Promise<T>): Promise<T>;

  /** Of the base, whichever program brought it there. */
  abstract schema(): Promise<BaseSchema>;

  /** Whether a newer program brought the base further than this one knows. */
  abstract isBehind(): Promise<boolean>;

  /** The columns of a table's primary key, in order. */
  abstract keyColumns(table: string): Promise<readonly string[]>;

  /** The last number that a table which numbers its rows for ever has given, even when the row is gone; 0 before the first. */
  abstract lastNumber(table: string): Promise<number>;

  protected abstract insertColumns(table: string, columns: Columns): Promise<number>;

  /** Words that a query gives through an expression, hence as the base holds them. */
  opened(place: WordsPlace, kept: string): string {
    return this.words.open(place, kept);
  }

  /** As the base shall hold the words of that row: for statements that `insert` and `update` do not write. */
  async sealed(place: WordsPlace, row: Row, words: string): Promise<string> {
    return await this.words.seal(place, row, words);
  }

  /** The columns with their words sealed; `row` says whose they are. */
  async #sealedAmong(table: string, columns: Columns, row: () => Promise<Row>): Promise<Columns> {
    const names = this.words.wordsAmong(table, columns);
    if (names.length === 0) return columns;
    const sealed: Record<string, SqlValue> = { ...columns };
    for (const column of names) {
      const words = columns[column];
      if (typeof words === 'string' && words !== '')
        sealed[column] = await this.words.seal({ table, column }, await row(), words);
    }
    return sealed;
  }

  /** The single integer of the single row, in the column `n`. */
  async count(source: string, ...values: SqlValue[]): Promise<number> {
    const row = await this.get(source, ...values);
    assert(row, 'a count gives one row');
    return int(row, 'n');
  }

  /** Inserts one row; returns the number that the base gave it (of use for tables whose key is a number of the base's). */
  async insert(table: string, values: Values): Promise<number> {
    const given = columnsOf(values);
    return await this.insertColumns(table, await this.#sealedAmong(table, given, async () => given as Row));
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

  /** Changes the rows that the condition names, whose values come first, as `?1`, `?2`…; returns how many. No typed words. */
  async updateWhere(
    table: string,
    { condition, values }: { readonly condition: string; readonly values: readonly SqlValue[] },
    change: Values,
  ): Promise<number> {
    const columns = columnsOf(change);
    const names = Object.keys(columns);
    assert.deepEqual(this.words.wordsAmong(table, columns), [], 'typed words are sealed by `update`');
    const sets = names.map((name, at) => `${name} = ?${values.length + at + 1}`).join(', ');
    return await this.run(
      `UPDATE ${table} SET ${sets} WHERE ${condition}`,
      ...values,
      ...Object.values(columns),
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
}
