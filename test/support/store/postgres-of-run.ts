import { PostgresCluster } from './postgres-cluster.ts';

/** The base that every test of the run begins with a copy of. */
export const LAID_BASE = 'laid';

/** Vitest's set-up of the tests that run on PostgreSQL: one server for the whole run, its address in PLATEAU_TEST_POSTGRES. */
export async function setup(): Promise<() => Promise<void>> {
  const cluster = await PostgresCluster.start();
  await cluster.lay(LAID_BASE);
  process.env.PLATEAU_TEST_POSTGRES = cluster.url('');
  return () => cluster.dispose();
}
