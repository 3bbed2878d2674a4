import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import { int, type Row } from './columns.ts';
import type { SqliteSql } from './sqlite-sql.ts';

/** Two checkpoints at once: SQLite answers `busy` without waiting. The other one is our thread, done in a moment. */
const PATIENCE_MS = 5_000;
const BETWEEN_MS = 100;

/** A checkpoint does not fail when another connection stands in its way: it answers `busy`. */
async function emptyLog(sql: SqliteSql): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  do {
    const row: Row | undefined = (await sql.maintain('PRAGMA wal_checkpoint(TRUNCATE)'))[0];
    if (row && int(row, 'busy') === 0) return;
    await pause(BETWEEN_MS);
  } while (performance.now() < until);
  throw new AppError({
    code: 'store-busy',
    kind: 'unavailable',
    message: 'La base de données ne peut pas être compactée : un autre travail la lit.',
    hint: 'Arrêtez le serveur et les rapports en cours, puis recommencez : l’effacement reprend où il en était.',
  });
}

/**
 * Leaves no deleted byte in the files: log emptied into the base, base rewritten, log emptied again. Doing it twice
 * does no harm.
 */
export async function compactDatabase(sql: SqliteSql): Promise<void> {
  await emptyLog(sql);
  await sql.maintain('VACUUM');
  await emptyLog(sql);
}
