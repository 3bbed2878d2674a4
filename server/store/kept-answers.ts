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
  /** Tables of the answer being read; undefined when none is. */
  #reading: Set<string> | undefined;
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
  answer<T>(name: string, read: () => T): T {
    this.#seeOthers();
    const kept = this.#kept.get(name);
    if (kept) {
      this.noteRead(kept.tables);
      return kept.value as T;
    }
    const outer = this.#reading;
    const tables = new Set<string>();
    this.#reading = tables;
    try {
      const value = read();
      this.#keep(name, { value, tables });
      return value;
    } finally {
      this.#reading = outer;
      this.noteRead(tables);
    }
  }

  /** A statement that reads these tables runs. */
  noteRead(tables: ReadonlySet<string>): void {
    if (this.#reading) for (const table of tables) this.#reading.add(table);
  }

  /** A statement of this connection changes these tables. */
  noteWrite(tables: ReadonlySet<string>): void {
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
