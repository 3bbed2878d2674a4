import type { Pool, PoolClient } from 'pg';
import { AppError } from '../../../shared/errors.ts';
import { LATEST_VERSION } from '../migrate.ts';
import { movedToSqlite, moveUnfinished } from '../move-marks.ts';
import { openPool } from './connection.ts';
import type { ConnectionSetting } from './hosts.ts';
import { prepareBase } from './prepare-base.ts';
import { checkSettings } from './safe-settings.ts';
import { MOVE_MARK, requireKnown } from './schema/base-version.ts';

/** What a base says of a move: it receives a house, or a house has left it. Neither is served. */
type MoveState = 'arriving' | 'left';

/** A base while the house moves. */
export interface MovingBase {
  readonly pool: Pool;
  /** For the rows that are carried: no statement of it is too long. */
  readonly client: PoolClient;
  close(): Promise<void>;
}

/** Of a base that may be empty, or marked. AppErrors of connection.ts and safe-settings.ts. */
export async function openMovingBase(
  setting: ConnectionSetting & { readonly needsStandby: boolean },
): Promise<MovingBase> {
  const pool = openPool(setting);
  try {
    await checkSettings(pool, setting.needsStandby);
    await requireKnown(pool);
    const client = await pool.connect();
    await client.query('SET statement_timeout TO 0; SET idle_in_transaction_session_timeout TO 0');
    const close = async () => {
      client.release(true);
      await pool.end();
    };
    return { pool, client, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** A table of its own, so that a base without it is one that is served. */
const MARK = MOVE_MARK;

async function isThere(pool: Pool, table: string): Promise<boolean> {
  const { rows } = await pool.query<{ found: number }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    table,
  ]);
  return rows[0]?.found === 1;
}

export async function moveState(pool: Pool): Promise<MoveState | undefined> {
  if (!(await isThere(pool, MARK))) return undefined;
  return (await pool.query<{ state: MoveState }>(`SELECT state FROM ${MARK}`)).rows[0]?.state;
}

/** AppErrors `house-moved`, `house-moving`. */
export async function refuseMovedBase(pool: Pool): Promise<void> {
  const state = await moveState(pool);
  if (state === 'arriving') throw moveUnfinished();
  if (state === 'left') throw movedToSqlite();
}

function marked(state: MoveState): string {
  return `CREATE TABLE ${MARK} (state TEXT NOT NULL); INSERT INTO ${MARK} VALUES ('${state}')`;
}

/** For a transaction of the caller's. */
export const MARK_LEFT = marked('left');

/** The house is here. */
export async function endArrival(pool: Pool): Promise<void> {
  await pool.query(`DROP TABLE IF EXISTS ${MARK}`);
}

async function isUsed(pool: Pool): Promise<boolean> {
  if (!(await isThere(pool, 'audit'))) return false;
  const { rows } = await pool.query<{ is_used: number }>(
    'SELECT EXISTS (SELECT FROM audit) OR EXISTS (SELECT FROM account) AS is_used',
  );
  return rows[0]?.is_used === 1;
}

/** A base that began to receive under another version of the program. */
async function isStale(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ version: number }>('SELECT version FROM schema_version');
  return rows[0]?.version !== LATEST_VERSION;
}

/**
 * An empty base, or one that received before, is made ready to receive a house. AppErrors `base-in-use`, those of
 * prepare-base.ts.
 */
export async function beginArrival(pool: Pool): Promise<void> {
  const state = await moveState(pool);
  if (state === undefined && (await isUsed(pool))) throw inUse();
  const isKept = state === 'arriving' && !(await isStale(pool));
  if (isKept) return;
  if (state !== undefined) await dropHouse(pool);
  await pool.query(`DROP TABLE IF EXISTS ${MARK}`);
  await prepareBase(pool);
  await pool.query(`BEGIN; ${marked('arriving')}; COMMIT`);
}

function inUse(): AppError {
  return new AppError({
    code: 'base-in-use',
    kind: 'conflict',
    message: 'Cette base PostgreSQL contient déjà une maison : rien n’y est copié.',
    hint: "Donnez l’adresse d’une base vide : CREATE DATABASE plateau TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
  });
}

/** Functions of an extension go with it. */
const PIECES = `SELECT format(CASE relkind WHEN 'v' THEN 'DROP VIEW IF EXISTS %s CASCADE' ELSE 'DROP TABLE IF EXISTS %s CASCADE' END, oid::regclass) AS act
FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace = current_schema()::regnamespace
UNION ALL SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', oid::regprocedure)
FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`;

/** The house has left: its tables and functions go, all or none. The mark stays: no server makes an empty base there. */
export async function dropHouse(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ act: string }>(PIECES);
  await pool.query(`BEGIN; ${rows.map(({ act }) => `${act}; `).join('')}${MARK_LEFT}; COMMIT`);
}
