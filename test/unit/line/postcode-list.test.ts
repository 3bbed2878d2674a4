import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPostcodes } from '../../../server/domain/postal/postcode-list.ts';

const SHIPPED = join(import.meta.dirname, '../../../server/campaigns/codes-postaux/FR.tsv');

describe('towns by postcode, of a file (R-40)', () => {
  it('the shipped file of France is read whole', () => {
    const { towns, leftOut } = readPostcodes(readFileSync(SHIPPED, 'utf8'), 'FR');
    expect([towns.size, leftOut]).toEqual([6201, []]);
    expect(towns.get('01000')).toEqual(['BOURG-EN-BRESSE', 'SAINT-DENIS-LES-BOURG']);
    expect([...towns.values()].flat().length).toBeGreaterThan(35_000);
  });

  it.each([
    ['one pair a line', '4000;Exempleville\n4000;Autreville\n4000;exempleville\n'],
    ['a code, then its towns', '4000\tExempleville\tAutreville'],
    ['GeoNames', 'BE\t4000\tExempleville\tWallonie\tWAL\nBE\t4000\tAutreville\tWallonie\tWAL'],
    ['a quoted file', '\uFEFF"4000";"Exempleville"\r\n"4000";"Autreville"\r\n'],
  ])('%s gives each town once, in the order of the file', (_, text) => {
    const { towns, leftOut } = readPostcodes(text, 'BE');
    expect([[...towns], leftOut]).toEqual([[['4000', ['Exempleville', 'Autreville']]], []]);
  });

  it('a header, another country and what is no town are left out and told', () => {
    const text = [
      'code;ville',
      'FR\t01000\tAilleurs',
      '4000;',
      '40000;Trop long',
      '4000;12345',
      '4000;Exempleville',
    ];
    const { towns, leftOut } = readPostcodes(text.join('\n'), 'BE');
    expect([[...towns], leftOut]).toEqual([[['4000', ['Exempleville']]], [1, 2, 3, 4, 5]]);
  });
});
