import type { Pool } from 'pg';
import { AppError } from '../../../shared/errors.ts';
import { LATEST_VERSION } from '../migrate.ts';
import { postgresSchema } from './schema-text.ts';

const HAS_TABLES = `SELECT to_regclass('schema_version') IS NOT NULL AS is_made,
  EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace) AS has_tables`;
function refused(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'unavailable', message, hint });
}

async function versionIn(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ is_made: number; has_tables: number }>(HAS_TABLES);
  const [found] = rows;
  if (found?.is_made === 1) {
    const { rows: versions } = await pool.query<{ version: number }>('SELECT version FROM schema_version');
    return versions[0]?.version ?? 0;
  }
  if (found?.has_tables !== 1) return undefined;
  throw refused(
    'database-foreign',
    'La base PostgreSQL contient déjà les tables d’un autre programme.',
    "Créez une base pour Plateau seul : CREATE DATABASE plateau TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
  );
}

function refuseOther(found: number, known: number): void {
  if (found === known) return;
  throw found > known
    ? refused(
        'database-too-new',
        `La base de données est en version ${found} ; ce programme connaît la version ${known}.`,
        'Installez la version de Plateau qui a écrit cette base, ou une plus récente.',
      )
    : refused(
        'database-too-old',
        `La base PostgreSQL est en version ${found} ; ce programme attend la version ${known}.`,
        'Cette version ne met pas encore à jour une base PostgreSQL : gardez le programme qui l’a créée.',
      );
}

/** What a second server meets that makes the same tables at the same time: it waited, and they are there now. */
const MADE_MEANWHILE = new Set(['42P07', '42723', '23505']);

/**
 * Makes the tables of an empty base, all or none, whoever else does at the same time. AppErrors `database-foreign`,
 * `database-too-new`, `database-too-old`.
 */
export async function prepareBase(pool: Pool): Promise<void> {
  const found = (await versionIn(pool)) ?? (await makeBase(pool)) ?? (await versionIn(pool));
  refuseOther(found ?? 0, LATEST_VERSION);
}

/** The version made; undefined when somebody else was quicker. */
async function makeBase(pool: Pool): Promise<number | undefined> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; ${postgresSchema().join(';\n')}; COMMIT`);
    return LATEST_VERSION;
  } catch (error) {
    await client.query('ROLLBACK');
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!MADE_MEANWHILE.has(code)) throw error;
    return undefined;
  } finally {
    client.release();
  }
}
