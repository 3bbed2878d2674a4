import assert from 'node:assert/strict';
import { inPostgres } from '../dialect.ts';

/**
 * A statement of the rows (server/store/rows) for the body of a function: in PostgreSQL's words, with those names in place of its
 * parameters. What the desk asks is then one text, whichever engine runs it.
 */
export function rowsStatement(source: string, ...names: readonly string[]): string {
  return inPostgres(source).replace(/\$(\d+)/g, (_, number: string) => {
    const name = names[Number(number) - 1];
    assert(name !== undefined, `a name for each parameter: ${source.slice(0, 60)}`);
    return name;
  });
}
