import assert from 'node:assert/strict';
import type { KeptFile, KeptFileWriter, Shelf } from '../../ports/rows/kept-files.ts';
import { bytes, int, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

/** What the table takes in a row. */
const PART_BYTES = 2 ** 20;

const UNOWNED = `SELECT DISTINCT name FROM kept_file WHERE shelf = 'outgoing'
AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.id = kept_file.name)`;

export class KeptFileRows implements KeptFileWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async read({ shelf, name }: KeptFile) {
    const parts = await this.#sql.all(
      'SELECT content FROM kept_file WHERE shelf = ? AND name = ? ORDER BY part',
      shelf,
      name,
    );
    if (parts.length === 0) return undefined;
    return new Uint8Array(Buffer.concat(parts.map((row) => bytes(row, 'content'))));
  }

  async list(shelf: Shelf) {
    const rows = await this.#sql.all(
      'SELECT name, sum(length(content)) AS bytes FROM kept_file WHERE shelf = ? GROUP BY name ORDER BY name',
      shelf,
    );
    return rows.map((row) => ({ name: text(row, 'name'), bytes: int(row, 'bytes') }));
  }

  async put(file: KeptFile, content: Uint8Array) {
    assert(content.length > 0, 'a file that is kept has bytes');
    await this.remove(file);
    for (let part = 0; part * PART_BYTES < content.length; part += 1) {
      const from = part * PART_BYTES;
      await this.#sql.insert('kept_file', {
        ...{ shelf: file.shelf, name: file.name, part },
        content: content.subarray(from, from + PART_BYTES),
      });
    }
  }

  async remove({ shelf, name }: KeptFile) {
    await this.#sql.run('DELETE FROM kept_file WHERE shelf = ? AND name = ?', shelf, name);
  }

  async removeUnowned() {
    const names = (await this.#sql.all(UNOWNED)).map((row) => text(row, 'name'));
    for (const name of names) await this.remove({ shelf: 'outgoing', name });
    return names.length;
  }
}
