import { isSealedKind, SEALED_KINDS } from '../../domain/next-card/sealed-kinds.ts';
import type { SealedTable } from '../../ports/rows/rotations.ts';

/** How the sealed values of a table are walked, in the order of its key. */
interface SealedTableWalk {
  readonly table: SealedTable;
  /** Its key, each column with a value that stands before all others. */
  readonly before: Readonly<Record<string, string | number>>;
  /** What names one of its values to a person, as text. */
  readonly subject: string;
  /** Its rows of one owner of keys (?). */
  readonly of: string;
  /** Values at a time. */
  readonly page: number;
}

/** Some 30 ms of sealing: agents' cards pass between two pages. */
const PAGE = 200;

/** In the order in which rows came. A record's place is its number. */
export const placeIn = (table: string) => (table === 'record' ? 'id' : 'rowid');

/**
 * Every table sealed under keys that are rotated. A test compares it with the schema (test/rules/sealed-tables.test.ts): a sealed
 * column that it does not name would be lost with the former key.
 */
export const SEALED_TABLES: readonly SealedTableWalk[] = Object.keys(SEALED_KINDS)
  .filter(isSealedKind)
  .map((table) => ({
    table,
    before: { [placeIn(table)]: 0 },
    subject: SEALED_KINDS[table].key,
    of: 'campaign = ?',
    page: PAGE,
  }));

/** Of a table of the list. */
export function walkOf(table: SealedTable): SealedTableWalk {
  const walk = SEALED_TABLES.find((one) => one.table === table);
  if (!walk) throw new Error(`${table} holds nothing that is rotated`);
  return walk;
}
