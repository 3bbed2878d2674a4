import type * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { parsedAs } from '../../shared/shape-of.ts';
import { type Row, text } from './columns.ts';

/** Where a text stands in the base. */
export interface StoredCell {
  readonly table: string;
  /** Of its row: numbers, codes and ids, which name nobody. */
  readonly key: string;
  readonly column: string;
}

/** A JSON text as it was written. AppError `row-damaged`: it is no JSON, or not of that shape. */
export function parsedCell<T>(content: string, cell: StoredCell, shape: z.ZodType<T>): T {
  const value = parsedAs(content, shape);
  if (value !== undefined) return value;
  throw rowDamaged(cell);
}

/** Reads the JSON columns of a table whose rows are named by these columns. AppError `row-damaged`. */
export function jsonColumns(
  table: string,
  ...key: readonly string[]
): <T>(row: Row, column: string, shape: z.ZodType<T>) => T {
  return (row, column, shape) =>
    parsedCell(text(row, column), { table, column, key: key.map((name) => row[name]).join(' ') }, shape);
}

/** Names the place and never the value. */
function rowDamaged({ table, key, column }: StoredCell): AppError {
  return new AppError({
    code: 'row-damaged',
    kind: 'unavailable',
    message: `La base de données est abîmée : table ${table}, ligne ${key}, colonne ${column}.`,
    hint: 'N’y changez rien à la main. Vérifiez le disque, puis remettez la dernière sauvegarde : plateau restore NOM --into DOSSIER.',
  });
}
