import { describe, expect, test } from 'vitest';
import { checkContactFileName } from '../../../server/domain/contact-file/contact-file-name.ts';
import { checkListFileName } from '../../../server/domain/lists/list-file-name.ts';
import { fileName } from '../../../server/procedures/input-fields.ts';
import { unfitName } from '../../../shared/drop-file-name.ts';

const campaign = { charity: 'UNION', kind: 'upgrade', country: 'FR' } as const;
const GOOD = 'UNION_UPG_FR_20261123.xlsx.pgp';

describe('files of the drop whose name is not quite the one expected (R-02)', () => {
  test.each([
    'UNION_UPG_FR_20261123.xlsx.gpg',
    'union_upg_fr_20261123.xlsx.pgp',
    'UNION_UPG_FR_20261123.XLSX.PGP',
    'UNION_UPG_FR_20261123 (1).xlsx.pgp',
    'UNION_UPG_FR_20261123.xlsx.pgp (1)',
    'UNION_UPG_FR_20261123.xlsx.asc',
    'Fichier été.xlsx.pgp',
    '../UNION_UPG_FR_20261123.xlsx.pgp',
    `${GOOD}\n`,
  ])('%j reaches the step, which says the name to give it; the list marks it', (name) => {
    expect(fileName.parse(name)).toBe(name);
    expect(() => checkContactFileName(name, campaign)).toThrow(
      expect.objectContaining({
        code: 'wrong-file-name',
        hint: expect.stringContaining('UNION_UPG_FR_AAAAMMJJ.xlsx.pgp'),
      }),
    );
    expect(() => checkListFileName(name, 'withdrawal', campaign)).toThrow(
      expect.objectContaining({
        code: 'wrong-file-name',
        hint: expect.stringContaining('UNION_RETRAIT_UPG_FR_AAAAMMJJ.xlsx.pgp'),
      }),
    );
    expect(unfitName(name)).toContain('nom à corriger');
  });

  test.each(['UNION_UPG_FR_20261123.xlsx', 'donateurs.CSV', 'export (1).xls', 'tout.xlsx (2)', 'liste.zip'])(
    '%s lies in clear: told as a data incident, not as a name',
    (name) => {
      for (const check of [
        () => checkContactFileName(name, campaign),
        () => checkListFileName(name, 'oppositions', campaign),
      ])
        expect(check).toThrow(expect.objectContaining({ code: 'file-in-clear' }));
      expect(unfitName(name)).toContain('EN CLAIR');
    },
  );

  test('a good name is left in peace', () => {
    expect(() => checkContactFileName(GOOD, campaign)).not.toThrow();
    expect(unfitName(GOOD)).toBeUndefined();
  });
});
