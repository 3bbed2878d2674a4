import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { isBusy } from './sql-failures.ts';

/** How often the base is tried while another program holds it; a try takes some microseconds. */
const EVERY_MS = 25;
/** How long somebody waits for it, in all. */
const WAIT_MS = 5_000;

/**
 * Another program's lock on the base. Whoever serves people may not sleep inside SQLite while it lasts: the first refused
 * transaction waits for `patienceMs`, those after it not at all, until one passes again. Nothing of a refused transaction has
 * run: BEGIN comes first. Waiting is done by `whenFree`, between two turns of the event loop.
 */
export class ForeignLock {
  readonly #db: DatabaseSync;
  readonly #patienceMs: number;
  #isHeld = false;

  constructor(db: DatabaseSync, patienceMs: number) {
    this.#db = db;
    this.#patienceMs = patienceMs;
    this.#waitInside(patienceMs);
  }

  /** BEGIN IMMEDIATE. SQLite's error when another program holds the base. */
  begin(): void {
    try {
      this.#db.exec('BEGIN IMMEDIATE');
    } catch (error) {
      if (isBusy(error)) this.#note(true);
      throw error;
    }
    this.#note(false);
  }

  /** Another connection of this program was refused. */
  noteHeld(): void {
    this.#note(true);
  }

  /**
   * At once unless the last transaction was refused; else as soon as one would pass, or after five seconds: the next one tells.
   * Not inside a transaction.
   */
  async whenFree(): Promise<void> {
    const untilMs = performance.now() + WAIT_MS;
    while (this.#isHeld && performance.now() < untilMs) {
      await pause(EVERY_MS);
      if (this.#isHeld && this.#db.isOpen) this.#try();
    }
  }

  #try(): void {
    try {
      this.begin();
      this.#db.exec('ROLLBACK');
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }

  #note(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#waitInside(isHeld ? 0 : this.#patienceMs);
  }

  #waitInside(ms: number): void {
    this.#db.exec(`PRAGMA busy_timeout = ${ms}`);
  }
}
