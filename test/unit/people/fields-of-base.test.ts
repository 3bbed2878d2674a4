import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fieldsOf } from '../../../server/steps/people/people-access.ts';

const FIELDS = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'server', 'campaigns', 'personnes.yaml'),
  'utf8',
);

it('R-51 checks the fields of a directory once for a text', () => {
  const fields = fieldsOf({ fields: FIELDS });
  expect(fields.length).toBeGreaterThan(5);
  expect(fieldsOf({ fields: `${FIELDS}` })).toBe(fields);
});

it('R-50 says that a definition does not open, instead of a directory without fields', () => {
  for (const fields of ['', '[illisible]', 'champs: 3'])
    expect(() => fieldsOf({ fields })).toThrow(expect.objectContaining({ code: 'people-fields-unreadable' }));
});
