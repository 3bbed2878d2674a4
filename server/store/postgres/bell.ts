import type { Client } from 'pg';

/** One for the house: each base has its own. */
const CHANNEL = 'plateau';
/** Before a connection that was lost is asked for again. Milliseconds. */
const AGAIN_MS = 1_000;

/**
 * Tells every server of the house that one of them committed what others wait for. A bell and nothing more: it carries no word,
 * whoever hears it reads the base, and one that is lost only delays, since the base is looked at all the same. Its connection is
 * its own, and nobody waits for it (NOTIFY and LISTEN).
 */
export class Bell {
  readonly #connect: () => Promise<Client>;
  readonly #listeners = new Set<() => void>();
  #client: Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #isOpening = false;
  #isRinging = false;
  /** Something was committed since the ring that is on its way. */
  #isOwed = false;
  #isClosed = false;

  constructor(connect: () => Promise<Client>) {
    this.#connect = connect;
  }

  /** `heard` at each ring, this server's own included, and once whenever rings may have been missed. Stops by what it returns. */
  listen(heard: () => void): () => void {
    this.#listeners.add(heard);
    void this.#open();
    return () => void this.#listeners.delete(heard);
  }

  /** After a commit. A program that listens to nothing rings nothing. */
  ring(): void {
    if (this.#isRinging) this.#isOwed = true;
    else if (this.#client) void this.#ring(this.#client);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#again);
    this.#listeners.clear();
    void this.#client?.end();
  }

  async #ring(client: Client): Promise<void> {
    this.#isRinging = true;
    do {
      this.#isOwed = false;
      // Of a connection that broke its end tells, below.
      await client.query(`NOTIFY ${CHANNEL}`).catch(() => undefined);
    } while (this.#isOwed);
    this.#isRinging = false;
  }

  async #open(): Promise<void> {
    if (this.#client || this.#isOpening || this.#isClosed) return;
    this.#isOpening = true;
    try {
      const client = await this.#connect();
      client.on('notification', () => this.#hear());
      client.once('end', () => this.#lost(client));
      await client.query(`LISTEN ${CHANNEL}`);
      this.#client = client;
      if (this.#isClosed) await client.end();
      else this.#hear();
    } catch {
      // The base is away: whoever asks it something says so.
      this.#later();
    } finally {
      this.#isOpening = false;
    }
  }

  #hear(): void {
    for (const heard of this.#listeners) heard();
  }

  #lost(client: Client): void {
    if (this.#client === client) this.#client = undefined;
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#again);
    if (!this.#isClosed) this.#again = setTimeout(() => void this.#open(), AGAIN_MS).unref();
  }
}
