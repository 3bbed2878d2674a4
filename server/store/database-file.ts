import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from './migrate.ts';
import { refuseMovedFile } from './move-marks.ts';
import { asRefusal, databaseDamaged } from './sql-failures.ts';

/** How long the opening waits for another connection; what follows waits as its caller says (foreign-lock.ts). */
const OPENING_TIMEOUT_MS = 5_000;

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

/**
 * Of a text, in hexadecimal: the next link of the audit log (rows/audit-rows.ts).
 *
 * @internal for tests
 */
export function addSha256(db: DatabaseSync): void {
  db.function('sha256_hex', { deterministic: true, directOnly: true }, (text) =>
    hash('sha256', String(text), 'hex'),
  );
}

/** Made before SQLite opens it: the WAL and its index take the rights of the base. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/**
 * Opens (or creates, 0600 in a folder 0700) and migrates a base. AppErrors `database-damaged`, `database-too-new`,
 * `database-unreadable`, `store-busy`, `house-moved`, `house-moving`.
 */
export function openDatabaseFile(file: string, checked = false): DatabaseSync {
  refuseMovedFile(file);
  createPrivately(file);
  const db = new DatabaseSync(file, { timeout: OPENING_TIMEOUT_MS });
  try {
    db.exec(PRAGMAS);
    addSha256(db);
    const mode = db.prepare('PRAGMA journal_mode').get()?.journal_mode;
    assert.equal(mode, 'wal', 'the file system of the base allows write-ahead logging');
    if (checked) checkPages(db);
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw asRefusal(error);
  }
}

/** One bad page is met by whoever reads it, weeks later: it is looked for before anybody is served. */
function checkPages(db: DatabaseSync): void {
  const [found] = db.prepare('PRAGMA quick_check(1)').all();
  if (found?.quick_check !== 'ok') throw databaseDamaged();
}

/** The log of a base that was closed is empty or gone. To be asked before the base is opened. */
export function wasLeftOpen(file: string): boolean {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return log !== undefined && log.size > 0;
}

/** Every file that holds rows now: the base, its log, the log's index. */
export function databaseFiles(file: string): readonly string[] {
  return [file, `${file}-wal`, `${file}-shm`, `${file}-journal`].filter((path) => existsSync(path));
}
