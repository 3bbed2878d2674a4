import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setDefaultCACertificates } from 'node:tls';
import {
  BALANCER,
  type Balancer,
  makeCertificate,
  startHaproxy,
} from '../../../scripts/demo/servers/own-haproxy.ts';
import type { StoreReader } from '../../../server/ports/store.ts';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';
import type { Env } from '../house/command-line.ts';
import {
  type Installation,
  launchServer,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../house/server-process.ts';
import { type Person, type Staff, staffInstallation } from '../house/staffed-installation.ts';
import { freePort } from '../machine/free-port.ts';
import { PostgresCluster } from '../store/postgres-cluster.ts';
import { endCampaign } from './purge-scene.ts';
import { openSlowLine, type SlowLine } from './slow-line.ts';

const BASE = 'maison';
const OPENING = '2026-11-23T17:05:00+01:00';
const WEEK_MS = 7 * 86_400_000;

/** One of the house's servers: the built program in a process of its own, with its own name, data and key ring. */
interface HouseServer {
  readonly name: string;
  /** Of this server itself, whatever the balancer thinks. */
  readonly url: string;
  /** Of the process that runs now, or ran last. */
  now(): ServerProcess;
  /** As it was, its data kept; waits until it listens. `change` wins over its variables, `bundle` over the built program. */
  start(change?: Env, bundle?: string): Promise<void>;
}

/** A house on PostgreSQL with its standby, its servers and HAProxy before them. */
export interface BadHouse {
  readonly place: Installation;
  readonly staff: Staff;
  /** Code of a campaign that is over. */
  readonly ended: string;
  readonly servers: readonly HouseServer[];
  /** Through HAProxy. */
  readonly url: string;
  /** PEM of who signed the certificate of every server. */
  readonly caFile: string;
  readonly base: HouseBase;
  /** Servers of another house, whose base is empty, with the hour of the world: made and not started. */
  newHouse(base: string, names: readonly string[]): Promise<readonly HouseServer[]>;
  readonly line: HouseLine;
  /** The present hour of the house, as a server is told it. */
  clockStart(): string;
  /** A week later; whoever was logged in is no more. Every server must be stopped. */
  turnWeek(): void;
  /** HAProxy sends people to one server at least. */
  isOpen(): Promise<void>;
  /** The same person, logged in anew. */
  logIn(person: Person): Promise<Person>;
  close(): Promise<void>;
}

/** The base as an administrator has it: the machine that is written in, and the one that follows. */
interface HouseBase {
  /** The one that is written in now. */
  primary(): PostgresCluster;
  /** Of this machine, where they listen: the one that is written in first, and its standby. */
  readonly ports: readonly [primary: number, standby: number];
  sql: PostgresCluster['sql'];
  look<T>(read: (rows: StoreReader) => Promise<T>): Promise<T>;
  /** The machine of the base is gone; the one that followed takes its place. */
  failOver(): Promise<void>;
  dispose(): Promise<void>;
}

/** As docs/deployment.md asks: a crash is mended within seconds, and the standby, for which writes wait, is back at once. */
const SETTINGS = ['checkpoint_timeout=30s', 'max_wal_size=128MB', 'wal_retrieve_retry_interval=500ms'];

async function openBase(): Promise<HouseBase> {
  const ports = [await freePort(), await freePort()] as const;
  const first = await PostgresCluster.start(SETTINGS, 'C', ports[0]);
  await first.sql('postgres', `CREATE DATABASE ${BASE}`);
  let primary = first;
  let standby: PostgresCluster | undefined = await first.startStandby(ports[1]);
  return {
    primary: () => primary,
    ports,
    sql: (base, source) => primary.sql(base, source),
    look: async (read) => {
      const store = await openPostgresStore({ url: primary.url(BASE) });
      try {
        return await store.read(read);
      } finally {
        store.close();
      }
    },
    failOver: async () => {
      if (!standby) throw new Error('there is one standby');
      await primary.kill('SIGKILL');
      await standby.promote();
      [primary, standby] = [standby, undefined];
    },
    dispose: async () => {
      await first.dispose();
      await (standby ?? primary).dispose();
    },
  };
}

/** Every place of the installation reads that file: the primary by the network of the house, which tests may spoil. */
function tellAddress(place: Installation, ports: readonly number[]): string {
  const file = join(place.folder, 'adresse-base');
  const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
  writeFileSync(file, `postgres://plateau@${hosts}/${BASE}?target_session_attrs=read-write\n`, {
    mode: 0o600,
  });
  return file;
}

type HouseLine = Pick<SlowLine, 'cut' | 'setWeather'>;

function bothLines(lines: readonly SlowLine[]): HouseLine {
  return {
    cut: () => {
      const ends = lines.map((line) => line.cut());
      return () => {
        for (const end of ends) end();
      };
    },
    setWeather: (weather) => {
      for (const line of lines) line.setWeather(weather);
    },
  };
}

export async function openBadHouse(size: {
  readonly servers: number;
  readonly agents: number;
  /** After which a silent server is given up by the others. */
  readonly leaseSeconds: number;
}): Promise<BadHouse> {
  const base = await openBase();
  // One to each machine: whichever is written in, what happens to the network happens to it.
  const lines = await Promise.all(base.ports.map((port) => openSlowLine(port)));
  const opened = await openInstallation(OPENING);
  const tls = makeCertificate(opened.folder);
  // Programs of this process trust the house as NODE_EXTRA_CA_CERTS would make them.
  setDefaultCACertificates([readFileSync(tls.certFile, 'utf8')]);
  const place = {
    ...opened,
    env: {
      ...opened.env,
      PLATEAU_DATABASE_ARCHIVE_DAYS: '30',
      PLATEAU_DATABASE_URL_FILE: tellAddress(
        opened,
        lines.map(({ port }) => port),
      ),
    },
    look: base.look,
  };
  const staff = await staffInstallation(place, size.agents);
  const ended = await endCampaign(place);
  const openedAtMs = performance.now();
  let weeks = 0;
  const clockStart = () => {
    const nowMs = Date.parse(OPENING) + 60_000 + weeks * WEEK_MS + performance.now() - openedAtMs;
    return new Date(nowMs).toISOString().replace('Z', '+00:00');
  };
  const change = { clockStart, tls, leaseSeconds: size.leaseSeconds };
  const ports = await Promise.all(
    Array.from({ length: size.servers }, async () => ({ http: await freePort(), ssh: await freePort() })),
  );
  const servers = ports.map((port, at) => houseServer(place, { name: `lyon-${at + 1}`, port, ...change }));
  const balancer: Balancer = await startHaproxy(ports, tls.certFile);
  const url = `https://127.0.0.1:${balancer.http}`;
  return {
    ...{ place, staff, ended, servers, url, base, clockStart, caFile: tls.certFile },
    line: bothLines(lines),
    turnWeek: () => {
      weeks += 1;
    },
    newHouse: async (name, names) => {
      await base.sql('postgres', `CREATE DATABASE ${name}`);
      const urlFile = join(place.folder, `adresse-${name}`);
      writeFileSync(urlFile, `${base.primary().url(name)}\n`, { mode: 0o600 });
      const there = { ...place, env: { ...place.env, PLATEAU_DATABASE_URL_FILE: urlFile } };
      const made = names.map(async (one) => {
        const port = { http: await freePort(), ssh: await freePort() };
        return houseServer(there, { name: one, port, ...change });
      });
      return await Promise.all(made);
    },
    isOpen: async () => {
      const isUp = () =>
        fetch(`${url}/ready`).then(
          ({ ok }) => ok,
          () => false,
        );
      while (!(await isUp())) await pause(100);
    },
    logIn: async (person) => {
      const { login, password } = person;
      const { token } = await rpcOf(url).session.logIn.mutate({ login, password });
      writeFileSync(person.tokenFile, `${token}\n`, { mode: 0o600 });
      return { ...person, token };
    },
    close: async () => {
      await balancer.close();
      await place.close();
      for (const line of lines) await line.close();
      await base.dispose();
    },
  };
}

interface ServerParts {
  readonly name: string;
  readonly port: { readonly http: number; readonly ssh: number };
  readonly tls: { readonly certFile: string; readonly keyFile: string };
  readonly clockStart: () => string;
  readonly leaseSeconds: number;
}

function houseServer(
  place: Installation,
  { name, port, tls, clockStart, leaseSeconds }: ServerParts,
): HouseServer {
  const keysDir = join(place.folder, `trousseau-${name}`);
  cpSync(join(place.folder, 'trousseau'), keysDir, { recursive: true });
  const url = `https://127.0.0.1:${port.http}`;
  let running: ServerProcess | undefined;
  const env = () => ({
    ...place.env,
    PLATEAU_SERVER_NAME: name,
    PLATEAU_DATA_DIR: join(place.folder, `donnees-${name}`),
    PLATEAU_KEYS_DIR: keysDir,
    PLATEAU_LISTEN: `127.0.0.1:${port.http}`,
    PLATEAU_SERVER: url,
    PLATEAU_BALANCERS: BALANCER,
    PLATEAU_TLS_CERT_FILE: tls.certFile,
    PLATEAU_TLS_KEY_FILE: tls.keyFile,
    PLATEAU_SCHEDULE: 'on',
    PLATEAU_STOP_SECONDS: '0',
    PLATEAU_SERVER_LEASE_SECONDS: String(leaseSeconds),
    PLATEAU_CLOCK_START: clockStart(),
  });
  return {
    name,
    url,
    now: () => {
      if (!running) throw new Error(`${name} never started`);
      return running;
    },
    start: async (change = {}, bundle) => {
      const own = { ...env(), ...change };
      const started = bundle
        ? launchServer({ ...place.env, ...own }, place.folder, [], bundle)
        : place.launch(own);
      running = started;
      await started.listening;
    },
  };
}
