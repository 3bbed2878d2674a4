import { DatabaseSync } from 'node:sqlite';
import type { StoreReader } from '../ports/store.ts';
import type { WordsCipher } from '../ports/typed-words.ts';
import { rowsOf } from './rows-of.ts';
import { asRefusal } from './sql-failures.ts';
import { SqliteSql } from './sqlite-sql.ts';

/** Between two breaths. Milliseconds: a card asks for some ten turns of the loop, and waits for as many of these. */
const BREATHES_EVERY_MS = 2;
/** No temporary file, as in database-file.ts; 16 MiB of pages at most. */
const PRAGMAS = 'PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384';

interface Surveyed {
  readonly file: string;
  readonly words: WordsCipher | undefined;
}

/**
 * One state of the base for work that asks hundreds of questions, while others are served between two of them: on a
 * connection of its own, opened for it and closed after it, in nobody's way, as the log keeps that state beside what is
 * written.
 */
export async function survey<T>(
  { file, words }: Surveyed,
  work: (rows: StoreReader) => Promise<T>,
): Promise<T> {
  const db = openToRead(file);
  try {
    const sql = new SqliteSql(db, { patienceMs: 0, words, breathesEveryMs: BREATHES_EVERY_MS });
    const rows = rowsOf(sql);
    return await sql.read(() => work(rows));
  } finally {
    db.close();
  }
}

function openToRead(file: string): DatabaseSync {
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    db.exec(PRAGMAS);
    return db;
  } catch (error) {
    throw asRefusal(error);
  }
}
