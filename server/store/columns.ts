import assert from 'node:assert/strict';
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

/** A row as the database gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Reading: STRICT tables hold the type, so another one is a bug of the query, not bad data. */
export function text(row: Row, column: string): string {
  const value = row[column];
  assert(typeof value === 'string', `${column} is text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function int(row: Row, column: string): number {
  const value = row[column];
  assert(typeof value === 'number', `${column} is an integer`);
  return value;
}

export function intOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : int(row, column);
}

export function flag(row: Row, column: string): boolean {
  return int(row, column) === 1;
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  assert(value instanceof Uint8Array, `${column} is a blob`);
  return value;
}

export function bytesOrNull(row: Row, column: string): Uint8Array | null {
  return row[column] === null ? null : bytes(row, column);
}

/** Values to write, by property name of the row's type. */
export type Values = object;

const columnNames = new Map<string, string>();

/** `dueAtMs` → `due_at_ms`. Property names come from our row types; anything else is a bug. */
function columnName(property: string): string {
  const known = columnNames.get(property);
  if (known !== undefined) return known;
  assert.match(property, /^[a-z][a-zA-Z0-9]*$/, 'a column is named by a property of a row type');
  const column = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columnNames.set(property, column);
  return column;
}

function columnValue(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  assert(value instanceof Uint8Array, 'a nested value is turned into text before it is written');
  return value;
}

/** Columns and values of a row or of a partial change; `undefined` is left out. */
export function columnsOf(values: Values): Readonly<Record<string, SQLInputValue>> {
  const columns: Record<string, SQLInputValue> = {};
  for (const [property, value] of Object.entries(values)) {
    if (value !== undefined) columns[columnName(property)] = columnValue(value);
  }
  return columns;
}
