import type { Pool } from 'pg';
import { AppError } from '../../../shared/errors.ts';
import type { BaseSchema } from '../../ports/rows/servers.ts';
import { LATEST_VERSION } from '../migrate.ts';
import { DESK_FUNCTIONS, LAST_FUNCTION, ownNames } from './desk/function-names.ts';
import { baseVersion, tooNew } from './schema/base-version.ts';
import { postgresSchema } from './schema-text.ts';

function refuseOther({ version, servesFrom }: BaseSchema): void {
  if (version > LATEST_VERSION && servesFrom > LATEST_VERSION) throw tooNew(version);
  if (version >= LATEST_VERSION) return;
  throw new AppError({
    code: 'database-too-old',
    kind: 'unavailable',
    message: `La base PostgreSQL est en version ${version} ; ce programme attend la version ${LATEST_VERSION}.`,
    hint: 'Voyez d’abord ce que la mise à jour demande : plateau upgrade --check ; puis : plateau upgrade apply.',
  });
}

/** What a second server meets that makes the same tables at the same time: it waited, and they are there now. */
const MADE_MEANWHILE = new Set(['42P07', '42723', '23505']);

/**
 * Makes the tables of an empty base, all or none, whoever else does at the same time, and the functions of this program's desk
 * where they are not yet. A base that a newer program made is served when what it added leaves this one right. AppErrors
 * `database-foreign`, `database-too-new`, `database-too-old`.
 */
export async function prepareBase(pool: Pool): Promise<void> {
  const found = (await baseVersion(pool)) ?? (await makeBase(pool)) ?? (await baseVersion(pool));
  refuseOther(found ?? { version: 0, servesFrom: 0 });
  await addFunctions(pool);
}

/** The version made; undefined when somebody else was quicker. */
async function makeBase(pool: Pool): Promise<BaseSchema | undefined> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; ${postgresSchema().join(';\n')}; COMMIT`);
    return { version: LATEST_VERSION, servesFrom: LATEST_VERSION };
  } catch (error) {
    await client.query('ROLLBACK');
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!MADE_MEANWHILE.has(code)) throw error;
    return undefined;
  } finally {
    client.release();
  }
}

const HAS_FUNCTIONS = `SELECT EXISTS (SELECT FROM pg_proc WHERE proname = $1 AND pronamespace = current_schema()::regnamespace) AS has_them`;

/** In a turn of its own: several servers of one version may begin together. */
async function addFunctions(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ has_them: number }>(HAS_FUNCTIONS, [LAST_FUNCTION]);
  if (rows[0]?.has_them === 1) return;
  const made = DESK_FUNCTIONS.map((text) => ownNames(text).replace(/^CREATE/, 'CREATE OR REPLACE'));
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; LOCK TABLE writing_turn IN EXCLUSIVE MODE; ${made.join(';\n')}; COMMIT`);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
