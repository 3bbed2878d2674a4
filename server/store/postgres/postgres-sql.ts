import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { isAppError } from '../../../shared/errors.ts';
import type { WordsCipher } from '../../ports/typed-words.ts';
import { int, type Row, text } from '../columns.ts';
import { KeptByVersion } from '../kept-by-version.ts';
import { LATEST_VERSION } from '../migrate.ts';
import { type Columns, type Durability, Sql, type SqlValue } from '../sql.ts';
import type { Catalogue } from './catalogue.ts';
import { answersOf, type Foreseen, NotKept, Recollection, textOfAll } from './foreseen.ts';
import { NamedStatements } from './named-statements.ts';
import { asPostgresRefusal, isOutdated, mayRunAgain } from './postgres-failures.ts';
import { askedAlone, type Mode, PostgresTransaction } from './postgres-transaction.ts';
import { SCHEMA } from './schema/base-version.ts';

interface Asked {
  query<T extends QueryResultRow>(asked: QueryConfig): Promise<QueryResult<T>>;
}

/** A glance: one question, outside any transaction. */
interface Glance {
  hasAsked: boolean;
}

const LAST_NUMBER = 'SELECT coalesce(max(number), 0) AS n FROM given_number WHERE name = ?';

/** How often a transaction that stood in another's way is done again, and how much longer it waits each time. Milliseconds. */
const MOST_TRIES = 5;
const WAIT_MS = 10;

function isBusy(error: unknown): boolean {
  return isAppError(error) && error.code === 'store-busy';
}

export interface PostgresSqlSetting {
  readonly pool: Pool;
  readonly catalogue: Catalogue;
  readonly words?: WordsCipher | undefined;
  /** After each commit that other servers wait for; nobody waits for it. */
  readonly committed?: () => void;
}

/** A pool of connections: each transaction has one to itself; those that write come one after the other, whatever the server. */
export class PostgresSql extends Sql {
  readonly #pool: Pool;
  readonly #catalogue: Catalogue;
  readonly #statements: NamedStatements;
  readonly #kept = new KeptByVersion();
  readonly #committed: () => void;
  #wasBusy = false;
  readonly #within = new AsyncLocalStorage<PostgresTransaction | Recollection | Glance>();

  constructor({ pool, catalogue, words, committed = () => undefined }: PostgresSqlSetting) {
    super(words);
    this.#pool = pool;
    this.#catalogue = catalogue;
    this.#committed = committed;
    this.#statements = new NamedStatements(catalogue);
  }

  #transaction(): PostgresTransaction | undefined {
    const within = this.#within.getStore();
    return within instanceof PostgresTransaction && !within.isOver ? within : undefined;
  }

  /** Kept as kept-by-version.ts says; what this transaction changed itself is read anew. */
  async kept<T>(name: string, read: () => Promise<T>): Promise<T> {
    const within = this.#within.getStore();
    if (within instanceof Recollection) return this.#recalled(within, name) as T;
    const transaction = this.#transaction();
    if (!transaction || transaction.hasChangedKept) return await read();
    return await this.#kept.answer(transaction.keptVersion, name, read);
  }

  #recalled({ version }: Recollection, name: string): unknown {
    const kept = version === this.#kept.version ? this.#kept.kept(name) : [];
    if (kept.length === 0) throw new NotKept();
    return kept[0];
  }

  /**
   * What `work` answers from kept answers alone, with their version, which only a later transaction tells whether it still is the
   * base's; undefined when it asks anything that is not kept. Not inside a transaction.
   */
  async known<T>(
    work: () => Promise<T>,
  ): Promise<{ readonly version: number; readonly value: T } | undefined> {
    assert(!this.#transaction(), 'a transaction asks the base');
    return await this.#recollected(new Recollection(this.#kept.version), work);
  }

  /**
   * What `work` answers from kept answers and from those to `asked`, which one message gets: of one state of the base, and
   * undefined when that state has another version of what is kept, or when `work` asks anything else. Not inside a transaction.
   */
  async foreseen<T>(
    asked: readonly Foreseen[],
    work: () => Promise<T>,
  ): Promise<{ readonly version: number; readonly value: T } | undefined> {
    assert(!this.#transaction(), 'a transaction asks the base');
    const values = asked.flatMap((one) => one.values);
    const statement = this.#statements.plain(textOfAll(asked));
    const [row] = (
      await this.glance(() => this.#reading().query<Record<string, Row[string]>>(statement.asked(values)))
    ).rows;
    assert(row, 'one row');
    return await this.#recollected(new Recollection(int(row, 'version'), answersOf(asked, row)), work);
  }

  async #recollected<T>(recollection: Recollection, work: () => Promise<T>) {
    const { version } = recollection;
    try {
      return { version, value: await this.#within.run(recollection, work) };
    } catch (error) {
      if (error instanceof NotKept) return undefined;
      throw error;
    }
  }

  async get(source: string, ...values: SqlValue[]): Promise<Row | undefined> {
    return (await this.all(source, ...values))[0];
  }

  async all(source: string, ...values: SqlValue[]): Promise<readonly Row[]> {
    const within = this.#within.getStore();
    if (within instanceof Recollection) return within.rows(source, values);
    const statement = this.#statements.of(source);
    const { rows, fields } = await this.#reading().query<Record<string, Row[string]>>(
      statement.asked(values),
    );
    const words = statement.wordsAmong(fields);
    for (const { name, place } of words) {
      for (const row of rows) {
        const kept = row[name];
        if (typeof kept === 'string') row[name] = this.words.open(place, kept);
      }
    }
    return rows;
  }

  /** Whom a statement about to read is asked of. */
  #reading(): Asked {
    const transaction = this.#transaction();
    if (transaction) return transaction;
    const within = this.#within.getStore();
    assert(
      within && !(within instanceof PostgresTransaction || within instanceof Recollection),
      'rows are read inside Store.read only',
    );
    assert(!within.hasAsked, 'a glance is one question');
    within.hasAsked = true;
    return { query: (asked) => this.#pool.query(asked) };
  }

  #writing(): PostgresTransaction {
    const transaction = this.#transaction();
    assert(transaction?.mode === 'write', 'rows change inside Store.write only');
    return transaction;
  }

  async run(source: string, ...values: SqlValue[]): Promise<number> {
    const transaction = this.#writing();
    const statement = this.#statements.of(source);
    transaction.note(statement);
    return (await transaction.query(statement.asked(values))).rowCount ?? 0;
  }

  async runFor(source: string, ...values: SqlValue[]): Promise<Row> {
    const transaction = this.#writing();
    const statement = this.#statements.of(source);
    transaction.note(statement);
    const { rows } = await transaction.query<Record<string, Row[string]>>(statement.asked(values));
    assert(rows[0], 'a row changed');
    return rows[0];
  }

  protected async insertColumns(table: string, columns: Columns): Promise<number> {
    const transaction = this.#writing();
    const statement = this.#statements.insertion(table, Object.keys(columns));
    transaction.note(statement);
    const { rows } = await transaction.query<{ number?: number }>(statement.asked(Object.values(columns)));
    return rows[0]?.number ?? 0;
  }

  async schema() {
    const row = await this.get(SCHEMA);
    assert(row, 'a base has a version');
    return { version: int(row, 'version'), servesFrom: int(row, 'serves_from') };
  }

  async isBehind() {
    return (await this.schema()).version > LATEST_VERSION;
  }

  async keyColumns(table: string): Promise<readonly string[]> {
    return this.#catalogue.keyColumns(table);
  }

  async lastNumber(table: string): Promise<number> {
    return await this.count(LAST_NUMBER, table);
  }

  /** All reads of `work` see one state of the base. Inside another transaction it is part of that one. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#transaction()) return await work();
    return (await this.#inTransaction('read', work)).result;
  }

  /** One statement sees one state of the base without BEGIN. Inside a transaction it is part of that one. */
  async glance<T>(work: () => Promise<T>): Promise<T> {
    if (this.#transaction()) return await work();
    return await this.#retried('read', () => this.#within.run({ hasAsked: false }, work));
  }

  /**
   * `work` alone among all who write to the base, so that what it read stays true until its end; rolled back whole when it
   * throws. With the number of the transaction when the disk may not have it yet. Not inside another transaction.
   */
  async write<T>(work: () => Promise<T>, durability: Durability = 'FULL') {
    assert(!this.#transaction(), 'Store.write is not called inside another transaction');
    return await this.#inTransaction(durability === 'FULL' ? 'write' : 'write-unsettled', work);
  }

  /**
   * The text in the column `answer` of a statement that is a transaction of its own: a function of the base that writes. Refused
   * and done again as `write` is.
   */
  async once(source: string, values: readonly SqlValue[]): Promise<string> {
    assert(!this.#transaction(), 'a transaction of its own is not part of another');
    const statement = this.#statements.plain(source);
    return await this.#retried('write', async () => {
      const { rows } = await askedAlone(this.#pool, statement.asked(values));
      return text(rows[0] ?? {}, 'answer');
    });
  }

  /** Once nobody else writes, or after five seconds: at once unless the last write was refused `store-busy`. */
  async whenFree(): Promise<void> {
    if (!this.#wasBusy) return;
    try {
      await this.write(async () => undefined);
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }

  async #inTransaction<T>(mode: Mode | 'write-unsettled', work: () => Promise<T>) {
    return await this.#retried(mode === 'read' ? 'read' : 'write', async () => {
      const transaction = await PostgresTransaction.begin(this.#pool, mode);
      if (mode !== 'read') this.#wasBusy = false;
      const done = await transaction.during((one) => this.#within.run(one, work));
      if (transaction.rings) this.#committed();
      return done;
    });
  }

  async #retried<T>(mode: Mode, act: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const result = await act();
        if (mode === 'write') this.#wasBusy = false;
        return result;
      } catch (error) {
        const refusal = asPostgresRefusal(error);
        if (isOutdated(error)) this.#statements.renew();
        if (mode === 'write') this.#wasBusy = isBusy(refusal);
        if (tries === MOST_TRIES || !mayRunAgain(error)) throw refusal;
        await sleep(tries * WAIT_MS);
      }
    }
  }
}
