/**
 * One request of an address each turn of the event loop. A burst from one place would else be worked off whole, however long,
 * before a key that came meanwhile is read: now keys, frames and other addresses pass between two of its requests.
 */
export class RequestTurns {
  /** Addresses whose turn is taken, each with those who wait for the next ones. */
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Runs `go` at once, or in its turn when that address has had this one. */
  take(address: string, go: () => void): void {
    const before = this.#waiting.get(address);
    if (before) {
      before.push(go);
      return;
    }
    this.#waiting.set(address, []);
    setImmediate(() => this.#next(address));
    go();
  }

  #next(address: string): void {
    const go = this.#waiting.get(address)?.shift();
    if (!go) {
      this.#waiting.delete(address);
      return;
    }
    setImmediate(() => this.#next(address));
    go();
  }
}
