import type { Pool, PoolClient } from 'pg';
import { AppError } from '../../../../shared/errors.ts';
import { BASE_CLOCK_MS } from '../../base-clock.ts';
import { LATEST_VERSION } from '../../migrate.ts';
import { inPostgres } from '../dialect.ts';
import { asPostgresRefusal } from '../postgres-failures.ts';
import { baseVersion, tooNew } from './base-version.ts';
import { type SchemaStep, schemaSteps } from './upgrade-text.ts';

export interface BaseUpgrade {
  readonly from: number;
  readonly to: number;
  /** Servers of the version before may go on meanwhile. */
  readonly isAdditive: boolean;
  /** Names of those that serve now. */
  readonly serving: readonly string[];
}

/** As long as a server is believed to live without a word. Milliseconds. */
const SILENT_MS = 30_000;
const SERVING = inPostgres(
  `SELECT name FROM server WHERE state <> 'stopped' AND seen_at_ms > ${BASE_CLOCK_MS} - ${SILENT_MS} ORDER BY name`,
);

/** What `upgradeBase` would do; nothing is written. AppErrors `base-empty`, `database-too-new`. */
export async function plannedUpgrade(pool: Pool): Promise<BaseUpgrade> {
  const { version } = await requireVersion(pool);
  const { rows } = await pool.query<{ name: string }>(SERVING);
  const isAdditive = schemaSteps(version).every((step) => step.isAdditive);
  return { from: version, to: LATEST_VERSION, isAdditive, serving: rows.map(({ name }) => name) };
}

async function requireVersion(pool: Pool | PoolClient) {
  const found = await baseVersion(pool);
  if (!found)
    throw new AppError({
      code: 'base-empty',
      kind: 'not-found',
      message: 'Cette base PostgreSQL est vide : il n’y a rien à mettre à jour.',
      hint: 'Lancez le serveur (plateau serve) : il fait les tables à son premier démarrage.',
    });
  if (found.version > LATEST_VERSION) throw tooNew(found.version);
  return found;
}

/** Who begins a step has the base to itself, and finds what another did meanwhile. */
const BEGIN = 'BEGIN; LOCK TABLE writing_turn IN EXCLUSIVE MODE';
const SERVES_FROM = `ALTER TABLE schema_version ADD COLUMN IF NOT EXISTS serves_from BIGINT;
UPDATE schema_version SET serves_from = version WHERE serves_from IS NULL;
ALTER TABLE schema_version ALTER COLUMN serves_from SET NOT NULL`;

function versionAfter({ version, isAdditive }: SchemaStep): string {
  return `UPDATE schema_version SET version = ${version}${isAdditive ? '' : `, serves_from = ${version}`}`;
}

/** One migration, or none when another migrator has done the last one; whether there may be more. */
async function oneStep(client: PoolClient): Promise<boolean> {
  try {
    await client.query(BEGIN);
    const { version } = await requireVersion(client);
    const [step] = schemaSteps(version);
    const acts = step ? [SERVES_FROM, ...step.statements, versionAfter(step)] : [];
    for (const act of acts) await client.query(act);
    await client.query('COMMIT');
    return step !== undefined;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/**
 * Brings the base to this program's schema, each migration in a transaction of its own: killed anywhere, the base is at one
 * version or the next, and the same command goes on. Two at once take turns, migration by migration. Where a migration is not
 * additive, no server may serve. AppErrors `servers-serving`, `base-empty`, `database-too-new`, `store-busy`.
 */
export async function upgradeBase(pool: Pool): Promise<BaseUpgrade> {
  try {
    const planned = await plannedUpgrade(pool);
    if (!planned.isAdditive && planned.serving.length > 0) throw stillServing(planned);
    const client = await pool.connect();
    try {
      // An index of a large table takes longer than an answer may.
      await client.query('SET statement_timeout TO 0');
      while (await oneStep(client));
    } finally {
      client.release(true);
    }
    return planned;
  } catch (error) {
    throw asPostgresRefusal(error);
  }
}

function stillServing({ serving, from, to }: BaseUpgrade): AppError {
  return new AppError({
    code: 'servers-serving',
    kind: 'conflict',
    message: `De la version ${from} à la ${to}, la base change sous ses serveurs, et ${serving.join(', ')} sert encore.`,
    hint: 'Arrêtez chaque serveur (SIGTERM), attendez trente secondes si l’un est tombé sans le dire, puis relancez la commande.',
  });
}
