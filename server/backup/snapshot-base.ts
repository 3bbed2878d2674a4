import { DatabaseSync } from 'node:sqlite';

/** The bytes of a base, opened in memory. Bytes 18 and 19 tell its journal: one in memory has no log. */
export function inMemory(snapshot: Uint8Array): DatabaseSync {
  snapshot[18] = 1;
  snapshot[19] = 1;
  const db = new DatabaseSync(':memory:');
  db.deserialize(snapshot);
  return db;
}
