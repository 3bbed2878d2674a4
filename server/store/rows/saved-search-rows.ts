import type { SavedSearchRow, SavedSearchWriter } from '../../ports/rows/saved-searches.ts';
import { bytes, int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function searchOf(row: Row): SavedSearchRow {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    account: text(row, 'account'),
    atMs: int(row, 'at_ms'),
    sealed: bytes(row, 'sealed'),
  };
}

export class SavedSearchRows implements SavedSearchWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of(charity: string, account: string) {
    const source = 'SELECT * FROM saved_search WHERE account = ? AND charity = ? ORDER BY id';
    return (await this.#sql.all(source, account, charity)).map(searchOf);
  }

  async add(row: SavedSearchRow) {
    await this.#sql.insert('saved_search', { ...row });
  }

  async drop(id: string) {
    return await this.#sql.run('DELETE FROM saved_search WHERE id = ?', id);
  }

  async dropBefore(atMs: number) {
    return await this.#sql.run('DELETE FROM saved_search WHERE at_ms < ?', atMs);
  }
}
