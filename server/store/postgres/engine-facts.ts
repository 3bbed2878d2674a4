import type { EngineFacts } from '../../ports/store.ts';
import type { HostPool } from './host-pool.ts';
import { asPostgresRefusal } from './postgres-failures.ts';

const FACTS = `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes,
  (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl) AS encryption,
  current_setting('archive_mode') <> 'off' AS is_archived, current_setting('synchronous_standby_names') AS awaited`;
/** Their state is told to roles of pg_read_all_stats alone. */
const STANDBYS = `SELECT application_name AS name, sync_state AS state FROM pg_stat_replication ORDER BY application_name`;

interface Facts {
  readonly version: string;
  readonly bytes: number;
  readonly encryption: string | null;
  readonly is_archived: number;
  readonly awaited: string;
}

/** What PostgreSQL says of itself now. */
export async function engineFacts(pool: HostPool): Promise<EngineFacts> {
  try {
    const { rows } = await pool.query<Facts>(FACTS);
    const { rows: standbys } = await pool.query<{ name: string; state: string | null }>(STANDBYS);
    const [facts] = rows;
    if (!facts) throw new Error('PostgreSQL says something of itself');
    const { version, bytes, encryption, awaited } = facts;
    const { current: host, all } = pool.hosts;
    return {
      host,
      otherHosts: all.filter((name) => name !== host),
      version: version.split(' ')[0] ?? version,
      bytes,
      encryption,
      isArchived: facts.is_archived === 1,
      awaitsStandby: awaited !== '',
      standbys,
    };
  } catch (error) {
    throw asPostgresRefusal(error);
  }
}
