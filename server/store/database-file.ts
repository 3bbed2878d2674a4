import assert from 'node:assert/strict';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from './migrate.ts';
import { asRefusal } from './sql-failures.ts';

/** How long a connection waits for another one's transaction; transactions are short (≤ 1,000 rows). */
const BUSY_TIMEOUT_MS = 5000;

/**
 * FULL: an answered outcome survives a power cut. secure_delete and temp_store: deleted bytes are zeroed, none goes to a
 * temporary file. cache_size: 64 MiB at most, a campaign of 14,300 records with its indexes; the default of 2 MB reads pages
 * again and spills them to the log within an import's transaction (a quarter of its writing time). wal_autocheckpoint:
 * 32 MiB, for whoever writes much at once; what agents write is copied by a thread long before (log-copying.ts).
 */
const PRAGMAS = `
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -65536;
PRAGMA wal_autocheckpoint = 8192;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA journal_mode = WAL;
`;

/** Made before SQLite opens it: the WAL and its index take the rights of the base. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/**
 * Opens (or creates, 0600 in a folder 0700) and migrates a base. AppErrors `database-too-new`, `database-unreadable`,
 * `store-busy`.
 */
export function openDatabaseFile(file: string): DatabaseSync {
  createPrivately(file);
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.exec(PRAGMAS);
    const mode = db.prepare('PRAGMA journal_mode').get()?.journal_mode;
    assert.equal(mode, 'wal', 'the file system of the base allows write-ahead logging');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw asRefusal(error);
  }
}

/** Every file that holds rows now: the base, its log, the log's index. */
export function databaseFiles(file: string): readonly string[] {
  return [file, `${file}-wal`, `${file}-shm`, `${file}-journal`].filter((path) => existsSync(path));
}
