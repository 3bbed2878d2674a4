import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SEALED_TABLES } from '../../server/store/rows/sealed-tables.ts';

/** Tables of the schema with bytes in them, and the columns that hold them. */
function bytesOfSchema(): readonly { readonly table: string; readonly columns: readonly string[] }[] {
  const schema = readFileSync(join(import.meta.dirname, '../golden/schema.sql'), 'utf8');
  return schema
    .split('\nCREATE TABLE ')
    .slice(1)
    .map((text) => ({
      table: /^"?(\w+)/.exec(text)?.[1] ?? '',
      columns: Array.from(
        text.split('STRICT')[0]?.matchAll(/^ {2}(\w+) BLOB/gm) ?? [],
        ([, name = '']) => name,
      ),
    }))
    .filter(({ columns }) => columns.length > 0);
}

/** Why each is not rotated. */
const NEVER_ROTATED: Readonly<Record<string, string>> = {
  account_code: 'secrets of accounts, under the house key',
  account_code_offer: 'secrets of accounts, under the house key',
  kept_file: 'pieces of files, each sealed for whoever it is sent to, or a certificate that names nobody',
  line_callback: 'under a pledge line’s key, whose rotation is refused',
  pledge: 'under a pledge line’s key, whose rotation is refused',
};

test('R-32 no sealed column of the schema is forgotten by a rotation of keys', () => {
  const all = bytesOfSchema();
  expect(all.filter(({ columns }) => `${columns}` !== 'sealed').map(({ table }) => table)).toEqual([
    'kept_file',
  ]);
  const known = [...SEALED_TABLES.map(({ table }) => table), ...Object.keys(NEVER_ROTATED)];
  expect(all.map(({ table }) => table).toSorted()).toEqual(known.toSorted());
});
