import type { WordsWriter } from '../../ports/typed-words.ts';
import { text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { SEALED_LIKE, TYPED_WORDS } from '../typed-words.ts';

const KEEP = `INSERT INTO words_key (campaign, public_key) VALUES (?, ?)
ON CONFLICT (campaign) DO UPDATE SET public_key = excluded.public_key WHERE words_key.public_key <> excluded.public_key`;

/** Every column of the list, one by one. */
const COLUMNS = Object.entries(TYPED_WORDS).flatMap(([table, { columns }]) =>
  columns.map((column) => ({ table, column })),
);

function clearOf(table: string, column: string): string {
  return `SELECT * FROM ${table} WHERE ${column} <> '' AND ${column} NOT LIKE '${SEALED_LIKE}' LIMIT ?`;
}

export class WordsRows implements WordsWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async areSwept() {
    const found = `SELECT count(*) AS n FROM words_key WHERE campaign = '' AND swept_at_ms IS NOT NULL`;
    return (await this.#sql.count(found)) === 1;
  }

  async keepKey(campaign: string, publicKey: string) {
    await this.#sql.run(KEEP, campaign, publicKey);
  }

  async sweepSome(limit: number) {
    let left = limit;
    for (const { table, column } of COLUMNS) {
      const rows = left > 0 ? await this.#sql.all(clearOf(table, column), left) : [];
      const names = await this.#sql.keyColumns(table);
      const set = `UPDATE ${table} SET ${column} = ? WHERE ${names.map((name) => `${name} = ?`).join(' AND ')}`;
      for (const row of rows) {
        const sealed = await this.#sql.sealed({ table, column }, row, text(row, column));
        await this.#sql.run(set, sealed, ...names.map((name) => row[name] ?? null));
      }
      left -= rows.length;
    }
    return limit - left;
  }

  async markSwept(atMs: number) {
    await this.#sql.run(`UPDATE words_key SET swept_at_ms = ? WHERE campaign = ''`, atMs);
  }
}
