import { Socket } from 'node:net';
import { Client, type ClientConfig, Pool, type PoolClient, type PoolConfig } from 'pg';
import type { Host } from './hosts.ts';
import { isAway, readsOnly } from './postgres-failures.ts';

/** How often it is looked whether somebody waits for a machine that says nothing, and how long it may. Milliseconds. */
const LOOK_EVERY_MS = 1_000;
const SILENT_MS = 3_000;
/** For another machine to answer whether it accepts writes. Milliseconds. */
const PROBE_MS = 2_000;

const WRITES = 'SHOW transaction_read_only';

async function acceptsWrites(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ transaction_read_only: string }>(WRITES);
  return rows[0]?.transaction_read_only === 'off';
}

/** The machine that is tried first: the last one that accepted writes. */
class Hosts {
  readonly all: readonly Host[];
  /** How often it changed. */
  moves = 0;
  #at = 0;

  constructor(all: readonly [Host, ...Host[]]) {
    this.all = all;
  }

  get current(): Host {
    const host = this.all[this.#at];
    if (!host) throw new Error('an address has a machine');
    return host;
  }

  /** Several connections to one machine may fail together: the next one is tried once. */
  leave(host: Host): void {
    if (host !== this.current || this.all.length === 1) return;
    this.#at = (this.#at + 1) % this.all.length;
    this.moves += 1;
  }

  moveTo(host: Host): void {
    this.#at = this.all.indexOf(host);
    this.moves += 1;
  }
}

/** A connection to the machine that is tried first; of several, one that only reads is refused. */
class HostClient extends Client {
  readonly machine: Host;
  readonly #hosts: Hosts;
  readonly #socket: Socket;

  constructor(setting: ClientConfig, hosts: Hosts) {
    const host = hosts.current;
    const socket = new Socket();
    super({ ...setting, ...host.setting, stream: () => socket });
    this.machine = host;
    this.#hosts = hosts;
    this.#socket = socket;
    // Without a listener Node would end the process. Whoever uses the connection is told by its next answer.
    this.on('error', () => undefined);
  }

  override connect(): Promise<Client>;
  override connect(callback: ((error: Error) => void) | ((error: null, client: Client) => void)): void;
  override connect(callback?: (...answer: never[]) => void): Promise<Client> | undefined {
    const connected = this.#connected();
    if (!callback) return connected;
    const tell = callback as (error?: unknown) => void;
    connected.then(() => tell(), tell);
  }

  async #connected(): Promise<Client> {
    try {
      await super.connect();
      if (this.#hosts.all.length > 1 && !(await acceptsWrites(this))) {
        void this.end();
        throw readsOnly();
      }
      return this;
    } catch (error) {
      this.#hosts.leave(this.machine);
      throw error;
    }
  }

  /** Whoever waits for its answer is told now that it will not come. */
  cut(): void {
    this.#socket.destroy();
  }
}

/** Of what each machine said, what somebody can do something about; else that none accepts writes, or the last of all. */
function mostTelling(failures: readonly unknown[]): unknown {
  const isReadsOnly = (one: unknown) => one instanceof Error && one.message === readsOnly().message;
  return failures.find((one) => !isAway(one)) ?? failures.find(isReadsOnly) ?? failures.at(-1);
}

type Told = (error: Error | undefined, client: PoolClient | undefined, done: () => void) => void;

/**
 * Connections to whichever machine of an address accepts writes. One that is lost is followed to the next; one that says nothing
 * while another accepts writes (its standby was promoted) is left: everything that waits for it is told. Machines are never
 * promoted from here, and one that still answers is never left for another.
 */
export class HostPool extends Pool {
  readonly #hosts: Hosts;
  readonly #setting: PoolConfig;
  readonly #open = new Set<Client | PoolClient>();
  /** Since when each is in somebody's hands. */
  readonly #taken = new Map<PoolClient, number>();
  readonly #watch: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(hosts: readonly [Host, ...Host[]], setting: PoolConfig) {
    const all = new Hosts(hosts);
    class OfHosts extends HostClient {
      constructor(own: ClientConfig) {
        super(own, all);
      }
    }
    super({ ...setting, Client: OfHosts as unknown as new () => Client });
    this.#hosts = all;
    this.#setting = setting;
    // As above: one that breaks while nobody uses it is replaced in silence.
    this.on('error', () => undefined);
    if (hosts.length === 1) return;
    this.on('connect', (client) => this.#open.add(client));
    this.on('acquire', (client) => this.#taken.set(client, performance.now()));
    this.on('release', (_error, client) => this.#taken.delete(client));
    this.on('remove', (client) => {
      this.#open.delete(client);
      this.#taken.delete(client);
    });
    this.#watch = setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
  }

  /** The machine that is tried first now, and all of the address, by name. */
  get hosts(): { readonly current: string; readonly all: readonly string[] } {
    return { current: this.#hosts.current.name, all: this.#hosts.all.map(({ name }) => name) };
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Told): void;
  override connect(callback?: Told): Promise<PoolClient> | undefined {
    const connected = this.#connected();
    if (!callback) return connected;
    connected.then(
      (client) => callback(undefined, client, () => client.release()),
      (error) => callback(error, undefined, () => undefined),
    );
  }

  /** A connection beside the pool's, for who listens: to the machine that is tried first, and cut with the others. */
  async beside(): Promise<Client> {
    const client = new HostClient(this.#setting, this.#hosts);
    this.#open.add(client);
    client.once('end', () => this.#open.delete(client));
    try {
      await client.connect();
    } catch (error) {
      this.#open.delete(client);
      throw error;
    }
    return client;
  }

  /** Each machine is tried once. */
  async #connected(): Promise<PoolClient> {
    const failures: unknown[] = [];
    for (;;) {
      const { moves } = this.#hosts;
      try {
        return await super.connect();
      } catch (error) {
        failures.push(error);
        // Nobody was tried (all are in use), or everybody was.
        if (this.#hosts.moves === moves || failures.length >= this.#hosts.all.length)
          throw mostTelling(failures);
      }
    }
  }

  async #look(): Promise<void> {
    const [since = Number.POSITIVE_INFINITY] = [...this.#taken.values()].toSorted((a, b) => a - b);
    if (this.#isLooking || performance.now() - since < SILENT_MS) return;
    this.#isLooking = true;
    const found = await this.#otherWriter();
    this.#isLooking = false;
    if (!found) return;
    this.#hosts.moveTo(found);
    for (const client of this.#open)
      if (client instanceof HostClient && client.machine !== found) client.cut();
  }

  /** A long answer is not silence: the machine itself is asked too. */
  async #otherWriter(): Promise<Host | undefined> {
    const { current, all } = this.#hosts;
    if (await isWriter(current)) return undefined;
    for (const host of all) if (host !== current && (await isWriter(host))) return host;
    return undefined;
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | void {
    clearInterval(this.#watch);
    return callback ? super.end(callback) : super.end();
  }
}

async function isWriter({ setting }: Host): Promise<boolean> {
  const client = new Client({ ...setting, connectionTimeoutMillis: PROBE_MS, query_timeout: PROBE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await acceptsWrites(client);
  } catch {
    // It does not answer, or not to us: no writer.
    return false;
  } finally {
    void client.end();
  }
}
