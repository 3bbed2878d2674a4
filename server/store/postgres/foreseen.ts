import assert from 'node:assert/strict';
import * as z from 'zod';
import { parsedAs } from '../../../shared/shape-of.ts';
import type { Row } from '../columns.ts';
import type { SqlValue } from '../sql.ts';
import { inPostgres } from './dialect.ts';

/** A statement that some work will ask, with its values. Its columns hold neither bytes nor typed words. */
export interface Foreseen {
  readonly source: string;
  readonly values: readonly SqlValue[];
}

/** All of them, and the version of what is kept, in one statement: one message, and one state of the base. */
export function textOfAll(asked: readonly Foreseen[]): string {
  let before = 0;
  const answers = asked.map(({ source, values }, at) => {
    const first = before;
    before += values.length;
    const own = inPostgres(source).replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + first}`);
    return `(SELECT json_agg(one) FROM (${own}) AS one) AS answer_${at}`;
  });
  return ['SELECT (SELECT version FROM kept_version) AS version', ...answers].join(', ');
}

const ROWS = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));

/** As the rows read them from any statement: they know 0 and 1. */
function rowsIn(json: Row[string] | undefined): readonly Row[] {
  if (json === null) return [];
  assert(typeof json === 'string', 'answers come as JSON');
  const rows = parsedAs(json, ROWS);
  assert(rows, 'a list of rows, of plain values');
  return rows.map((row) => {
    const plain = Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? Number(value) : value,
    ]);
    return Object.fromEntries(plain) as Row;
  });
}

const nameOf = (source: string, values: readonly SqlValue[]) => JSON.stringify([source, values]);

/** What `textOfAll` was answered, by statement and values. */
export function answersOf(asked: readonly Foreseen[], row: Row): ReadonlyMap<string, readonly Row[]> {
  return new Map(
    asked.map(({ source, values }, at) => [nameOf(source, values), rowsIn(row[`answer_${at}`])] as const),
  );
}

export class NotKept extends Error {}

/** Work that asks only what is kept, and of one version, or what was foreseen with it. */
export class Recollection {
  readonly version: number;
  readonly #foreseen: ReadonlyMap<string, readonly Row[]>;

  constructor(version: number, foreseen: ReadonlyMap<string, readonly Row[]> = new Map()) {
    this.version = version;
    this.#foreseen = foreseen;
  }

  rows(source: string, values: readonly SqlValue[]): readonly Row[] {
    const rows = this.#foreseen.get(nameOf(source, values));
    if (!rows) throw new NotKept();
    return rows;
  }
}
