import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTRPCClient, httpLink } from '@trpc/client';
import { makeClientKey, startDropServer } from '../../../scripts/demo/drop-server.ts';
import type { DropFaults } from '../../../scripts/demo/drop-server-files.ts';
import { type MailSink, startMailSink } from '../../../scripts/demo/mail-sink.ts';
import type { StoreReader } from '../../../server/ports/store.ts';
import type { AppRouter } from '../../../server/routers/app-router.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { freePort } from '../machine/free-port.ts';
import { type CharityKeys, makeCharityKeys } from '../sftp/charity-keys.ts';
import { cleanEnv, type Env, requireBundle } from './command-line.ts';

/** A running `plateau serve`, the built bundle in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Resolves once it has said that it listens; rejects with what it said when it ended before. */
  readonly listening: Promise<void>;
  /** Everything it wrote, stdout and stderr. */
  said(): string;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit status. */
  stop(): Promise<number | null>;
  /** SIGSTOP: it stands still, with its lines open, until the answer is called. */
  freeze(): () => void;
}

/** One installation in a temporary folder: data, keys, passphrase; the charity's drop and the relay run in the test. */
export interface Installation {
  readonly folder: string;
  readonly env: Env;
  /** Folders of the charity's drop. */
  readonly incoming: string;
  readonly outgoing: string;
  /** While the answer is true, the drop reads requests and answers none: whoever uses it stands still there. */
  silenceDropWhen(moment: () => boolean): void;
  readonly mail: MailSink;
  readonly charity: CharityKeys;
  /** Starts the server on the installation's port and waits for its line; `change` wins over `env`. */
  start(change?: Env, ...args: string[]): Promise<ServerProcess>;
  /** Starts it without waiting: it may be killed before it listens. */
  launch(change?: Env, ...args: string[]): ServerProcess;
  /** Polls the base until the answer is defined. The connection is closed again before it returns. */
  until<T>(look: (rows: StoreReader) => Promise<T | undefined>): Promise<T>;
  /** One look into the base. */
  look<T>(read: (rows: StoreReader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;
/** Short beside a step of the server, long enough to leave it the processor. */
const POLL_MS = 1;

export async function openInstallation(clockStart: string): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-process-'));
  let isSilent = () => false;
  const faults: DropFaults = {
    get silent() {
      return isSilent();
    },
  };
  const authorizedKey = await makeClientKey(join(folder, 'cle-sftp'));
  const drop = await startDropServer({ folder: join(folder, 'depot'), authorizedKey, faults });
  const mail = await startMailSink({ port: 0 });
  writeFileSync(join(folder, 'phrase'), 'phrase secrète de l’essai\n', { mode: 0o600 });
  const port = await freePort();
  const env: Env = {
    HOME: folder,
    PLATEAU_DATA_DIR: join(folder, 'donnees'),
    PLATEAU_KEYS_DIR: join(folder, 'trousseau'),
    PLATEAU_PASSPHRASE_FILE: join(folder, 'phrase'),
    PLATEAU_LISTEN: `127.0.0.1:${port}`,
    PLATEAU_SERVER: `http://127.0.0.1:${port}`,
    PLATEAU_TOKEN_FILE: join(folder, 'jeton'),
    PLATEAU_DROP_URL: drop.url,
    PLATEAU_DROP_HOST_KEY: drop.hostKey,
    PLATEAU_DROP_KEY_FILE: join(folder, 'cle-sftp'),
    PLATEAU_SMTP_URL: mail.url,
    PLATEAU_SMTP_REQUIRE_TLS: 'off',
    PLATEAU_SCHEDULE: 'off',
    PLATEAU_TRAINING: 'elsewhere',
    PLATEAU_SECOND_FACTOR: 'off',
    PLATEAU_CLOCK_START: clockStart,
  };
  const running = new Set<ServerProcess>();
  const base = join(folder, 'donnees', 'plateau.db');
  const cwd = join(folder, 'travail');
  mkdirSync(cwd);
  const launch = (change: Env = {}, ...args: string[]) => {
    const server = launchServer({ ...env, ...change }, cwd, args);
    running.add(server);
    return server;
  };
  return {
    folder,
    env,
    incoming: join(folder, 'depot', 'in'),
    outgoing: join(folder, 'depot', 'out'),
    silenceDropWhen: (moment) => {
      isSilent = moment;
    },
    mail,
    charity: await makeCharityKeys(),
    launch,
    start: async (change, ...args) => {
      const server = launch(change, ...args);
      await server.listening;
      return server;
    },
    until: (look) => untilDefined(base, look),
    look: async (read) => {
      const store = openStore({ file: base });
      try {
        return await store.read(read);
      } finally {
        store.close();
      }
    },
    close: async () => {
      for (const server of running) await server.kill();
      await drop.close();
      await mail.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilDefined<T>(
  file: string,
  look: (rows: StoreReader) => Promise<T | undefined>,
): Promise<T> {
  const store = openStore({ file });
  const deadline = performance.now() + PATIENCE_MS;
  try {
    while (performance.now() < deadline) {
      const found = await store.read(look);
      if (found !== undefined) return found;
      await pause(POLL_MS);
    }
  } finally {
    store.close();
  }
  throw new Error('the base never came to that state');
}

/** `plateau serve` of the built program, with nothing but that environment of ours, in that folder. */
export function launchServer(
  env: Env,
  cwd: string,
  args: readonly string[],
  bundle: string = requireBundle(),
): ServerProcess {
  const child = spawn(process.execPath, [bundle, 'serve', ...args], {
    cwd,
    env: cleanEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  // Whoever waits for the line gets the reason; whoever kills first does not ask.
  listening.catch(() => undefined);
  hearEverything(child, (text) => {
    said += text;
    if (said.includes('Plateau écoute sur ')) resolve();
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  void ended.then((status) => reject(new Error(`the server ended with ${status}:\n${said}`)));
  const end = (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return {
    url: env.PLATEAU_SERVER ?? '',
    listening,
    said: () => said,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    freeze: () => {
      child.kill('SIGSTOP');
      return () => void child.kill('SIGCONT');
    },
  };
}

function hearEverything(child: ChildProcess, hear: (text: string) => void): void {
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', hear);
}

/** The commands' own transport to that server, under that token. */
export function rpcOf(url: string, token?: string) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] });
}
