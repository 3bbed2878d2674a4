import { isDeepStrictEqual } from 'node:util';
import type { Row } from '../columns.ts';
import type { BaseEnd, ReceivingEnd } from './base-end.ts';
import type { MovedTable } from './moved-tables.ts';

/** Bounds of a slice: what is in memory at a time, and what one transaction writes. */
const MOST_ROWS = 1_000;
const MOST_BYTES = 8 * 2 ** 20;
/** What one statement of PostgreSQL takes. */
const MOST_VALUES = 60_000;
/** Nobody knows yet how large the rows of a table are. */
const FIRST_ROWS = 16;

function sizeOf(rows: readonly Row[]): number {
  let bytes = 0;
  for (const row of rows)
    for (const value of Object.values(row))
      bytes += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
  return bytes;
}

/** Slices of a table from the row after that one: small at first, larger while the rows allow it. */
async function* slices(end: BaseEnd, table: MovedTable, from?: Row): AsyncGenerator<readonly Row[]> {
  let after = from;
  let most = FIRST_ROWS;
  const wide = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / table.columns.length));
  for (;;) {
    const rows = await end.slice(table, after, most);
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1);
    const fit = Math.floor((MOST_BYTES * rows.length) / sizeOf(rows));
    most = Math.max(1, Math.min(most * 2, fit, wide));
  }
}

export interface Move {
  readonly from: BaseEnd;
  readonly to: ReceivingEnd;
  readonly tables: readonly MovedTable[];
}

/** Told after each slice: how many rows came with it. */
export type Told = (rows: number) => void;

/** After the last row that is there, table by table. */
export async function copyRows({ from, to, tables }: Move, told: Told): Promise<void> {
  for (const table of tables) {
    for await (const slice of slices(from, table, await to.last(table))) {
      await to.add(table, slice);
      told(slice.length);
    }
  }
}

/** How many rows both have, the same in the same order; undefined at the first difference. */
async function sameRows({ from, to }: Move, table: MovedTable): Promise<number | undefined> {
  let count = 0;
  let last: Row | undefined;
  for await (const slice of slices(from, table)) {
    const other = await to.slice(table, last, slice.length);
    if (!isDeepStrictEqual(slice.map(plain), other.map(plain))) return undefined;
    count += slice.length;
    last = slice.at(-1);
  }
  return (await to.slice(table, last, 1)).length === 0 ? count : undefined;
}

/** Rows of the two drivers have other prototypes, and their columns another order. */
function plain(row: Row): Row {
  return { ...row };
}

/** Rows by table, when both bases hold the same; undefined when they do not. */
export async function compareBases(move: Move): Promise<ReadonlyMap<string, number> | undefined> {
  const counts = new Map<string, number>();
  for (const table of move.tables) {
    const count = await sameRows(move, table);
    if (count === undefined) return undefined;
    counts.set(table.name, count);
  }
  return counts;
}

/**
 * Carries every row, then compares both bases row by row. Begun again after a cut it goes on after the last row that arrived;
 * where the source has changed since, the comparison says so and all is carried anew. Rows by table; undefined when what arrived
 * is not what left even so: the source then changes under the move.
 */
export async function copyBase(move: Move, told: Told): Promise<ReadonlyMap<string, number> | undefined> {
  await copyRows(move, told);
  const counts = await compareBases(move);
  if (counts) return counts;
  await move.to.empty(move.tables);
  await copyRows(move, told);
  return await compareBases(move);
}
