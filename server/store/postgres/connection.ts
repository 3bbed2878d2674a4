import { Pool, type PoolConfig } from 'pg';
import { AppError } from '../../../shared/errors.ts';
import { isLoopback } from '../../../shared/loopback.ts';
import { rowTypes } from './row-values.ts';

export interface ConnectionSetting {
  /** postgres://user:password@host:port/base, or ?host=/folder for the socket of the same machine. */
  readonly url: string;
  /** PEM of who signed the certificate of PostgreSQL; absent: the authorities that the system trusts. */
  readonly ca?: string | undefined;
}

/** Of one server. More only wait for the same disk, and PostgreSQL admits a hundred in all. */
const MOST_CONNECTIONS = 8;
/**
 * Milliseconds: the writing turn, one statement, a transaction that says nothing, a connection. Nothing foreign is awaited in a
 * transaction, so that one which says nothing is of a server that stands still: it loses the turn before those who wait give up.
 */
const LIMITS = {
  lock_timeout: 5_000,
  statement_timeout: 60_000,
  idle_in_transaction_session_timeout: 4_000,
  connectionTimeoutMillis: 5_000,
};

/**
 * The rows' statements are written for an engine that loops over indexes, and names them. PostgreSQL is told to do likewise, and
 * to walk no table where an index leads: a plan made on the queue of the morning is then no walk of it in the evening. Compiling
 * a plan takes longer than any of ours lasts.
 *
 * @internal for tests
 */
export const PLANNING = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off';

function invalid(message: string): AppError {
  return new AppError({
    code: 'database-url-invalid',
    kind: 'invalid',
    message: `L’adresse de la base PostgreSQL ${message}`,
    hint: 'Écrivez postgres://utilisateur:mot-de-passe@hôte:5432/plateau dans le fichier de PLATEAU_DATABASE_URL_FILE.',
  });
}

/**
 * What the address says. Off this machine the connection is TLS, and the certificate of PostgreSQL must be good for that name:
 * nothing in the address weakens it. AppError `database-url-invalid`, which quotes nothing of it.
 *
 * @internal for tests
 */
export function connectionOf({ url, ca }: ConnectionSetting): PoolConfig {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['postgres:', 'postgresql:'].includes(parsed.protocol)) throw invalid('ne se lit pas.');
  const { searchParams, username, password, hostname, port, pathname } = parsed;
  const folder = searchParams.get('host');
  if (
    [...searchParams.keys()].some((name) => name !== 'host') ||
    (folder !== null && !folder.startsWith('/'))
  )
    throw invalid('n’admet qu’un réglage : ?host=/dossier, pour la prise locale de cette machine.');
  const database = decodeURIComponent(pathname.slice(1));
  if (username === '' || database === '') throw invalid('nomme un utilisateur et une base.');
  const host = folder ?? hostname.replace(/^\[|\]$/g, '');
  if (host === '') throw invalid('nomme une machine.');
  const isHere = folder !== null || isLoopback(hostname);
  return {
    host,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    ...(password && { password: decodeURIComponent(password) }),
    database,
    ssl: isHere ? false : { rejectUnauthorized: true, ...(ca && { ca }) },
  };
}

/** Connections open as they are needed. A connection that breaks while nobody uses it is replaced in silence. */
export function openPool(setting: ConnectionSetting): Pool {
  const pool = new Pool({
    ...connectionOf(setting),
    ...LIMITS,
    options: PLANNING,
    application_name: 'plateau',
    keepAlive: true,
    max: MOST_CONNECTIONS,
    types: rowTypes,
  });
  // Without a listener Node would end the process. Whoever uses the connection is told by its next answer.
  const isTold = () => undefined;
  pool.on('error', isTold);
  pool.on('connect', (client) => client.on('error', isTold));
  return pool;
}
