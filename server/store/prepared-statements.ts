import assert from 'node:assert/strict';
import { constants, type DatabaseSync, type StatementSync } from 'node:sqlite';
import { TYPED_WORDS, type WordsPlace } from './typed-words.ts';

/** Distinct statements are few; more means a text built from values, which is a bug. */
const MAX_STATEMENTS = 1000;

/** Where a column of a result comes from, when it holds typed words. */
export interface WordsOfResult extends WordsPlace {
  readonly name: string;
}

export interface Prepared {
  readonly statement: StatementSync;
  readonly words: readonly WordsOfResult[];
  /** It changes a table whose answers are kept: a trigger of the table says so, which it sets off. */
  readonly changesKept: boolean;
}

const { SQLITE_OK, SQLITE_UPDATE } = constants;

/**
 * The statements of one connection, each prepared once. Whether one changes what is kept is said by SQLite itself as it compiles:
 * nobody declares it, nobody forgets a trigger.
 */
export class PreparedStatements {
  readonly #db: DatabaseSync;
  readonly #known = new Map<string, Prepared>();
  #changesKept = false;

  constructor(db: DatabaseSync) {
    this.#db = db;
    // Set once and for all: setting it makes SQLite compile every statement anew.
    db.setAuthorizer((action, table) => {
      if (action === SQLITE_UPDATE && table === 'kept_version') this.#changesKept = true;
      return SQLITE_OK;
    });
  }

  of(source: string): Prepared {
    const known = this.#known.get(source);
    if (known) return known;
    assert(this.#known.size < MAX_STATEMENTS, 'a statement never holds a value in its text');
    this.#changesKept = false;
    const statement = this.#db.prepare(source);
    const words = statement.columns().flatMap(({ name, table, column }) => {
      const isWords = TYPED_WORDS[table ?? '']?.columns.includes(column ?? '');
      return isWords && table && column ? [{ name, table, column }] : [];
    });
    const prepared = { statement, words, changesKept: this.#changesKept };
    this.#known.set(source, prepared);
    return prepared;
  }
}
