import { statSync } from 'node:fs';

interface HeldKey {
  readonly key: Uint8Array;
  readonly stamp: string;
}

/** Changes whenever the file is overwritten, replaced or made anew; undefined when it is gone. About 5 µs. */
function stampOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}:${stat.size}:${stat.ctimeMs}`;
}

/**
 * Unlocked keys in zeroable buffers, one per key file. Before each use the file is looked at: gone or touched by
 * anybody (another process destroying it, a campaign made anew), the buffer is zeroed.
 */
export class HeldKeys {
  readonly #held = new Map<string, HeldKey>();
  readonly #loading = new Map<string, Promise<HeldKey>>();

  /**
   * Hands a copy of the key to `work` and zeroes the copy afterwards: a destruction in the middle of a seal must not
   * make it seal under a key of zeros. `load` unlocks the file; it runs once for simultaneous callers.
   */
  async use<T>(
    file: string,
    load: () => Promise<Uint8Array>,
    work: (key: Uint8Array) => T | Promise<T>,
  ): Promise<T> {
    const held = this.#fresh(file) ?? (await this.#load(file, load));
    // Forgotten between the unlocking and this line: its bytes are zeros now.
    if (this.#held.get(file) !== held) return this.use(file, load, work);
    const copy = held.key.slice();
    try {
      return await work(copy);
    } finally {
      copy.fill(0);
    }
  }

  forget(file: string): void {
    this.#held.get(file)?.key.fill(0);
    this.#held.delete(file);
  }

  forgetAll(): void {
    for (const file of [...this.#held.keys()]) this.forget(file);
  }

  #fresh(file: string): HeldKey | undefined {
    const held = this.#held.get(file);
    if (!held) return undefined;
    if (held.stamp === stampOf(file)) return held;
    this.forget(file);
    return undefined;
  }

  #load(file: string, load: () => Promise<Uint8Array>): Promise<HeldKey> {
    const loading = this.#loading.get(file) ?? this.#unlock(file, load);
    this.#loading.set(file, loading);
    return loading.finally(() => this.#loading.delete(file));
  }

  /** A file touched while it was being unlocked is unlocked again; one destroyed meanwhile makes `load` refuse. */
  async #unlock(file: string, load: () => Promise<Uint8Array>): Promise<HeldKey> {
    const stamp = stampOf(file);
    const key = await load();
    if (stamp === undefined || stampOf(file) !== stamp) {
      key.fill(0);
      return this.#unlock(file, load);
    }
    const held = { key, stamp };
    this.#held.set(file, held);
    return held;
  }
}
