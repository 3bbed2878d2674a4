import { HostPool } from './host-pool.ts';
import { type ConnectionSetting, hostsOf } from './hosts.ts';
import { rowTypes } from './row-values.ts';

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

/** Connections open as they are needed. AppError `database-url-invalid`. */
export function openPool(setting: ConnectionSetting): HostPool {
  return new HostPool(hostsOf(setting), {
    ...LIMITS,
    options: PLANNING,
    application_name: 'plateau',
    keepAlive: true,
    max: MOST_CONNECTIONS,
    types: rowTypes,
  });
}
