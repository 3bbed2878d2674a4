export interface ServerClock {
  /** The server's time now, simulated or not. */
  now(): number;
  readonly simulated: boolean;
}

/** What the server says of its clock; `speed` is 1 unless time is simulated. */
export interface ServerTime {
  readonly nowMs: number;
  readonly simulated: boolean;
  readonly speed: number;
}

/**
 * The server's clock kept here: only its word and the time passed since count, never the date of this machine, which may be a
 * day off. `setTo` takes its word again: a machine that slept has counted nothing meanwhile.
 */
export class AnchoredClock implements ServerClock {
  #said: ServerTime;
  #atMs: number;
  readonly #elapsedMs: () => number;

  /** `elapsedMs`: a stopwatch that nobody sets. */
  constructor(said: ServerTime, elapsedMs: () => number = () => performance.now()) {
    this.#elapsedMs = elapsedMs;
    this.#said = said;
    this.#atMs = elapsedMs();
  }

  setTo(said: ServerTime): void {
    this.#said = said;
    this.#atMs = this.#elapsedMs();
  }

  get simulated(): boolean {
    return this.#said.simulated;
  }

  /** A property: it is handed on alone. */
  readonly now = (): number => {
    const { nowMs, speed } = this.#said;
    return Math.floor(nowMs + (this.#elapsedMs() - this.#atMs) * speed);
  };
}
