import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabaseFile } from '../../../server/store/database-file.ts';
import { movedTables } from '../../../server/store/move/moved-tables.ts';
import { ReceivingSqliteEnd } from '../../../server/store/move/sqlite-end.ts';
import { moveMarks, moveUnfinished } from '../../../server/store/move-marks.ts';
import { dropHouse, MARK_LEFT, moveState } from '../../../server/store/postgres/moving-base.ts';
import { PostgresEnd } from '../../../server/store/postgres/postgres-end.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { syncFolder } from '../../../server/vault/key-files.ts';
import { carryBase, headOf, type Moved, type Tell } from './carry-base.ts';
import { carryFiles, filesInBase, filesInFolder } from './carry-files.ts';
import type { MovingPostgres } from './moving-postgres.ts';

/** One state of the base, and nobody writes another meanwhile. */
const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE writing_turn IN EXCLUSIVE MODE';

async function receive(client: MovingPostgres['client'], path: string, tell: Tell): Promise<Moved['rows']> {
  const db = openDatabaseFile(path);
  try {
    const to = new ReceivingSqliteEnd(db);
    return await carryBase({ from: new PostgresEnd(client), to, tables: movedTables() }, tell);
  } finally {
    db.close();
  }
}

async function headOfFile(file: string): Promise<Moved['head']> {
  const store = openStore({ file, checked: true });
  try {
    return await headOf(store);
  } finally {
    store.close();
  }
}

/**
 * PostgreSQL's base goes to the file of the data folder; nobody serves. As on the way there: all rows are in a file of another
 * name and compared; PostgreSQL says that the house left; the file takes the name of the base; PostgreSQL's tables go. Undefined
 * when only those were left to go.
 */
export async function moveToSqlite(
  file: string,
  { pool, client, look }: MovingPostgres,
  tell: Tell,
): Promise<Moved | undefined> {
  const { arriving, elsewhere } = moveMarks(file);
  const state = await moveState(pool);
  if (state === 'arriving') throw moveUnfinished();
  if (existsSync(file)) {
    await dropHouse(pool);
    return undefined;
  }
  await client.query(BEGIN);
  const rows = await receive(client, arriving, tell);
  await look((store) => carryFiles(filesInBase(store), filesInFolder(dirname(file)), tell));
  const head = await headOfFile(arriving);
  tell('Le journal est entier des deux côtés, avec la même tête.');
  await client.query(state === 'left' ? 'COMMIT' : `${MARK_LEFT}; COMMIT`);
  tell('La base de PostgreSQL n’est plus servie.');
  renameSync(arriving, file);
  rmSync(elsewhere, { force: true });
  await syncFolder(dirname(file));
  tell('La base du dossier des données est celle de la maison.');
  await dropHouse(pool);
  return { rows, head };
}
