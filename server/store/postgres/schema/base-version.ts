import type { Pool, PoolClient } from 'pg';
import { AppError } from '../../../../shared/errors.ts';
import type { BaseSchema } from '../../../ports/rows/servers.ts';
import { LATEST_VERSION } from '../../migrate.ts';

/** What a house leaves in the base that it left, alone there: whoever comes back finds an empty base. */
export const MOVE_MARK = 'house_move';

const HAS_TABLES = `SELECT to_regclass('schema_version') IS NOT NULL AS is_made,
  EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
    AND relname <> '${MOVE_MARK}') AS has_tables`;
/** A base of before had the version alone. */
export const SCHEMA = `SELECT version, coalesce((to_jsonb(one) ->> 'serves_from')::bigint, version) AS serves_from
FROM schema_version AS one`;

/** Undefined of an empty base. AppError `database-foreign`. */
export async function baseVersion(pool: Pool | PoolClient): Promise<BaseSchema | undefined> {
  const { rows } = await pool.query<{ is_made: number; has_tables: number }>(HAS_TABLES);
  const [found] = rows;
  if (found?.is_made === 1) {
    const { rows: versions } = await pool.query<{ version: number; serves_from: number }>(SCHEMA);
    const [one] = versions;
    return { version: one?.version ?? 0, servesFrom: one?.serves_from ?? 0 };
  }
  if (found?.has_tables !== 1) return undefined;
  throw new AppError({
    code: 'database-foreign',
    kind: 'unavailable',
    message: 'La base PostgreSQL contient déjà les tables d’un autre programme.',
    hint: "Créez une base pour Plateau seul : CREATE DATABASE plateau TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
  });
}

/** For whoever reads or moves every table. AppError `database-too-new`. */
export async function requireKnown(pool: Pool | PoolClient): Promise<void> {
  const found = await baseVersion(pool);
  if (found && found.version > LATEST_VERSION) throw tooNew(found.version);
}

export function tooNew(version: number): AppError {
  return new AppError({
    code: 'database-too-new',
    kind: 'unavailable',
    message: `La base de données est en version ${version} ; ce programme connaît la version ${LATEST_VERSION}.`,
    hint: 'Installez la version de Plateau qui a écrit cette base, ou une plus récente.',
  });
}
