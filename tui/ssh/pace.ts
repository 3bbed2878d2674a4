/** How many may start each second under one key, and how many at once after a quiet time. */
export interface PaceLimits {
  readonly perSecond: number;
  readonly burst: number;
}

interface Line {
  tokens: number;
  atMs: number;
  readonly waiting: (() => void)[];
  timer?: NodeJS.Timeout;
}

/**
 * Lets work start at a steady pace per key (an address), in order; who comes too fast waits, and does not hold up the
 * others. The caller bounds how many wait. A key that is quiet is forgotten.
 */
export class Pace {
  readonly #limits: PaceLimits;
  readonly #lines = new Map<string, Line>();
  readonly #nowMs: () => number;

  constructor(limits: PaceLimits, nowMs = () => performance.now()) {
    this.#limits = limits;
    this.#nowMs = nowMs;
  }

  enter(key: string, start: () => void): void {
    const line = this.#lines.get(key) ?? { tokens: this.#limits.burst, atMs: this.#nowMs(), waiting: [] };
    this.#lines.set(key, line);
    line.waiting.push(start);
    this.#serve(key, line);
  }

  /** Nobody starts any more. */
  close(): void {
    for (const line of this.#lines.values()) clearTimeout(line.timer);
    this.#lines.clear();
  }

  #serve(key: string, line: Line): void {
    const { perSecond, burst } = this.#limits;
    const nowMs = this.#nowMs();
    line.tokens = Math.min(burst, line.tokens + ((nowMs - line.atMs) / 1000) * perSecond);
    line.atMs = nowMs;
    while (line.tokens >= 1) {
      const start = line.waiting.shift();
      if (!start) break;
      line.tokens -= 1;
      start();
    }
    clearTimeout(line.timer);
    if (line.waiting.length === 0 && line.tokens >= burst) {
      this.#lines.delete(key);
      return;
    }
    // Either the next one's turn, or the moment when the key may be forgotten.
    const missing = line.waiting.length > 0 ? 1 - line.tokens : burst - line.tokens;
    line.timer = setTimeout(() => this.#serve(key, line), Math.ceil((missing / perSecond) * 1000)).unref();
  }
}
