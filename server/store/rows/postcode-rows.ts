import * as z from 'zod';
import type { Country } from '../../../shared/country.ts';
import type { PostcodeWriter } from '../../ports/rows/postcodes.ts';
import { text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { parsedCell } from '../stored-json.ts';

const TOWNS = z.array(z.string());

export class PostcodeRows implements PostcodeWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async towns(country: Country, postcode: string) {
    const row = await this.#sql.get(
      'SELECT towns FROM postcode WHERE country = ? AND postcode = ?',
      country,
      postcode,
    );
    const cell = { table: 'postcode', key: `${country} ${postcode}`, column: 'towns' };
    return row ? parsedCell(text(row, 'towns'), cell, TOWNS) : [];
  }

  async codes(country: Country) {
    const rows = await this.#sql.all('SELECT postcode FROM postcode WHERE country = ?', country);
    return rows.map((row) => text(row, 'postcode'));
  }

  async count(country: Country) {
    return await this.#sql.count('SELECT count(*) AS n FROM postcode WHERE country = ?', country);
  }

  async replace(country: Country, towns: ReadonlyMap<string, readonly string[]>) {
    await this.#sql.run('DELETE FROM postcode WHERE country = ?', country);
    for (const [postcode, names] of towns)
      await this.#sql.insert('postcode', { country, postcode, towns: JSON.stringify(names) });
  }
}
