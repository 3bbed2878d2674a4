import { writeLost } from './postgres-failures.ts';

/** Whether PostgreSQL's disk has everything until now; false when the transaction of that number was lost before. */
export type Flush = (transaction: string) => Promise<boolean>;

/**
 * Group commit for what was written with `synchronous_commit = off`: one commit that waits for the disk (and for the standby),
 * for every transaction of this server committed before it began. Transactions are numbered by PostgreSQL: after a crash it says
 * of a number that it never was, so that nobody is told « recorded » of what a restart took back.
 */
export class Settling {
  readonly #flushing: Flush;
  #written = 0;
  #last = '';
  #settled = 0;
  /** Up to that write; none yet. */
  #lost = -1;
  #running: Promise<void> | undefined;

  constructor(flush: Flush) {
    this.#flushing = flush;
  }

  /** That transaction was committed, and the disk may not have it yet. Writes come one after the other, so the last says all. */
  noteWrite(transaction: string): void {
    this.#written += 1;
    this.#last = transaction;
  }

  /** What is noted until now goes to the disk, if it is not on its way. A refusal is told to whoever awaits `settled`. */
  begin(): void {
    if (this.#settled >= this.#written || this.#written <= this.#lost) return;
    this.#flushOnce().catch(() => undefined);
  }

  /** Every write noted until now is on the disk. AppErrors `store-write-lost`, `store-busy`: who asked does it again. */
  async settled(): Promise<void> {
    const wanted = this.#written;
    if (wanted <= this.#lost) throw writeLost();
    while (this.#settled < wanted) {
      // One under way may have begun before our write: it is waited for, and the next is ours.
      await this.#flushOnce();
    }
  }

  #flushOnce(): Promise<void> {
    this.#running ??= this.#flush().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #flush(): Promise<void> {
    const upTo = this.#written;
    if (!(await this.#flushing(this.#last))) {
      this.#lost = upTo;
      throw writeLost();
    }
    this.#settled = upTo;
  }
}
