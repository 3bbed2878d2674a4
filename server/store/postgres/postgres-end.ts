import type { PoolClient } from 'pg';
import type { Row } from '../columns.ts';
import {
  type BaseEnd,
  type GivenNumbers,
  lastText,
  quoted,
  type ReceivingEnd,
  sliceText,
} from '../move/base-end.ts';
import type { MovedTable } from '../move/moved-tables.ts';
import { asPostgresRefusal } from './postgres-failures.ts';

const marked = (at: number) => `$${at}`;

/** PostgreSQL's base as one end of a move, on a connection of its own. */
export class PostgresEnd implements BaseEnd {
  protected readonly client: PoolClient;

  constructor(client: PoolClient) {
    this.client = client;
  }

  protected async ask(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    try {
      return (await this.client.query<Record<string, Row[string]>>(text, [...values])).rows;
    } catch (error) {
      throw asPostgresRefusal(error);
    }
  }

  slice(table: MovedTable, after: Row | undefined, most: number): Promise<readonly Row[]> {
    const values = after ? table.order.map((column) => after[column]) : [];
    return this.ask(sliceText(table, !after, marked), [...values, most]);
  }

  async last(table: MovedTable): Promise<Row | undefined> {
    return (await this.ask(lastText(table)))[0];
  }

  async givenNumbers(): Promise<GivenNumbers> {
    const rows = await this.ask('SELECT name, number FROM given_number');
    return new Map(rows.map(({ name, number }) => [String(name), Number(number)]));
  }
}

/** The next row that the table numbers gets more than every number there is, or was. */
export function nextNumber(table: string, column: string, given: number): string {
  const last = `greatest(max("${column}"), ${given})`;
  const sequence = `pg_get_serial_sequence('"${table}"', '${column}')`;
  return `SELECT setval(${sequence}, ${last} + 1, false) FROM "${table}" HAVING ${last} > 0`;
}

/** A base whose own triggers sleep while it receives; references are looked at row by row. */
export class ReceivingPostgresEnd extends PostgresEnd implements ReceivingEnd {
  async #together(acts: readonly string[]): Promise<void> {
    try {
      await this.client.query(`BEGIN; ${acts.join('; ')}; COMMIT`);
    } catch (error) {
      await this.client.query('ROLLBACK');
      throw asPostgresRefusal(error);
    }
  }

  /** Before rows come. Twice does nothing. */
  async sleep(tables: readonly MovedTable[]): Promise<void> {
    await this.#together(tables.map(({ name }) => `ALTER TABLE "${name}" DISABLE TRIGGER USER`));
  }

  async add({ name, columns }: MovedTable, rows: readonly Row[]): Promise<void> {
    const lines = rows.map(
      (_, row) => `(${columns.map((_column, at) => marked(row * columns.length + at + 1)).join(', ')})`,
    );
    const values = rows.flatMap((row) => columns.map((column) => row[column]));
    await this.ask(`INSERT INTO "${name}" (${quoted(columns)}) VALUES ${lines.join(', ')}`, values);
  }

  async empty(tables: readonly MovedTable[]): Promise<void> {
    await this.ask(`TRUNCATE ${quoted(tables.map(({ name }) => name))}`);
  }

  async complete(tables: readonly MovedTable[], numbers: GivenNumbers): Promise<void> {
    const sequences = tables.flatMap(({ name, numbered }) =>
      numbered === undefined ? [] : [nextNumber(name, numbered, numbers.get(name) ?? 0)],
    );
    const given = [...numbers].map(
      ([name, number]) => `INSERT INTO given_number VALUES ('${name}', ${number})`,
    );
    await this.#together([
      'TRUNCATE given_number',
      ...given,
      ...sequences,
      // Servers of before the move have kept nothing of this base: it had none.
      'UPDATE kept_version SET version = version + 1',
      ...tables.map(({ name }) => `ALTER TABLE "${name}" ENABLE TRIGGER USER`),
      'ANALYZE',
    ]);
  }
}
