import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBackupFolder } from '../../../server/backup/backup-folder.ts';
import { openCampaignFolder } from '../../../server/campaign-folder/campaign-folder.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { Log } from '../../../server/ports/log.ts';
import { tendRing } from '../../../server/steps/keys/tend-ring.ts';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';
import { openHouseSecrets } from '../../../server/vault/house-secrets.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { openPartyKeys } from '../../../server/vault/party-keys.ts';
import { openRingSharing } from '../../../server/vault/ring-sharing.ts';
import { openKeyRotation } from '../../../server/vault/session-rotation.ts';
import { layKeyRing } from '../house/laid-key-ring.ts';
import { loosenLocks } from '../house/loose-locks.ts';
import { PostgresCluster } from './postgres-cluster.ts';

const passphrase = async () => 'phrase secrète des trousseaux';

/** One PostgreSQL for the houses of a file of tests, each on a base of its own. */
export class RingBases {
  readonly cluster: PostgresCluster;
  #bases = 0;

  private constructor(cluster: PostgresCluster) {
    this.cluster = cluster;
  }

  static async start(): Promise<RingBases> {
    const cluster = await PostgresCluster.start();
    await cluster.lay('posee');
    return new RingBases(cluster);
  }

  async house(): Promise<{ readonly house: RingHouse; readonly base: string }> {
    this.#bases += 1;
    const base = `maison_${this.#bases}`;
    await this.cluster.sql('postgres', `CREATE DATABASE ${base} TEMPLATE posee`);
    return { house: new RingHouse(this.cluster.url(base)), base };
  }
}

/** Servers of one house in this process: one real base, a ring each, which began as copies of one another. */
export class RingHouse {
  readonly #folder = mkdtempSync(join(tmpdir(), 'plateau-trousseaux-'));
  readonly #url: string;
  readonly #servers: RingServer[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  /** With a ring that holds the house's own keys alone: a copy of the first server's, as the deployment page says. */
  async add(name: string): Promise<RingServer> {
    const [first] = this.#servers;
    const keysDir = join(this.#folder, name);
    if (first) cpSync(join(first.keysDir, 'house'), join(keysDir, 'house'), { recursive: true });
    else {
      await layKeyRing({ keysDir, passphrase });
      // Made with the house's own keys, before any ring is copied.
      await openHouseSecrets({ keysDir, passphrase }).marks('essai', ['']);
      await loosenLocks({ keysDir, passphrase });
    }
    return await this.start(name);
  }

  /** One start more of that server, on the ring that is there; the process of before stops. */
  async start(name: string): Promise<RingServer> {
    const at = this.#servers.findIndex((one) => one.name === name);
    if (at >= 0) this.#servers.splice(at, 1)[0]?.stop();
    const server = await openServer({ name, keysDir: join(this.#folder, name), url: this.#url });
    this.#servers.push(server);
    return server;
  }

  /** Every server's turn, as many times as it takes for what one asks to be answered, laid, proved and checked. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1)
      for (const server of this.#servers) if (!server.isStopped()) await tendRing(server);
  }

  dispose(): void {
    for (const server of this.#servers) server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export type RingServer = Awaited<ReturnType<typeof openServer>>;

async function openServer({ name, keysDir, url }: Record<'name' | 'keysDir' | 'url', string>) {
  const ring = { keysDir, passphrase };
  const vault = await openVault(ring);
  const secrets = openHouseSecrets(ring);
  const store = await openPostgresStore({ url, words: vault.words });
  const epoch = await store.write(async ({ servers }) => {
    return await servers.begin(name, await servers.clockMs());
  });
  const holder = `${name} ${epoch}`;
  store.worksAs(holder);
  const said: string[] = [];
  const note = (event: string) => void said.push(event);
  const log: Log = { info: note, warn: note, error: note };
  let isStopped = false;
  const stop = () => {
    if (isStopped) return;
    isStopped = true;
    store.close();
    vault.close();
  };
  return {
    name,
    keysDir,
    vault,
    store,
    said,
    log,
    stop,
    isStopped: () => isStopped,
    keyRotation: openKeyRotation(vault),
    backups: openBackupFolder({
      folder: join(keysDir, '..', `${name}-sauvegardes`),
      keep: 7,
      dataDir: keysDir,
      databaseFile: join(keysDir, 'plateau.db'),
      snapshot: store.snapshot,
      keys: vault,
    }),
    ringSharing: openRingSharing({ ring, vault, secrets }),
    partyKeys: openPartyKeys(keysDir, secrets),
    exchange: openExchange(vault),
    campaignFolder: openCampaignFolder(),
    standing: { holder: () => holder, leaseMs: 30_000 },
    clock: { nowMs: () => Date.now() },
  };
}
