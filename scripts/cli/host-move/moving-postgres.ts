import type { Config } from '../../../server/config/config.ts';
import { readSecretFile } from '../../../server/config/secret-file.ts';
import type { Store } from '../../../server/ports/store.ts';
import { type MovingBase, openMovingBase } from '../../../server/store/postgres/moving-base.ts';
import { asPostgresRefusal } from '../../../server/store/postgres/postgres-failures.ts';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';
import { AppError } from '../../../shared/errors.ts';

/** PostgreSQL's base while the house moves. */
export interface MovingPostgres extends Pick<MovingBase, 'pool' | 'client'> {
  /** The base through its rows, for whoever looks at what arrived. */
  look<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

/** Where the base is. AppError `address-missing`. */
export function settingOf({ database }: Config) {
  if (!database)
    throw new AppError({
      code: 'address-missing',
      kind: 'invalid',
      message: 'L’adresse de la base PostgreSQL manque : PLATEAU_DATABASE_URL_FILE.',
      hint: 'Écrivez l’adresse dans un fichier (0600) et nommez-le dans PLATEAU_DATABASE_URL_FILE ; elle ne se donne jamais sur la ligne de commande.',
    });
  const { urlFile, caFile, needsStandby } = database;
  return {
    url: readSecretFile('PLATEAU_DATABASE_URL_FILE', urlFile).trim(),
    ca: caFile === undefined ? undefined : readSecretFile('PLATEAU_DATABASE_CA_FILE', caFile),
    needsStandby,
  };
}

/** Opens, uses and closes. AppErrors `address-missing`, those of the store of PostgreSQL. */
export async function withMovingPostgres<T>(
  config: Config,
  work: (base: MovingPostgres) => Promise<T>,
): Promise<T> {
  const setting = settingOf(config);
  const look: MovingPostgres['look'] = async (looking) => {
    const store = await openPostgresStore({ ...setting, isMoving: true });
    try {
      return await looking(store);
    } finally {
      store.close();
    }
  };
  try {
    const { close, ...base } = await openMovingBase(setting);
    try {
      return await work({ ...base, look });
    } finally {
      await close();
    }
  } catch (error) {
    throw asPostgresRefusal(error);
  }
}
