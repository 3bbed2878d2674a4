import { describe, expect, test } from 'vitest';
import { DESK_FUNCTIONS } from '../../../../server/store/postgres/desk/function-names.ts';
import { inPostgres } from '../../../../server/store/postgres/dialect.ts';
import { postgresSchema } from '../../../../server/store/postgres/schema-text.ts';
import { triggerInPostgres } from '../../../../server/store/postgres/trigger-text.ts';

describe('a statement of the rows, in PostgreSQL’s words', () => {
  test.each([
    ['SELECT a FROM t WHERE b = ? AND c = ?', 'SELECT a FROM t WHERE b = $1 AND c = $2'],
    ['WHERE a = ?2 AND b = ?1 AND c = ?', 'WHERE a = $2 AND b = $1 AND c = $3'],
    [`WHERE a = 'INTEGER ? IS b' -- max(a, b)`, `WHERE a = 'INTEGER ? IS b' -- max(a, b)`],
    ['FROM record INDEXED BY record_owner WHERE a', 'FROM record  WHERE a'],
    ['FROM a CROSS JOIN b ON b.id = a.id', 'FROM a  JOIN b ON b.id = a.id'],
    ['FROM a CROSS JOIN b WHERE b.id = a.id', 'FROM a CROSS JOIN b WHERE b.id = a.id'],
    ['FROM a CROSS JOIN b CROSS JOIN c ON c.id = b.id', 'FROM a CROSS JOIN b  JOIN c ON c.id = b.id'],
    ['max(a, b) + max(c) + min(coalesce(d, 1), 2)', 'greatest(a, b) + max(c) + least(coalesce(d, 1), 2)'],
    ['coalesce(sum(min(a, b) - c), 0) / 1000', 'coalesce(CAST(sum(least(a, b) - c) AS BIGINT), 0) / 1000'],
    ['a IN (SELECT value FROM json_each(?))', 'a IN (SELECT value FROM json_items($1) AS json_each)'],
    ['json_each(call.path) AS step', 'json_items(call.path) AS step'],
    [`step.value ->> 'node'`, `step.value::jsonb ->> 'node'`],
    ['CAST(json_each.value AS INTEGER)', 'CAST(json_each.value AS BIGINT)'],
    ['a IS NULL AND b IS NOT NULL', 'a IS NULL AND b IS NOT NULL'],
    ['a IS ? AND b IS NOT c', 'a IS NOT DISTINCT FROM $1 AND b IS DISTINCT FROM c'],
    [`a NOT GLOB 'sealed:1:*'`, `a NOT LIKE 'sealed:1:%'`],
    ['INSERT OR REPLACE INTO t VALUES (?)', 'INSERT  INTO t VALUES ($1)'],
    [`group_concat(a, ' ')`, `string_agg(a, ' ')`],
    ['sealed BLOB, number INTEGER', 'sealed BYTEA, number BIGINT'],
  ])('%s', (sqlite, postgres) => {
    expect(inPostgres(sqlite)).toBe(postgres);
  });
});

describe('the schema', () => {
  test('is made of the migrations, and is that of the golden file (after a migration: vitest --update, and read what changes)', async () => {
    const text = [...postgresSchema(), ...DESK_FUNCTIONS].map((statement) => `${statement};\n`).join('\n');
    await expect(text).toMatchFileSnapshot('../../../golden/schema-postgres.sql');
  });

  test('refuses by name a trigger that it cannot read', () => {
    expect(() =>
      triggerInPostgres('CREATE TRIGGER odd INSTEAD OF DELETE ON view BEGIN SELECT 1; END'),
    ).toThrow(/odd/);
  });
});
