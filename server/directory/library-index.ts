import { DatabaseSync } from 'node:sqlite';
import { foldedText } from '../../shared/folded-text.ts';
import type { DocumentEntry, DocumentQuery, DocumentsFound } from '../ports/people/directory.ts';

const SCHEMA = `
PRAGMA temp_store = MEMORY;
CREATE TABLE document (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (
  title, body, content = '', contentless_delete = 1, prefix = '2 3', tokenize = "unicode61 remove_diacritics 2"
);
`;

/** Total and page come of one statement, after the conditions: neither can hold a document that was not given as seen. */
const FIND = `WITH seen AS MATERIALIZED (
    SELECT document.id AS id, document.row AS row, bm25(words, 4.0, 1.0) AS score
    FROM words JOIN document ON document.row = words.rowid
    WHERE words MATCH ? AND document.id IN (SELECT value FROM json_each(?)))
  SELECT id, (SELECT count(*) FROM seen) AS total FROM seen ORDER BY score, row LIMIT ? OFFSET ?`;

/** Each is the beginning of a word, accents and capitals aside; undefined for nothing to look for. */
function matching(text: string): string | undefined {
  const tokens = foldedText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((one) => one !== '');
  return tokens.length === 0 ? undefined : tokens.map((one) => `"${one}"*`).join(' AND ');
}

/** Words of the documents of one charity, in an SQLite of this thread's memory. */
export class LibraryIndex {
  readonly #db = new DatabaseSync(':memory:');

  constructor() {
    this.#db.exec(SCHEMA);
  }

  /** What stands there: the stamp of each document. */
  stamps(): Readonly<Record<string, string>> {
    const rows = this.#db.prepare('SELECT id, stamp FROM document').all();
    return Object.fromEntries(rows.map(({ id, stamp }) => [String(id), String(stamp)]));
  }

  /** In the place of those of the same ids. */
  put(entries: readonly DocumentEntry[]): void {
    this.drop(entries.map(({ id }) => id));
    for (const { id, stamp, title, body } of entries) {
      const source = 'INSERT INTO document (id, stamp) VALUES (?, ?)';
      const { lastInsertRowid: row } = this.#db.prepare(source).run(id, stamp);
      this.#db.prepare('INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)').run(row, title, body);
    }
  }

  drop(ids: readonly string[]): void {
    for (const id of ids) {
      const row = this.#db.prepare('SELECT row FROM document WHERE id = ?').get(id)?.row;
      if (row === undefined) continue;
      for (const source of ['DELETE FROM words WHERE rowid = ?', 'DELETE FROM document WHERE row = ?']) {
        const statement = this.#db.prepare(source);
        // As in people-index.ts: the last row of such a table overflows a number.
        statement.setReadBigInts(true);
        statement.run(row);
      }
    }
  }

  find({ text, seen, from, limit }: DocumentQuery): DocumentsFound {
    const match = matching(text);
    if (match === undefined) return { total: 0, ids: [] };
    const rows = this.#db.prepare(FIND).all(match, JSON.stringify(seen), limit, from);
    return { total: Number(rows[0]?.total ?? 0), ids: rows.map(({ id }) => String(id)) };
  }

  close(): void {
    this.#db.close();
  }
}
