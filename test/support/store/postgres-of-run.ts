import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';
import { PostgresCluster } from './postgres-cluster.ts';

/** The base that every test of the run begins with a copy of. */
export const LAID_BASE = 'laid';

/** Vitest's set-up of the tests that run on PostgreSQL: one server for the whole run, its address in PLATEAU_TEST_POSTGRES. */
export async function setup(): Promise<() => Promise<void>> {
  const cluster = await PostgresCluster.start();
  await cluster.sql('postgres', `CREATE DATABASE ${LAID_BASE}`);
  const store = await openPostgresStore({ url: cluster.url(LAID_BASE) });
  store.close();
  // A base that somebody is still in is not copied.
  const others = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = '${LAID_BASE}'`;
  while ((await cluster.sql('postgres', others))[0]?.n !== 0) await sleep(10);
  process.env.PLATEAU_TEST_POSTGRES = cluster.url('');
  return () => cluster.dispose();
}
