import type { Row } from '../columns.ts';
import type { MovedTable } from './moved-tables.ts';

/** The last number that each table has given for ever, whatever rows are gone. */
export type GivenNumbers = ReadonlyMap<string, number>;

/** One of the two bases of a move. The rows are what the base holds, sealed words included: nothing is opened. */
export interface BaseEnd {
  /** Rows after that one in the order of the table; from the first without it. */
  slice(table: MovedTable, after: Row | undefined, most: number): Promise<readonly Row[]>;
  last(table: MovedTable): Promise<Row | undefined>;
  givenNumbers(): Promise<GivenNumbers>;
}

/** A base that nobody is served from, without the triggers that guard one: rows come as they are. */
export interface ReceivingEnd extends BaseEnd {
  /** All or none. */
  add(table: MovedTable, rows: readonly Row[]): Promise<void>;
  /** Nothing of what was received is left. */
  empty(tables: readonly MovedTable[]): Promise<void>;
  /** All rows are there: numbers go on after them, triggers guard them. Twice does no harm. */
  complete(tables: readonly MovedTable[], numbers: GivenNumbers): Promise<void>;
}

/** Names of ours, some of which are words of SQL. */
export const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** Rows of that table after the one whose order is given; `mark` writes the n-th value. */
export function sliceText(table: MovedTable, isFirst: boolean, mark: (at: number) => string): string {
  const { name, columns, order } = table;
  const marks = order.map((_, at) => mark(at + 1)).join(', ');
  const where = isFirst ? '' : `WHERE (${quoted(order)}) > (${marks})`;
  return `SELECT ${quoted(columns)} FROM "${name}" ${where} ORDER BY ${quoted(order)} LIMIT ${mark(isFirst ? 1 : order.length + 1)}`;
}

export function lastText({ name, columns, order }: MovedTable): string {
  const backwards = order.map((column) => `"${column}" DESC`).join(', ');
  return `SELECT ${quoted(columns)} FROM "${name}" ORDER BY ${backwards} LIMIT 1`;
}
