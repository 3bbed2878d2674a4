import type { Row } from '../columns.ts';

type Value = Row[string];

/** Text as PostgreSQL sends it, by the number of the type in its catalogue. */
const READERS: Readonly<Record<number, (text: string) => Value>> = {
  // bool: rows know 0 and 1.
  16: (text) => (text === 't' ? 1 : 0),
  // bytea, in hexadecimal: bytes of their own, not a slice of a pool that others share.
  17: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  // int8, int2, int4, oid, numeric: everything we count and every amount is below 2^53.
  20: Number,
  21: Number,
  23: Number,
  26: Number,
  1700: Number,
};

/** How the driver reads columns: as SQLite gives them, so that rows are read by one text. */
export const rowTypes = {
  getTypeParser: (type: number) => READERS[type] ?? ((text: string) => text),
};
