import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * One connection holds one transaction at a time: they take turns, in the order in which they were asked, and whatever runs
 * knows whether it belongs to the open one. A statement answers at once, so that a transaction that awaits rows only is over
 * before the event loop does anything else, and nobody waits for somebody else's network or disk.
 */
export class TransactionTurns {
  readonly #turnOf = new AsyncLocalStorage<object>();
  #current: object | undefined;
  #isTaken = false;
  readonly #waiting: (() => void)[] = [];

  /** What runs now belongs to the transaction that is open. */
  isInside(): boolean {
    return this.#current !== undefined && this.#turnOf.getStore() === this.#current;
  }

  /** Runs it alone, once all that was asked before is over. */
  async take<T>(act: () => Promise<T>): Promise<T> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#isTaken = false;
    }
  }

  /**
   * The work of the transaction just begun, within `take`. A bug when it awaits anything but rows: refused as soon as the loop
   * goes on without it, and what it asks of rows afterwards is outside of any transaction.
   */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    return await this.#whileOpen((turn) =>
      Promise.race([this.#turnOf.run(turn, work), this.#foreignWait(turn)]),
    );
  }

  /** The same where nobody else needs the connection: the loop may go on in the middle (survey.ts). */
  async unhurried<T>(work: () => Promise<T>): Promise<T> {
    return await this.#whileOpen((turn) => this.#turnOf.run(turn, work));
  }

  async #whileOpen<T>(act: (turn: object) => Promise<T>): Promise<T> {
    const turn = {};
    this.#current = turn;
    try {
      return await act(turn);
    } finally {
      this.#current = undefined;
    }
  }

  /** Row calls settle in microtasks; a tick asked for in one of them comes once all are done, and before anything else. */
  #foreignWait(turn: object): Promise<never> {
    return new Promise((_resolve, reject) => {
      const look = () => {
        if (this.#current === turn) reject(refusal());
      };
      queueMicrotask(() => process.nextTick(look));
    });
  }
}

function refusal(): assert.AssertionError {
  return new assert.AssertionError({ message: 'nothing foreign is awaited inside a transaction' });
}
