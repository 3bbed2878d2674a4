import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrate } from '../../../server/store/migrate.ts';
import { INIT_SQL } from '../../../server/store/migrations/until-0.4.0/001-init.ts';
import { INIT_FLOOR_SQL } from '../../../server/store/migrations/until-0.4.0/001-init-floor.ts';
import { INIT_LEASES_SQL } from '../../../server/store/migrations/until-0.4.0/001-init-leases.ts';

/** Settings of a campaign of the first version, as they stand after all the migrations. */
function migrated(settings: object): unknown {
  const db = new DatabaseSync(':memory:');
  db.exec(`${INIT_SQL}${INIT_LEASES_SQL}${INIT_FLOOR_SQL} PRAGMA user_version = 1;`);
  db.prepare(
    `INSERT INTO campaign (code, charity, kind, country, name, state, settings, emails, script_version, key_fingerprint,
      created_at_ms) VALUES ('A', 'U', 'upgrade', 'FR', 'A', 'open', ?, '[]', 'v1', '', 1)`,
  ).run(JSON.stringify(settings));
  migrate(db);
  const row = db.prepare('SELECT settings FROM campaign').get();
  db.close();
  return JSON.parse(String(row?.settings));
}

test('a campaign of an older base says its language, and its admitted languages under their name', () => {
  const exclusions = { increaseMonths: 12, recruitmentMonths: 6 };
  expect(migrated({ maxRatio: 1.6, exclusions: { ...exclusions, languages: ['fr', 'nl'] } })).toEqual({
    maxRatio: 1.6,
    language: 'fr',
    exclusions: { ...exclusions, admittedLanguages: ['fr', 'nl'] },
  });
  expect(migrated({ exclusions })).toEqual({ language: 'fr', exclusions });
});
