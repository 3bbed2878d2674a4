import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CAMPAIGN_KINDS, type CampaignKind } from '../../../shared/campaign-kind.ts';
import { COUNTRIES, type Country, countryFacts } from '../../../shared/country.ts';
import { importRecords, temporaryStore } from '../../support/store/store-rows.ts';

/**
 * The base checks the codes of countries and kinds by itself: the migration whose CHECKs let each in. A new code needs
 * one, which rebuilds the CHECKs of `campaign` (country, kind) and `record` (country).
 */
const LET_IN_BY = {
  ...({ FR: 'until-0.4.0/001-init', BE: 'until-0.4.0/001-init', CH: 'until-0.4.0/001-init' } satisfies Record<
    Country,
    string
  >),
  ...({
    upgrade: 'until-0.4.0/001-init',
    reactivation: 'until-0.4.0/001-init',
    thanks: '036-thanks',
  } satisfies Record<CampaignKind, string>),
};
const migrationOf = (code: keyof typeof LET_IN_BY) =>
  readFileSync(new URL(`../../../server/store/migrations/${LET_IN_BY[code]}.ts`, import.meta.url), 'utf8');

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

test.each(COUNTRIES)('a campaign and a record of %s are kept', async (country) => {
  const code = `UPG-${country}-2026`;
  const { currency } = countryFacts(country);
  const [id = 0] = await importRecords(base.store, [{ campaign: code, country, currency }], {
    code,
    country,
  });
  await base.store.read(async ({ campaigns, records }) => {
    expect((await campaigns.byCode(code))?.country).toBe(country);
    expect(await records.byId(id)).toMatchObject({ country, currency });
  });
  expect(migrationOf(country)).toContain(`'${country}'`);
});

test.each(CAMPAIGN_KINDS)('a campaign of kind %s is kept', async (kind) => {
  await importRecords(base.store, [], { kind });
  expect(await base.store.read(async (rows) => (await rows.campaigns.all()).map((row) => row.kind))).toEqual([
    kind,
  ]);
  expect(migrationOf(kind)).toContain(`'${kind}'`);
});
