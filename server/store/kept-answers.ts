import { AsyncLocalStorage } from 'node:async_hooks';

/** More than a house has campaigns, scripts and agents at work: beyond, all are read again. */
const MAX_ANSWERS = 5000;

interface Kept {
  readonly value: unknown;
  /** Tables that the answer was read from. */
  readonly tables: ReadonlySet<string>;
}

/**
 * Answers of the base that every request asks for and that change a few times a day. One is kept until this connection changes a
 * table it was read from (triggers included), or another connection commits anything: commands write beside the server. The
 * tables are those of the statements that made the answer, as SQLite names them (prepared-statements.ts). What is given is shared
 * between callers, and never changed by them.
 */
export class KeptAnswers {
  readonly #dataVersion: () => number;
  readonly #kept = new Map<string, Kept>();
  /** Keys of the answers that were read from each table. */
  readonly #keysOf = new Map<string, Set<string>>();
  /** Tables of the answer being read; nothing when none is. */
  readonly #reading = new AsyncLocalStorage<Set<string>>();
  #writes = 0;
  #knownVersion = -1;
  #isCurrent = false;

  /** `dataVersion`: PRAGMA data_version, which another connection's commit changes; it begins the transaction's snapshot. */
  constructor(dataVersion: () => number) {
    this.#dataVersion = dataVersion;
  }

  /** A transaction begins: what others committed since the last one may be seen in it. */
  begin(): void {
    this.#isCurrent = false;
  }

  /** The answer kept under that name, else that of `read`. Within one transaction. */
  async answer<T>(name: string, read: () => Promise<T>): Promise<T> {
    this.#seeOthers();
    const kept = this.#kept.get(name);
    if (kept) {
      this.noteRead(kept.tables);
      return kept.value as T;
    }
    const tables = new Set<string>();
    const writes = this.#writes;
    try {
      const value = await this.#reading.run(tables, read);
      if (writes === this.#writes) this.#keep(name, { value, tables });
      return value;
    } finally {
      this.noteRead(tables);
    }
  }

  /** A statement that reads these tables runs. */
  noteRead(tables: ReadonlySet<string>): void {
    const reading = this.#reading.getStore();
    if (reading) for (const table of tables) reading.add(table);
  }

  /** A statement of this connection changes these tables. */
  noteWrite(tables: ReadonlySet<string>): void {
    this.#writes += 1;
    for (const table of tables) {
      const keys = this.#keysOf.get(table);
      if (!keys) continue;
      this.#keysOf.delete(table);
      for (const key of keys) this.#kept.delete(key);
    }
  }

  /** What was read in a transaction that is rolled back may never have been. */
  forget(): void {
    this.#kept.clear();
    this.#keysOf.clear();
  }

  #seeOthers(): void {
    if (this.#isCurrent) return;
    const version = this.#dataVersion();
    if (version !== this.#knownVersion) this.forget();
    this.#knownVersion = version;
    this.#isCurrent = true;
  }

  #keep(name: string, answer: Kept): void {
    if (this.#kept.size >= MAX_ANSWERS) this.forget();
    this.#kept.set(name, answer);
    for (const table of answer.tables) {
      const keys = this.#keysOf.get(table);
      if (keys) keys.add(name);
      else this.#keysOf.set(table, new Set([name]));
    }
  }
}
