import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { foldedText } from '../../shared/folded-text.ts';
import { LAYERS, type Layer } from '../domain/people/people-rights.ts';
import type {
  DirectoryAnswer,
  DirectoryEntry,
  DirectoryQuery,
  DirectoryScope,
  FoundPerson,
  ValueCount,
} from '../ports/people/directory.ts';

const SCHEMA = `
PRAGMA temp_store = MEMORY;
CREATE TABLE entry (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sorted TEXT NOT NULL,
  status TEXT NOT NULL, kind TEXT NOT NULL, since_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_sorted ON entry (sorted, row);
CREATE TABLE belonging (entry INTEGER NOT NULL, group_id TEXT NOT NULL, PRIMARY KEY (group_id, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX belonging_of ON belonging (entry);
CREATE TABLE facet (
  entry INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, layer TEXT NOT NULL,
  -- Else the value from one of its later words on: « caen » of « gl caen ».
  is_whole INTEGER NOT NULL,
  PRIMARY KEY (key, value, layer, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX facet_of ON facet (entry);
CREATE VIRTUAL TABLE words USING fts5 (
  ${LAYERS.map((one) => `"${one}"`).join(', ')},
  content = '', contentless_delete = 1, prefix = '2 3', tokenize = "unicode61 remove_diacritics 2"
);
`;

const REMOVALS = [
  'DELETE FROM words WHERE rowid = ?',
  'DELETE FROM belonging WHERE entry = ?',
  'DELETE FROM facet WHERE entry = ?',
  'DELETE FROM entry WHERE row = ?',
];

interface Clause {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const list = (values: readonly string[]) => JSON.stringify(values);

function whoseClause({ whose }: DirectoryScope): Clause {
  switch (whose.kind) {
    case 'everyone':
      return { sql: '1', values: [] };
    case 'participant':
      return { sql: 'e.id = ?', values: [whose.id] };
    case 'groups':
      return {
        sql: 'e.row IN (SELECT entry FROM belonging WHERE group_id IN (SELECT value FROM json_each(?)))',
        values: [list(whose.groups)],
      };
  }
}

/** Words as the tokenizer parts them: « Jean-Paul » is two. */
function tokens(words: readonly string[]): readonly string[] {
  return words.flatMap((one) => foldedText(one).split(/[^\p{L}\p{N}]+/u)).filter((one) => one !== '');
}

/**
 * `+e.row`: without the sign SQLite looks each row of the scope up in the words, a hundred times as slow (measured among 10,000
 * people; test/bench keeps watch).
 */
function wordsClause(words: readonly string[], layers: readonly Layer[]): Clause | undefined {
  const sought = tokens(words);
  if (sought.length === 0) return undefined;
  const columns = layers.map((one) => `"${one}"`).join(' ');
  const match = `{${columns}} : (${sought.map((one) => `"${one}"*`).join(' AND ')})`;
  return { sql: '+e.row IN (SELECT rowid FROM words WHERE words MATCH ?)', values: [match] };
}

/** A value of which a word begins so: U+FFFF stands after whatever may follow. */
function filterClause(
  { key, value, isWhole }: DirectoryQuery['filters'][number],
  layers: readonly Layer[],
): Clause {
  if (isWhole)
    return {
      sql: `+e.row IN (SELECT entry FROM facet WHERE key = ? AND value = ? AND is_whole = 1 AND layer IN (SELECT value FROM json_each(?)))`,
      values: [key, value, list(layers)],
    };
  return {
    sql: `+e.row IN (SELECT entry FROM facet WHERE key = ? AND value >= ? AND value < ? AND layer IN (SELECT value FROM json_each(?)))`,
    values: [key, value, `${value}\uffff`, list(layers)],
  };
}

function scopeClause(scope: DirectoryScope, { words, filters }: DirectoryQuery): Clause {
  const parts = [
    whoseClause(scope),
    ...filters.map((one) => filterClause(one, scope.layers)),
    ...[wordsClause(words, scope.layers)].filter((one) => one !== undefined),
  ];
  return {
    sql: `SELECT e.row FROM entry e WHERE ${parts.map(({ sql }) => sql).join(' AND ')}`,
    values: parts.flatMap(({ values }) => values),
  };
}

/** A note of many words is found by its first ones, and by the search in texts. */
const MOST_LATER_WORDS = 6;

/** The value from its second word on, from its third… */
function laterWords(value: string): readonly string[] {
  const words = value.split(' ');
  return words.slice(1, 1 + MOST_LATER_WORDS).map((_, at) => words.slice(at + 1).join(' '));
}

/** Opened cards of one charity, in an SQLite of this thread’s memory. */
export class PeopleIndex {
  readonly #db = new DatabaseSync(':memory:');
  /** Prepared once: an opening of 10,000 cards runs each of these 100,000 times. */
  readonly #statements = new Map<string, StatementSync>();
  /** By row: shown, and never asked for. */
  readonly #belongings = new Map<number, DirectoryEntry['belongings']>();

  constructor() {
    this.#db.exec(SCHEMA);
  }

  /** All of them, or none. */
  put(entries: readonly DirectoryEntry[]): void {
    this.#whole(() => {
      for (const entry of entries) {
        this.#remove(entry.id);
        this.#add(entry);
      }
    });
  }

  drop(ids: readonly string[]): void {
    this.#whole(() => {
      for (const id of ids) this.#remove(id);
    });
  }

  ids(): readonly string[] {
    return this.#db
      .prepare('SELECT id FROM entry')
      .all()
      .map(({ id }) => String(id));
  }

  count(): number {
    return Number(this.#db.prepare('SELECT count(*) AS n FROM entry').get()?.n ?? 0);
  }

  /** Total and page come of one statement: neither can count what the scopes do not hold. */
  find(query: DirectoryQuery): DirectoryAnswer {
    if (query.scopes.length === 0) return { total: 0, found: [] };
    const clauses = query.scopes.map((one) => scopeClause(one, query));
    const rows = this.#db
      .prepare(
        `WITH seen AS (${clauses.map(({ sql }) => sql).join(' UNION ')})
         SELECT entry.row AS row, id, name, status, kind, since_ms, (SELECT count(*) FROM seen) AS total
         FROM seen JOIN entry ON entry.row = seen.row ORDER BY sorted, entry.row LIMIT ? OFFSET ?`,
      )
      .all(...clauses.flatMap(({ values }) => values), query.limit, query.from);
    return {
      total: Number(rows[0]?.total ?? 0),
      found: rows.map((row) => ({
        id: String(row.id),
        name: String(row.name),
        status: String(row.status) as FoundPerson['status'],
        kind: String(row.kind) as FoundPerson['kind'],
        sinceMs: Number(row.since_ms),
        belongings: this.#belongings.get(Number(row.row)) ?? [],
      })),
    };
  }

  /** A card counts once for a value, by however many scopes it is seen. */
  tally(key: string, scopes: readonly DirectoryScope[]): readonly ValueCount[] {
    if (scopes.length === 0) return [];
    const clauses = scopes.map((scope) => ({ ...whoseClause(scope), layers: list(scope.layers) }));
    const each = clauses.map(
      ({ sql }) => `SELECT f.value AS value, e.row AS row FROM facet f JOIN entry e ON e.row = f.entry
        WHERE f.key = ? AND f.is_whole = 1 AND f.layer IN (SELECT value FROM json_each(?)) AND ${sql}`,
    );
    return this.#db
      .prepare(`SELECT value, count(*) AS cards FROM (${each.join(' UNION ')}) GROUP BY value ORDER BY value`)
      .all(...clauses.flatMap(({ values, layers }) => [key, layers, ...values]))
      .map((row) => ({ value: String(row.value), cards: Number(row.cards) }));
  }

  close(): void {
    this.#db.close();
  }

  #whole(work: () => void): void {
    this.#db.exec('BEGIN');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #add({ id, name, status, kind, sinceMs, belongings, texts, facets }: DirectoryEntry): void {
    const { lastInsertRowid: row } = this.#prepared(
      'INSERT INTO entry (id, name, sorted, status, kind, since_ms) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(id, name, foldedText(name), status, kind, sinceMs);
    this.#belongings.set(Number(row), belongings);
    for (const { group, level } of belongings)
      if (level !== 'asked')
        this.#prepared('INSERT OR IGNORE INTO belonging (entry, group_id) VALUES (?, ?)').run(row, group);
    for (const { key, value, layer } of facets) this.#addFacet(row, [key, value, layer, 1]);
    for (const { key, value, layer } of facets)
      for (const later of laterWords(value)) this.#addFacet(row, [key, later, layer, 0]);
    this.#prepared(
      `INSERT INTO words (rowid, ${LAYERS.map((one) => `"${one}"`).join(', ')}) VALUES (?${', ?'.repeat(LAYERS.length)})`,
    ).run(row, ...LAYERS.map((one) => texts[one] ?? ''));
  }

  /** A value stands as it is before another's words stand for it: the first one is kept. */
  #addFacet(
    row: number | bigint,
    facet: readonly [key: string, value: string, layer: string, isWhole: 0 | 1],
  ) {
    const source = 'INSERT OR IGNORE INTO facet (entry, key, value, layer, is_whole) VALUES (?, ?, ?, ?, ?)';
    this.#prepared(source).run(row, ...facet);
  }

  #prepared(source: string): StatementSync {
    const known = this.#statements.get(source);
    if (known) return known;
    const made = this.#db.prepare(source);
    this.#statements.set(source, made);
    return made;
  }

  #remove(id: string): void {
    const row = this.#prepared('SELECT row FROM entry WHERE id = ?').get(id)?.row;
    if (row === undefined) return;
    this.#belongings.delete(Number(row));
    for (const source of REMOVALS) {
      // Such a table answers a last row that overflows a number, and the statements after it too: asked as a big integer,
      // none throws.
      const statement = this.#prepared(source);
      statement.setReadBigInts(true);
      statement.run(row);
    }
  }
}
