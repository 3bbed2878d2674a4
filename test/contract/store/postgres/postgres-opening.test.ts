import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LATEST_VERSION } from '../../../../server/store/migrate.ts';
import { openPool } from '../../../../server/store/postgres/connection.ts';
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts';
import { plannedUpgrade, upgradeBase } from '../../../../server/store/postgres/schema/upgrade-base.ts';
import { postgresSchema } from '../../../../server/store/postgres/schema-text.ts';
import { describeWith } from '../../../support/machine/programs.ts';
import { PostgresCluster } from '../../../support/store/postgres-cluster.ts';
import { accountRow } from '../../../support/store/store-rows.ts';

const refused = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

/** Everything that a migration may change, without names that PostgreSQL gives by itself. */
const SHAPE = `SELECT 'column' AS kind, table_name || '.' || column_name AS name,
  concat_ws(' ', data_type, is_nullable, column_default, is_identity) AS what
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', indrelid::regclass::text, regexp_replace(pg_get_indexdef(indexrelid), 'INDEX \\S+ ', 'INDEX ') FROM pg_index
  WHERE indrelid::regclass::text !~ '^pg_'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3`;

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
      await cluster.sql(
        base,
        `UPDATE schema_version SET version = version + ${by}, serves_from = version + ${by}`,
      );
      await expect(open(base)).rejects.toEqual(refused(code, new RegExp(`version ${LATEST_VERSION + by}`)));
    });

    test('that is not there, or whose server is not, is refused in words', async () => {
      await expect(open('absente')).rejects.toThrow(/absente/);
      const away = openPostgresStore({ url: 'postgres://plateau@localhost/m?host=/nulle/part' });
      await expect(away).rejects.toEqual(refused('store-busy', /ne répond pas/));
    });
  });

  describe('a base that a newer program brought further', () => {
    test('is served on when what came only added, and nothing that must reach every table is done there', async () => {
      const base = await emptyBase();
      const store = await open(base);
      const row = accountRow();
      await store.write((rows) => rows.accounts.insert(row));
      const look = () => store.read((rows) => rows.accounts.byId(row.id));
      const glance = () => store.glance((rows) => rows.accounts.byId(row.id));
      // Several connections know the statement of all columns of a table that then gains one.
      expect(await Promise.all([look(), look(), look(), glance()])).toEqual([row, row, row, row]);
      const further = ['CREATE TABLE later (n BIGINT)', 'ALTER TABLE account ADD COLUMN later TEXT'];
      await cluster.sql(base, [...further, 'UPDATE schema_version SET version = version + 1'].join('; '));
      expect(await Promise.all([glance(), look(), look(), look()])).toEqual([row, row, row, row]);
      (await open(base)).close();
      expect(await store.read((rows) => rows.servers.schema())).toEqual({
        ...{ version: LATEST_VERSION + 1, servesFrom: LATEST_VERSION },
      });
      const erased = store.write((rows) => rows.purges.eraseCampaign('C'));
      await expect(erased).rejects.toEqual(refused('server-behind', /n’efface ni ne rechiffre rien/));
      await expect(store.snapshot?.()).rejects.toEqual(
        refused('base-not-read', /plus récente que ce programme/),
      );
      store.close();
    });
  });

  describe('an older base', () => {
    /** The first that a program made on PostgreSQL; it had no word on which programs may serve it. */
    const FIRST = 51;
    async function olderBase(version: number): Promise<string> {
      const base = await emptyBase();
      await cluster.sql(base, postgresSchema(version).join(';\n'));
      await cluster.sql(base, 'ALTER TABLE schema_version DROP COLUMN serves_from');
      return base;
    }
    async function upgraded<T>(base: string, work: (pool: Pool) => Promise<T>): Promise<T> {
      const pool = openPool({ url: cluster.url(base) });
      try {
        return await work(pool);
      } finally {
        await pool.end();
      }
    }
    const versionOf = async (base: string) =>
      (await cluster.sql(base, 'SELECT version::int FROM schema_version'))[0]?.version;
    /** As `approval` was until its list of acts was widened: written anew, row by row. */
    const APPROVAL = `INSERT INTO approval (number, id, action, campaign, parameters, asked_by, asked_at_ms, reason, expires_at_ms, state, decision)
      VALUES (7, 'a7', 'purge', 'C', 'p', 'ops', 1, '', 2, 'asked', '')`;

    test('is refused, then upgraded to what a new one is, its rows and their numbers kept', async () => {
      const base = await olderBase(FIRST);
      await cluster.sql(base, APPROVAL);
      await expect(open(base)).rejects.toEqual(refused('database-too-old', /version 51/));
      expect(await upgraded(base, plannedUpgrade)).toEqual({
        ...{ from: FIRST, to: LATEST_VERSION, isAdditive: false, serving: [] },
      });
      await upgraded(base, upgradeBase);
      const store = await open(base);
      const fresh = await emptyBase();
      (await open(fresh)).close();
      expect(await cluster.sql(base, SHAPE)).toEqual(await cluster.sql(fresh, SHAPE));
      expect(await cluster.sql(base, 'SELECT number::int, id FROM approval')).toEqual([
        { number: 7, id: 'a7' },
      ]);
      await cluster.sql(base, APPROVAL.replace('number, ', '').replace("7, 'a7'", "'a8'"));
      expect(await cluster.sql(base, "SELECT number::int FROM approval WHERE id = 'a8'")).toEqual([
        { number: 8 },
      ]);
      expect(await upgraded(base, upgradeBase)).toMatchObject({ from: LATEST_VERSION, to: LATEST_VERSION });
      store.close();
    });

    test('under a server that serves is left as it is when its tables change under it', async () => {
      const base = await olderBase(57);
      await cluster.sql(
        base,
        `INSERT INTO server VALUES ('lyon-1', 1, 'serving', 1, unixepoch('subsec') * 1000)`,
      );
      await expect(upgraded(base, upgradeBase)).rejects.toEqual(
        refused('servers-serving', /lyon-1 sert encore/),
      );
      expect(await versionOf(base)).toBe(57);
    });

    test('is at one version or the next wherever the migrator is killed, and two at once do each step once', async () => {
      const base = await olderBase(56);
      await cluster.sql(base, APPROVAL);
      // It waits here in the middle of a migration: a table is about to go.
      const holder = cluster
        .sql(base, 'BEGIN; SELECT FROM approval; SELECT pg_sleep(30); COMMIT')
        .catch(() => undefined);
      const killed = expect(upgraded(base, upgradeBase)).rejects.toEqual(
        refused('store-busy', /ne répond pas/),
      );
      const end = (where: string) =>
        cluster.sql(
          base,
          `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND ${where}`,
        );
      while ((await end(`wait_event_type = 'Lock' AND query LIKE 'DROP TABLE%'`))[0]?.n !== 1)
        await sleep(20);
      await killed;
      expect(await versionOf(base)).toBe(57);
      expect(await cluster.sql(base, 'SELECT id FROM approval')).toEqual([{ id: 'a7' }]);
      await end(`query LIKE '%pg_sleep%'`);
      await holder;
      const both = await Promise.all([upgraded(base, upgradeBase), upgraded(base, upgradeBase)]);
      expect(both.map(({ to }) => to)).toEqual([LATEST_VERSION, LATEST_VERSION]);
      expect(await versionOf(base)).toBe(LATEST_VERSION);
      expect(await cluster.sql(base, 'SELECT id FROM approval')).toEqual([{ id: 'a7' }]);
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
