import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeClientKey, startDropServer } from '../../scripts/demo/drop-server.ts';
import { startMailSink } from '../../scripts/demo/mail-sink.ts';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { type Config, readConfig } from '../../server/config/config.ts';
import { type RunningServer, startServer } from '../../server/main.ts';

/** What was prepared once for all figures (`prepare-base.ts`): a demo house on disk, its campaign filled and worked. */
export interface BenchBase {
  readonly folder: string;
  readonly campaign: string;
  /** Rows of the contact file. */
  readonly rows: number;
  readonly calls: number;
  readonly agreements: number;
  /** The charity's file as it was dropped: encrypted and signed. */
  readonly contactFile: string;
  /** Sessions of agents, open for the whole bench. */
  readonly tokens: readonly string[];
}

/** Tuesday of the week after the calls, 17:05 in Paris: agents call, and the week's file is due. */
export const BENCH_NOW_MS = Date.parse('2026-12-01T17:05:00+01:00');

export interface BenchHouse {
  readonly server: RunningServer;
  readonly databaseFile: string;
  close(): Promise<void>;
}

/** The configuration of the base, over another data folder. */
export function configOver(base: Pick<BenchBase, 'folder'>, dataDir: string): Config {
  return readConfig({
    PLATEAU_DATA_DIR: dataDir,
    PLATEAU_KEYS_DIR: join(base.folder, 'trousseau'),
    PLATEAU_PASSPHRASE_FILE: join(base.folder, 'phrase-secrete'),
    PLATEAU_LISTEN: '127.0.0.1:0',
    PLATEAU_LOG_LEVEL: 'error',
    PLATEAU_TRAINING: 'elsewhere',
    PLATEAU_SECOND_FACTOR: 'off',
  });
}

export function passphraseOf(base: Pick<BenchBase, 'folder'>): () => Promise<string> {
  return async () => readFileSync(join(base.folder, 'phrase-secrete'), 'utf8');
}

/** A house on PostgreSQL, its address in that folder. */
export function databaseAt(folder: string, url: string): Config['database'] {
  const urlFile = join(folder, 'adresse-de-la-base');
  writeFileSync(urlFile, url, { mode: 0o600 });
  return { urlFile, caFile: undefined, needsStandby: false, archiveDays: undefined };
}

async function flushed(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

/** Starts the whole product over a fresh copy of the base: real SFTP drop, real relay, real server, as `plateau serve`. */
export async function openBenchHouse(
  base: BenchBase,
  folder: string,
  databaseUrl?: string,
): Promise<BenchHouse> {
  mkdirSync(folder, { recursive: true });
  const dataDir = join(folder, 'plateau');
  cpSync(join(base.folder, 'plateau'), dataDir, { recursive: true });
  // Else the disk would still be writing a large copy while the first agents wait for their own flush. PostgreSQL's is not there.
  if (databaseUrl === undefined) await flushed(join(dataDir, 'plateau.db'));
  // Each run serves its own copy of one base: so is its key ring, which remembers where the audit log of the run ends.
  const keysDir = join(folder, 'trousseau');
  cpSync(join(base.folder, 'trousseau'), keysDir, { recursive: true });
  const privateKeyFile = join(base.folder, 'cle-sftp');
  const authorizedKey = await makeClientKey(privateKeyFile);
  const drop = await startDropServer({ folder: join(folder, 'depot'), authorizedKey });
  const mail = await startMailSink({});
  const clock = { startMs: BENCH_NOW_MS, speed: 1 };
  const config: Config = {
    ...configOver(base, dataDir),
    keysDir,
    drop: { url: drop.url, hostKey: drop.hostKey, privateKeyFile },
    smtp: { url: mail.url, passwordFile: undefined, requireTls: false },
    simulatedClock: clock,
    ...(databaseUrl !== undefined && { database: databaseAt(folder, databaseUrl) }),
  };
  const server = await startServer(config, {
    passphrase: passphraseOf(base),
    clock: simulatedClock(clock),
  });
  const close = async () => {
    await server.close();
    await drop.close();
    await mail.close();
  };
  return { server, databaseFile: join(dataDir, 'plateau.db'), close };
}
