import assert from 'node:assert/strict';
import { deskWithin } from '../desk/desk-within.ts';
import type { Desk } from '../ports/desk.ts';
import type { Store, StoreReader, StoreWriter } from '../ports/store.ts';
import type { WordsCipher } from '../ports/typed-words.ts';
import { compactDatabase } from './compact-database.ts';
import { databaseFiles, openDatabaseFile } from './database-file.ts';
import { LogCopying } from './log-copying.ts';
import { LogSettling } from './log-settling.ts';
import { rowsOf } from './rows-of.ts';
import type { Durability } from './sql.ts';
import { SqliteSql } from './sqlite-sql.ts';
import { survey } from './survey.ts';
import { TransactionTurns } from './transaction-turns.ts';
import { threadedDesk } from './writer/threaded-desk.ts';
import { WriterThread } from './writer/writer-thread.ts';

/** A process that serves nobody may sleep: transactions are short (≤ 1,000 rows). */
const PATIENCE_MS = 5_000;

interface BaseToOpen {
  readonly file: string;
  /** Every page is looked at first: AppError `database-damaged`. A second or so for 100,000 records. */
  readonly checked?: boolean;
  /** How long one write may stop its thread for another program's lock. Milliseconds. */
  readonly patienceMs?: number;
  /** Who serves people does the desk's operations in a thread of its own (writer/writer-thread.ts). */
  readonly deskThread?: boolean;
  /** Absent where nobody types: words are then written and read as they stand. */
  readonly words?: WordsCipher;
}

/**
 * Opens the base of one installation, created and migrated if need be. Each process or worker thread opens its own
 * Store on the same file. AppErrors: `database-too-new`, `database-unreadable`, `store-busy`, `disk-full`.
 */
export function openStore({
  file,
  checked = false,
  patienceMs = PATIENCE_MS,
  deskThread = false,
  words,
}: BaseToOpen): Store {
  const db = openDatabaseFile(file, checked);
  const sql = new SqliteSql(db, { patienceMs, words });
  const rows = rowsOf(sql);
  const surveys = new TransactionTurns();
  const log = new LogSettling(file);
  const copying = new LogCopying(file);
  const sealsWords = words !== undefined;
  const thread = deskThread ? new WriterThread({ file, patienceMs, sealsWords }) : undefined;
  const noteWrite = () => {
    log.noteWrite();
    copying.noteWrite();
  };
  const common = {
    engine: 'sqlite' as const,
    read: <T>(work: (reader: StoreReader) => Promise<T>) => sql.read(() => work(rows)),
    // One at a time, and none while the base is compacted, which waits for whoever reads.
    survey: <T>(work: (reader: StoreReader) => Promise<T>) => {
      assert(!surveys.isInside() && !sql.isInside(), 'a survey stands alone');
      return surveys.take(() => surveys.unhurried(() => survey({ file, words }, work)));
    },
    glance: <T>(work: (reader: StoreReader) => Promise<T>) => sql.glance(() => work(rows)),
    settled: () => log.settled(),
    whenFree: () => sql.whenFree(),
    worksAs: (server: string) => {
      sql.server = server;
    },
    compact: () => surveys.take(() => compactDatabase(sql)),
    files: () => databaseFiles(file),
    close: () => {
      thread?.close();
      copying.close();
      void log.close();
      if (db.isOpen) db.close();
    },
  };
  const write = <T>(work: (writer: StoreWriter) => Promise<T>) => sql.write(() => work(rows));
  const writeUnsettled = async <T>(work: (writer: StoreWriter) => Promise<T>) => {
    const result = await sql.write(() => work(rows), 'NORMAL');
    noteWrite();
    return result;
  };
  const deskOf = (writing: Store['write'], durability: Durability): Desk => {
    const within = deskWithin({ read: common.read, write: writing });
    return thread ? threadedDesk({ sql, thread, durability, within, noteWrite }) : within;
  };
  const unsettled: Store = {
    ...common,
    write: writeUnsettled,
    desk: deskOf(writeUnsettled, 'NORMAL'),
    get unsettled() {
      return unsettled;
    },
  };
  return {
    ...common,
    write,
    desk: deskOf(write, 'FULL'),
    unsettled,
  };
}
