import assert from 'node:assert/strict';
import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { isAway, outcomeUnknown } from './postgres-failures.ts';

export type Mode = 'read' | 'write';

const VERSION = 'SELECT version FROM kept_version';
/** Nobody else writes between this and the end: steps read, decide and write as if they were alone, as on SQLite. */
const TURN = 'LOCK TABLE writing_turn IN EXCLUSIVE MODE';

/** Each is one message: what it takes to begin costs one round trip. */
const BEGIN = {
  read: `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${VERSION}`,
  write: `BEGIN; ${TURN}; ${VERSION}`,
  'write-unsettled': `BEGIN; SET LOCAL synchronous_commit TO off; ${TURN}; ${VERSION}`,
} as const;

/**
 * With the number of what was written, which a later flush asks about (settling.ts). The question is refused after a statement
 * that failed and that somebody caught: a COMMIT alone would undo everything without a word.
 */
const COMMIT = 'SELECT pg_current_xact_id_if_assigned()::text AS transaction; COMMIT';

/** What several statements in one message answer; the driver's types know one alone. */
function answersOf(results: unknown): readonly QueryResult[] {
  assert(Array.isArray(results), 'several statements give several answers');
  return results as readonly QueryResult[];
}

/** One transaction on a connection of its own; its statements go one after the other, whoever asks. */
export class PostgresTransaction {
  readonly mode: Mode;
  /** Of the tables whose answers are kept, as this transaction sees them. */
  readonly keptVersion: number;
  hasChangedKept = false;
  /** Other servers are told once it is committed. */
  rings = false;
  isOver = false;
  readonly #client: PoolClient;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(client: PoolClient, mode: Mode, keptVersion: number) {
    this.#client = client;
    this.mode = mode;
    this.keptVersion = keptVersion;
  }

  static async begin(pool: Pool, kind: keyof typeof BEGIN): Promise<PostgresTransaction> {
    const client = await pool.connect();
    try {
      const answers = answersOf(await client.query(BEGIN[kind]));
      return new PostgresTransaction(
        client,
        kind === 'read' ? 'read' : 'write',
        answers.at(-1)?.rows[0]?.version,
      );
    } catch (error) {
      // Its transaction may be half begun: the connection goes.
      client.release(true);
      throw error;
    }
  }

  /** What a statement of its own changes beyond its rows. */
  note({ changesKept, rings }: { readonly changesKept: boolean; readonly rings: boolean }): void {
    this.hasChangedKept ||= changesKept;
    this.rings ||= rings;
  }

  query<T extends QueryResultRow>(asked: QueryConfig): Promise<QueryResult<T>> {
    const answer = this.#last.then(() => this.#client.query<T>(asked));
    // A failure is told to who asked; the next one is refused by PostgreSQL itself.
    this.#last = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer;
  }

  /** Runs `work`, then keeps what it wrote, or nothing when it throws. The connection goes back to the pool. */
  async during<T>(work: (transaction: this) => Promise<T>) {
    try {
      const result = await work(this);
      await this.#last;
      this.isOver = true;
      const transaction = await this.#commit();
      this.#client.release();
      return { result, transaction };
    } catch (error) {
      this.isOver = true;
      await this.#rollBack();
      throw error;
    }
  }

  async #commit(): Promise<string | undefined> {
    try {
      const [answer] = answersOf(await this.#client.query(COMMIT));
      return answer?.rows[0]?.transaction ?? undefined;
    } catch (error) {
      throw this.mode === 'write' && isAway(error) ? outcomeUnknown(error) : error;
    }
  }

  async #rollBack(): Promise<void> {
    try {
      await this.#client.query('ROLLBACK');
      this.#client.release();
    } catch {
      // The connection is gone, and with it the transaction: PostgreSQL rolls back what nobody commits.
      this.#client.release(true);
    }
  }
}

/** PostgreSQL says how grave its own refusals are: then nothing was kept. */
function isAnswered(error: unknown): boolean {
  return error instanceof Error && 'severity' in error;
}

/** One statement that is a whole transaction. AppError `store-outcome-unknown` when its connection breaks meanwhile. */
export async function askedAlone(pool: Pool, asked: QueryConfig): Promise<QueryResult> {
  const client = await pool.connect();
  try {
    const answer = await client.query(asked);
    client.release();
    return answer;
  } catch (error) {
    const isKnown = isAnswered(error);
    client.release(!isKnown);
    throw !isKnown && isAway(error) ? outcomeUnknown(error) : error;
  }
}
