import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COUNTRIES, type Country, countryFacts } from '../../../shared/country.ts';
import { importRecords, temporaryStore } from '../../support/store/store-rows.ts';

/**
 * The base checks the codes of countries by itself: the migration whose CHECKs let each in. A new country needs one,
 * which rebuilds the CHECKs of `campaign` and `record`.
 */
const LET_IN_BY: Readonly<Record<Country, string>> = { FR: '001-init', BE: '001-init', CH: '001-init' };

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

test.each(COUNTRIES)('a campaign and a record of %s are kept', (country) => {
  const code = `UPG-${country}-2026`;
  const { currency } = countryFacts(country);
  const [id = 0] = importRecords(base.store, [{ campaign: code, country, currency }], { code, country });
  base.store.read(({ campaigns, records }) => {
    expect(campaigns.byCode(code)?.country).toBe(country);
    expect(records.byId(id)).toMatchObject({ country, currency });
  });
  const migration = new URL(`../../../server/store/migrations/${LET_IN_BY[country]}.ts`, import.meta.url);
  expect(readFileSync(migration, 'utf8')).toContain(`'${country}'`);
});
