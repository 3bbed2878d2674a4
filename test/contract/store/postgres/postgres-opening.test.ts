import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LATEST_VERSION } from '../../../../server/store/migrate.ts';
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts';
import { describeWith } from '../../../support/machine/programs.ts';
import { PostgresCluster } from '../../../support/store/postgres-cluster.ts';
import { accountRow } from '../../../support/store/store-rows.ts';

const refused = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describeWith('postgres')('opening a base on PostgreSQL', () => {
  let cluster: PostgresCluster;
  let bases = 0;
  beforeAll(async () => {
    cluster = await PostgresCluster.start();
  });
  afterAll(() => cluster.dispose());

  async function emptyBase(how = ''): Promise<string> {
    bases += 1;
    const name = `base_${bases}`;
    await cluster.sql('postgres', `CREATE DATABASE ${name} ${how}`);
    return name;
  }
  const open = (base: string, change = {}) => openPostgresStore({ url: cluster.url(base), ...change });

  describe('the base', () => {
    test('is made when empty, and opened again as it is', async () => {
      const base = await emptyBase();
      const row = accountRow();
      const first = await open(base);
      await first.write((rows) => rows.accounts.insert(row));
      const again = await open(base);
      expect(await again.read((rows) => rows.accounts.byId(row.id))).toEqual(row);
      first.close();
      again.close();
    });

    test('is made once by four servers that start at the same time', async () => {
      const base = await emptyBase();
      const stores = await Promise.all([1, 2, 3, 4].map(() => open(base)));
      expect(await cluster.sql(base, 'SELECT version::int FROM schema_version')).toEqual([
        { version: LATEST_VERSION },
      ]);
      for (const store of stores) store.close();
    });

    test('with another program’s tables is refused, and left as it is', async () => {
      const base = await emptyBase();
      await cluster.sql(base, 'CREATE TABLE autre (n INT)');
      await expect(open(base)).rejects.toEqual(refused('database-foreign', /autre programme/));
      expect(
        await cluster.sql(base, `SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'`),
      ).toEqual([{ n: 1 }]);
    });

    test.each([
      ['database-too-new', 1],
      ['database-too-old', -1],
    ])('of another version is refused: %s', async (code, by) => {
      const base = await emptyBase();
      (await open(base)).close();
      await cluster.sql(base, `UPDATE schema_version SET version = version + ${by}`);
      await expect(open(base)).rejects.toEqual(refused(code, new RegExp(`version ${LATEST_VERSION + by}`)));
    });

    test('that is not there, or whose server is not, is refused in words', async () => {
      await expect(open('absente')).rejects.toThrow(/absente/);
      const away = openPostgresStore({ url: 'postgres://plateau@localhost/m?host=/nulle/part' });
      await expect(away).rejects.toEqual(refused('store-busy', /ne répond pas/));
    });
  });

  describe('settings under which promises would not hold are refused', () => {
    test.each([
      ['SET synchronous_commit TO off', /synchronous_commit est coupé/],
      ['SET default_transaction_read_only TO off', undefined],
    ])('%s', async (setting, message) => {
      const base = await emptyBase();
      await cluster.sql('postgres', `ALTER DATABASE ${base} ${setting}`);
      if (message) await expect(open(base)).rejects.toEqual(refused('database-unsafe', message));
      else (await open(base)).close();
    });

    test('an order of words that is not that of code units', async () => {
      const base = await emptyBase(`TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'`);
      await expect(open(base)).rejects.toEqual(refused('database-unsafe', /classée en « C »/));
    });

    test('no standby, where one is required', async () => {
      await expect(open(await emptyBase(), { needsStandby: true })).rejects.toEqual(
        refused('database-unsafe', /PLATEAU_DATABASE_STANDBY=required/),
      );
    });

    test('a disk that is not waited for', async () => {
      const careless = await PostgresCluster.start(['fsync=off']);
      try {
        const opening = openPostgresStore({ url: careless.url('postgres') });
        await expect(opening).rejects.toEqual(refused('database-unsafe', /fsync est coupé/));
      } finally {
        await careless.dispose();
      }
    });
  });
});
