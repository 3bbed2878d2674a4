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
  /** Tables it reads and tables it changes, those of the triggers it sets off among them. */
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}

const { SQLITE_OK, SQLITE_READ, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE } = constants;

/**
 * The statements of one connection, each prepared once. What each touches is said by SQLite itself as it compiles: nobody
 * declares it, nobody forgets a trigger.
 */
export class PreparedStatements {
  readonly #db: DatabaseSync;
  readonly #known = new Map<string, Prepared>();
  #reads = new Set<string>();
  #writes = new Set<string>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    // Set once and for all: setting it makes SQLite compile every statement anew.
    db.setAuthorizer((action, table) => {
      if (action === SQLITE_READ) this.#reads.add(table ?? '');
      else if (action === SQLITE_INSERT || action === SQLITE_UPDATE || action === SQLITE_DELETE)
        this.#writes.add(table ?? '');
      return SQLITE_OK;
    });
  }

  of(source: string): Prepared {
    const known = this.#known.get(source);
    if (known) return known;
    assert(this.#known.size < MAX_STATEMENTS, 'a statement never holds a value in its text');
    this.#reads = new Set();
    this.#writes = new Set();
    const statement = this.#db.prepare(source);
    const words = statement.columns().flatMap(({ name, table, column }) => {
      const isWords = TYPED_WORDS[table ?? '']?.columns.includes(column ?? '');
      return isWords && table && column ? [{ name, table, column }] : [];
    });
    const prepared = { statement, words, reads: this.#reads, writes: this.#writes };
    // SQLite compiles one anew when the schema changes: what it says then is nobody's.
    this.#reads = new Set();
    this.#writes = new Set();
    this.#known.set(source, prepared);
    return prepared;
  }
}
