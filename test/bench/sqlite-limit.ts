import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answerParent } from './child.ts';
import { percentile } from './spread.ts';

/** In a child: what one transaction and one fsync cost on this disk, without the product. */

export interface SqliteLimit {
  readonly transactionP50Ms: number;
  readonly transactionP99Ms: number;
  readonly fsyncP50Ms: number;
  readonly fsyncP99Ms: number;
}

interface LimitRequest {
  readonly folder: string;
  readonly transactions: number;
}

const ROWS = 14_300;
/** As large as a sealed record. */
const SEALED_BYTES = 1_000;
const PAGE_BYTES = 4_096;

/** The pragmas of server/store/database-file.ts. */
const PRAGMAS = `PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL;`;

function timesOf(count: number, work: (at: number) => void): readonly number[] {
  return Array.from({ length: count }, (_, at) => {
    const startMs = performance.now();
    work(at);
    return performance.now() - startMs;
  });
}

/** One row changed, one row added, committed: the least that recording anything takes. */
function timeTransactions(folder: string, count: number): readonly number[] {
  const db = new DatabaseSync(join(folder, 'limit.db'));
  db.exec(PRAGMAS);
  db.exec('CREATE TABLE record (id INTEGER PRIMARY KEY, state TEXT NOT NULL, sealed BLOB NOT NULL)');
  db.exec('CREATE TABLE event (id INTEGER PRIMARY KEY, record INTEGER NOT NULL, sealed BLOB NOT NULL)');
  const sealed = randomBytes(SEALED_BYTES);
  const add = db.prepare('INSERT INTO record (state, sealed) VALUES (?, ?)');
  db.exec('BEGIN');
  for (let row = 0; row < ROWS; row += 1) add.run('ready', sealed);
  db.exec('COMMIT');
  const change = db.prepare('UPDATE record SET state = ? WHERE id = ?');
  const event = db.prepare('INSERT INTO event (record, sealed) VALUES (?, ?)');
  const times = timesOf(count, (at) => {
    const id = 1 + ((at * 7919) % ROWS);
    db.exec('BEGIN IMMEDIATE');
    change.run('closed', id);
    event.run(id, sealed);
    db.exec('COMMIT');
  });
  db.close();
  return times;
}

function timeFsyncs(folder: string, count: number): readonly number[] {
  const file = openSync(join(folder, 'limit.bin'), 'w');
  const page = randomBytes(PAGE_BYTES);
  const times = timesOf(count, () => {
    writeSync(file, page);
    fdatasyncSync(file);
  });
  closeSync(file);
  return times;
}

answerParent(async ({ folder, transactions }: LimitRequest): Promise<SqliteLimit> => {
  mkdirSync(folder, { recursive: true });
  const times = timeTransactions(folder, transactions);
  const syncs = timeFsyncs(folder, transactions);
  return {
    transactionP50Ms: percentile(times, 0.5),
    transactionP99Ms: percentile(times, 0.99),
    fsyncP50Ms: percentile(syncs, 0.5),
    fsyncP99Ms: percentile(syncs, 0.99),
  };
});
