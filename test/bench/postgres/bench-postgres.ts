import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { moveHouse } from '../../../scripts/cli/host-move/move-house.ts';
import { OwnPostgres } from '../../../scripts/demo/servers/own-postgres.ts';
import { type BenchBase, configOver, databaseAt, passphraseOf } from '../bench-house.ts';
import { reportProgress } from '../bench-progress.ts';
import type { BenchSetting } from '../bench-setting.ts';
import { percentile } from '../spread.ts';
import { openDelayingProxy } from './delaying-proxy.ts';

/** A PostgreSQL of the bench's own, on its disk, with the prepared base in it. */
export interface BenchPostgres {
  readonly base: BenchBase;
  /** A fresh copy of the base: as the server reaches it, through the delay, and as this machine does. */
  copy(name: string): { readonly served: string; readonly direct: string };
  /** Through the same delay, one after the other: an empty question, and a row changed and one added in one message. */
  limits(transactions: number): Promise<PostgresLimits>;
  close(): Promise<void>;
}

export interface PostgresLimits {
  readonly roundTripP50Ms: number;
  readonly transactionP50Ms: number;
  readonly transactionP99Ms: number;
}

const TEMPLATE = 'banc';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const urlAt = (port: number, base: string) => `postgres://plateau@127.0.0.1:${port}/${base}`;

/** The house of the bench, moved there by the product's own command. */
async function moved({ base, folder }: BenchSetting, url: string): Promise<BenchBase> {
  const home = join(folder, 'maison');
  cpSync(base.folder, home, { recursive: true });
  const config = configOver({ folder: home }, join(home, 'plateau'));
  await moveHouse(
    { ...config, database: databaseAt(home, url) },
    {
      ...{ to: 'postgres', reason: 'mesure', actor: 'banc', passphrase: passphraseOf({ folder: home }) },
      tell: (line) => reportProgress(line),
    },
  );
  return { ...base, folder: home };
}

export async function openBenchPostgres(setting: BenchSetting, delayMs: number): Promise<BenchPostgres> {
  const port = await freePort();
  const postgres = await OwnPostgres.start({
    // Not in the bench's own folder, which its user may not enter.
    ...{ port, within: tmpdir() },
    settings: ['checkpoint_timeout=60s', 'shared_buffers=256MB', 'max_wal_size=1GB'],
  });
  const proxy = delayMs > 0 ? await openDelayingProxy(port, delayMs) : undefined;
  const servedPort = proxy?.port ?? port;
  postgres.createBase(TEMPLATE);
  const base = await moved(setting, urlAt(port, TEMPLATE));
  return {
    base,
    copy: (name) => {
      postgres.createBase(name, TEMPLATE);
      return { served: urlAt(servedPort, name), direct: urlAt(port, name) };
    },
    limits: (transactions) => rawLimits(urlAt(servedPort, 'postgres'), transactions),
    close: async () => {
      await proxy?.close();
      await postgres.dispose();
    },
  };
}

const ROWS = 14_300;
const TABLES = `DROP TABLE IF EXISTS record, event;
CREATE TABLE record (id BIGINT PRIMARY KEY, state TEXT NOT NULL, sealed BYTEA NOT NULL);
CREATE TABLE event (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, record BIGINT NOT NULL, sealed BYTEA NOT NULL);
INSERT INTO record SELECT id, 'ready', decode(repeat('ab', 1000), 'hex') FROM generate_series(1, ${ROWS}) AS id`;
/** One statement is one transaction. */
const ONE = `WITH changed AS (UPDATE record SET state = 'closed' WHERE id = $1 RETURNING id, sealed)
INSERT INTO event (record, sealed) SELECT id, sealed FROM changed`;

async function rawLimits(url: string, transactions: number): Promise<PostgresLimits> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(TABLES);
    const trips = await timesOf(100, () => client.query('SELECT'));
    const times = await timesOf(transactions, (at) =>
      client.query({ name: 'one', text: ONE, values: [1 + ((at * 7919) % ROWS)] }),
    );
    return {
      roundTripP50Ms: percentile(trips, 0.5),
      transactionP50Ms: percentile(times, 0.5),
      transactionP99Ms: percentile(times, 0.99),
    };
  } finally {
    await client.end();
  }
}

async function timesOf(count: number, work: (at: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const startMs = performance.now();
    await work(at);
    times.push(performance.now() - startMs);
  }
  return times;
}
