import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabaseFile } from '../../../server/store/database-file.ts';
import { compareBases } from '../../../server/store/move/copy-base.ts';
import { movedTables } from '../../../server/store/move/moved-tables.ts';
import { SqliteEnd } from '../../../server/store/move/sqlite-end.ts';
import { moveMarks } from '../../../server/store/move-marks.ts';
import { beginArrival, endArrival, moveState } from '../../../server/store/postgres/moving-base.ts';
import { ReceivingPostgresEnd } from '../../../server/store/postgres/postgres-end.ts';
import { destroyFile } from '../../../server/vault/destroy-files.ts';
import { syncFolder } from '../../../server/vault/key-files.ts';
import { carryBase, differs, headOf, type Moved, type Tell } from './carry-base.ts';
import { carryFiles, destroyOutgoing, filesInBase, filesInFolder } from './carry-files.ts';
import type { MovingPostgres } from './moving-postgres.ts';

const ELSEWHERE = 'La base de cette maison est dans PostgreSQL (PLATEAU_DATABASE_URL_FILE).\n';

/** A base that nobody else may open until it is closed. */
function openAlone(path: string) {
  const db = openDatabaseFile(path);
  db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
  return db;
}

async function carry(path: string, base: MovingPostgres, tell: Tell): Promise<Moved['rows']> {
  const to = new ReceivingPostgresEnd(base.client);
  const tables = movedTables();
  const db = openAlone(path);
  try {
    const move = { from: new SqliteEnd(db), to, tables };
    await beginArrival(base.pool);
    await to.sleep(tables);
    return await carryBase(move, tell);
  } finally {
    db.close();
  }
}

/** What left is destroyed once it was seen, again, that PostgreSQL has it all. AppError `move-differs`. */
async function compareLeft(path: string, base: MovingPostgres): Promise<Moved['rows']> {
  const db = openAlone(path);
  try {
    const to = new ReceivingPostgresEnd(base.client);
    const rows = await compareBases({ from: new SqliteEnd(db), to, tables: movedTables() });
    if (!rows) throw differs();
    return rows;
  } finally {
    db.close();
  }
}

/**
 * SQLite's base goes to PostgreSQL; nobody serves. In this order, so that a cut leaves one base that may be served, or none until
 * the same command has gone on: all rows are there and compared; the file takes the name of one that left; PostgreSQL is the
 * house; the file, and those to send, are destroyed, for a purge must find everything in one base.
 */
export async function moveToPostgres(file: string, base: MovingPostgres, tell: Tell): Promise<Moved> {
  const { left, elsewhere } = moveMarks(file);
  const hasLeft = existsSync(left);
  const isArrived = hasLeft && (await moveState(base.pool)) === undefined;
  const rows = isArrived ? await compareLeft(left, base) : await carry(hasLeft ? left : file, base, tell);
  const here = filesInFolder(dirname(file));
  if (!isArrived) await base.look((store) => carryFiles(here, filesInBase(store), tell));
  const head = await base.look(headOf);
  tell('Le journal est entier des deux côtés, avec la même tête.');
  if (!hasLeft) {
    renameSync(file, left);
    await syncFolder(dirname(file));
  }
  tell('La base du dossier des données n’est plus servie.');
  await endArrival(base.pool);
  tell('PostgreSQL est la base de la maison.');
  writeFileSync(elsewhere, ELSEWHERE, { mode: 0o600 });
  for (const ending of ['-wal', '-shm']) await destroyFile(`${left}${ending}`);
  await destroyOutgoing(here);
  await destroyFile(left);
  await syncFolder(dirname(file));
  return { rows, head };
}
