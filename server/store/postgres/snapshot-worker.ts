import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { PoolClient } from 'pg';
import type { Shelf } from '../../ports/rows/kept-files.ts';
import type { BaseSnapshot } from '../../ports/store.ts';
import { migrate } from '../migrate.ts';
import { copyRows } from '../move/copy-base.ts';
import { movedTables } from '../move/moved-tables.ts';
import { ReceivingSqliteEnd } from '../move/sqlite-end.ts';
import type { SnapshotAnswer } from './base-snapshot.ts';
import { openPool } from './connection.ts';
import type { ConnectionSetting } from './hosts.ts';
import { PostgresEnd } from './postgres-end.ts';
import { asPostgresRefusal } from './postgres-failures.ts';
import { requireKnown } from './schema/base-version.ts';

/**
 * Entry of the worker thread that `base-snapshot.ts` starts: the whole base, as of one instant, in memory and in SQLite's form.
 * Nobody waits for it, and nothing of it is written on a disk.
 */

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

const FILES = 'SELECT shelf, name, content FROM kept_file ORDER BY shelf, name, part';
/** Where a house of one server keeps the file of that name, beside its base. */
const PATH: Record<Shelf, (name: string) => string> = {
  outgoing: (id) => `outgoing/${id}.pgp`,
  certificate: (name) => `certificates/${name}`,
};

async function filesIn(client: PoolClient): Promise<BaseSnapshot['files']> {
  const { rows } = await client.query<{ shelf: Shelf; name: string; content: Uint8Array }>(FILES);
  const parts = Map.groupBy(rows, ({ shelf, name }) => PATH[shelf](name));
  return [...parts].map(([path, all]) => ({ path, bytes: Buffer.concat(all.map((one) => one.content)) }));
}

async function snapshot(setting: ConnectionSetting): Promise<SnapshotAnswer> {
  const pool = openPool(setting);
  const db = new DatabaseSync(':memory:');
  const client = await pool.connect();
  try {
    // Before the rows are seen: the log from there on has all that they lack.
    const { rows } = await client.query<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn');
    await client.query(`SET idle_in_transaction_session_timeout TO 0; ${BEGIN}`);
    await requireKnown(client);
    migrate(db);
    const [from, to] = [new PostgresEnd(client), new ReceivingSqliteEnd(db)];
    const tables = movedTables();
    await to.empty(tables);
    await copyRows({ from, to, tables }, () => undefined);
    await to.complete(tables, await from.givenNumbers());
    const files = await filesIn(client);
    return { kind: 'taken', bytes: db.serialize(), position: rows[0]?.lsn ?? '', files };
  } finally {
    db.close();
    // One that stays out would be waited for for ever.
    client.release(true);
    await pool.end();
  }
}

assert(parentPort, 'runs in a worker thread');
const port = parentPort;
void snapshot(workerData as ConnectionSetting)
  .catch((error: unknown): SnapshotAnswer => {
    const refusal = asPostgresRefusal(error);
    const code = refusal instanceof Error && 'code' in refusal ? String(refusal.code) : '';
    return { kind: 'failed', code, errorName: error instanceof Error ? error.name : typeof error };
  })
  .then((answer) => port.postMessage(answer));
