/** More than a house has campaigns, scripts and agents at work: beyond, all are read again. */
const MAX_ANSWERS = 5000;

/**
 * Answers that every request asks for and that change a few times a day, of one version of the tables they were read from
 * (057-kept-version.ts; postgres/foundations.ts). Each transaction reads the version: what another thread, program or server
 * changed is seen at once. What is given is shared between callers, and never changed by them.
 */
export class KeptByVersion {
  #version = -1;
  readonly #answers = new Map<string, unknown>();

  /** That of the answers now kept; -1 before the first. */
  get version(): number {
    return this.#version;
  }

  /** The answer kept under that name, in a list of one; an empty list when there is none. */
  kept(name: string): readonly unknown[] {
    return this.#answers.has(name) ? [this.#answers.get(name)] : [];
  }

  /** The answer of that version kept under that name, else that of `read`; one of an older version is neither given nor kept. */
  async answer<T>(version: number, name: string, read: () => Promise<T>): Promise<T> {
    if (version < this.#version) return await read();
    if (version > this.#version) {
      this.#answers.clear();
      this.#version = version;
    }
    if (this.#answers.has(name)) return this.#answers.get(name) as T;
    const value = await read();
    if (version !== this.#version) return value;
    if (this.#answers.size >= MAX_ANSWERS) this.#answers.clear();
    this.#answers.set(name, value);
    return value;
  }
}
