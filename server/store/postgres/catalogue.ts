import type { Pool } from 'pg';
import { TYPED_WORDS, type WordsPlace } from '../typed-words.ts';

/** What the rows ask of the base about itself; it changes with the schema alone. */
export interface Catalogue {
  /** Of a column of a result, by the numbers of its table and of itself: where it stands, when it holds typed words. */
  wordsAt(table: number, column: number): WordsPlace | undefined;
  /** The column of a table that PostgreSQL numbers by itself. */
  numbered(table: string): string | undefined;
  keyColumns(table: string): readonly string[];
}

interface Column {
  readonly oid: number;
  readonly place: number;
  readonly table: string;
  readonly column: string;
  readonly is_numbered: number;
  readonly key_rank: number | null;
}

const COLUMNS = `SELECT t.oid, a.attnum AS place, t.relname AS "table", a.attname AS "column",
  a.attidentity <> '' AS is_numbered, array_position(k.indkey::int2[], a.attnum) AS key_rank
FROM pg_class AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_index AS k ON k.indrelid = t.oid AND k.indisprimary
WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
ORDER BY t.relname COLLATE "C", a.attnum`;

/** Read once, as the base is opened. */
export async function readCatalogue(pool: Pool): Promise<Catalogue> {
  const { rows: columns } = await pool.query<Column>(COLUMNS);
  const words = new Map<string, WordsPlace>();
  const numbered = new Map<string, string>();
  for (const { oid, place, table, column, is_numbered: isNumbered } of columns) {
    if (TYPED_WORDS[table]?.columns.includes(column)) words.set(`${oid} ${place}`, { table, column });
    if (isNumbered === 1) numbered.set(table, column);
  }
  return {
    wordsAt: (table, column) => words.get(`${table} ${column}`),
    numbered: (table) => numbered.get(table),
    keyColumns: (table) =>
      columns
        .filter((one) => one.table === table && one.key_rank !== null)
        .sort((a, b) => (a.key_rank ?? 0) - (b.key_rank ?? 0))
        .map(({ column }) => column),
  };
}
