import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../server/config/config.ts';
import { openHouse } from '../../../server/context.ts';
import { holdFolder } from '../../../server/machine/folder-hold.ts';
import type { Store } from '../../../server/ports/store.ts';
import { noteMove } from '../../../server/steps/house/note-move.ts';
import { moveMarks } from '../../../server/store/move-marks.ts';
import { moveState } from '../../../server/store/postgres/moving-base.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Moved, Tell } from './carry-base.ts';
import { moveToPostgres } from './move-to-postgres.ts';
import { moveToSqlite } from './move-to-sqlite.ts';
import { withMovingPostgres } from './moving-postgres.ts';

const WORK = 'plateau move-house';

export interface MoveHouse {
  readonly to: Store['engine'];
  /** Why; kept in the audit log. */
  readonly reason: string;
  readonly actor: string;
  readonly passphrase: () => Promise<string>;
  readonly tell: Tell;
}

/** The house as it is before a row leaves: opened alone, which asks its passphrase, looked at and told why. */
async function note(source: Config, asked: MoveHouse): Promise<void> {
  const house = await openHouse(source, { passphrase: asked.passphrase, alone: WORK });
  try {
    const { leaseMs } = house.app.standing;
    await noteMove(house.app, { ...asked, serverName: source.serverName, leaseMs });
  } finally {
    await house.close();
  }
}

/**
 * Moves the base of a stopped house between the file of its data folder and the PostgreSQL of its configuration, and back: every
 * row, compared; the log verified before and after. Cut anywhere, the same command goes on, and meanwhile one base is served or
 * none, never half a one. Undefined when all was there already. AppErrors `folder-held`, `house-served`, `base-in-use`,
 * `move-differs`, `audit-broken`, `base-missing`, `already-moved`, those of both stores.
 */
export async function moveHouse(config: Config, asked: MoveHouse): Promise<Moved | undefined> {
  const file = join(config.dataDir, 'plateau.db');
  const { left, elsewhere } = moveMarks(file);
  return await withMovingPostgres(config, async (base) => {
    const isHere = existsSync(file);
    const hasLeft = existsSync(left);
    if (asked.to === 'postgres') {
      if (!isHere && !hasLeft) throw existsSync(elsewhere) ? alreadyThere() : nothingHere();
      if (!hasLeft) await note({ ...config, database: undefined }, asked);
    } else {
      if (hasLeft || (isHere && (await moveState(base.pool)) !== 'left')) throw stillHere();
      if (!isHere && (await moveState(base.pool)) === undefined) await note(config, asked);
    }
    const hold = holdFolder(config.dataDir, WORK);
    try {
      const move = asked.to === 'postgres' ? moveToPostgres : moveToSqlite;
      return await move(file, base, asked.tell);
    } finally {
      hold.release();
    }
  });
}

function refusal(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'conflict', message, hint });
}

const alreadyThere = () =>
  refusal(
    'already-moved',
    'La base de cette maison est déjà dans PostgreSQL.',
    'Rien n’est à faire : plateau serve, avec PLATEAU_DATABASE_URL_FILE.',
  );

const stillHere = () =>
  refusal(
    'already-moved',
    'La base de cette maison est déjà dans le dossier des données (plateau.db), ou n’a pas fini de le quitter.',
    'Rien n’est à faire pour SQLite. Pour finir un départ vers PostgreSQL : plateau move-house --to postgres.',
  );

const nothingHere = () =>
  refusal(
    'base-missing',
    'Il n’y a pas de base à déménager dans ce dossier de données.',
    'Vérifiez PLATEAU_DATA_DIR. Une maison neuve n’a rien à déménager : plateau serve fait ses tables dans PostgreSQL.',
  );
