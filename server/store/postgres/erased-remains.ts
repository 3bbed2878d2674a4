import type { Pool } from 'pg';
import type { ErasedRemains } from '../../domain/purge/postgres-remains.ts';
import { asPostgresRefusal } from './postgres-failures.ts';

/** Roles of an ordinary owner may do neither, unless they are granted (docs/configuration.md). */
const FLUSHES = ['CHECKPOINT', 'SELECT pg_switch_wal()'];
const NOT_GRANTED = '42501';

const TABLES = `SELECT format('VACUUM (FULL) %s', oid::regclass) AS act FROM pg_class
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname`;
const FACTS = `SELECT current_setting('archive_mode') <> 'off' AS is_archived,
  (SELECT string_agg(application_name, ' ' ORDER BY application_name) FROM pg_stat_replication) AS standbys`;

/** With no limit on how long a statement works; a table that others hold is waited for as ever. */
async function unhurried<T>(pool: Pool, work: (ask: Pool['query']) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout TO 0');
    return await work(client.query.bind(client) as Pool['query']);
  } catch (error) {
    throw asPostgresRefusal(error);
  } finally {
    // With its setting: the next one begins with the limits of the pool.
    client.release(true);
  }
}

/** Every table rewritten without what was deleted, one after the other: each is its own for no longer than that. */
export async function compactBase(pool: Pool): Promise<void> {
  await unhurried(pool, async (ask) => {
    const { rows } = await ask<{ act: string }>(TABLES);
    for (const { act } of rows) await ask(act);
  });
}

/** Has PostgreSQL leave behind what it may, and says what it keeps all the same. */
export async function leaveRemains(pool: Pool): Promise<ErasedRemains> {
  return await unhurried(pool, async (ask) => {
    let isFlushed = true;
    for (const act of FLUSHES) {
      try {
        await ask(act);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === NOT_GRANTED)) throw error;
        isFlushed = false;
      }
    }
    const { rows } = await ask<{ is_archived: number; standbys: string | null }>(FACTS);
    return {
      isArchived: rows[0]?.is_archived === 1,
      standbys: rows[0]?.standbys?.split(' ') ?? [],
      isFlushed,
    };
  });
}
