import { AppError } from '../../shared/errors.ts';
import { int, type Row } from './columns.ts';
import type { Sql } from './sql.ts';

/** A checkpoint does not fail when another connection stands in its way: it answers `busy`. */
function emptyLog(sql: Sql): void {
  const row: Row | undefined = sql.maintain('PRAGMA wal_checkpoint(TRUNCATE)')[0];
  if (row && int(row, 'busy') === 0) return;
  throw new AppError({
    code: 'store-busy',
    kind: 'unavailable',
    message: 'La base de données ne peut pas être compactée : un autre travail la lit.',
    hint: 'Arrêtez le serveur et les rapports en cours, puis recommencez : l’effacement reprend où il en était.',
  });
}

/** Leaves no deleted byte in the files: log emptied into the base, base rewritten, log emptied again. Doing it twice does no harm. */
export function compactDatabase(sql: Sql): void {
  emptyLog(sql);
  sql.maintain('VACUUM');
  emptyLog(sql);
}
