import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { soundKeyPair } from '../../scripts/demo/ssh-key-pair.ts';
import { steadyClock } from '../../server/clock/system-clock.ts';
import { argon2Passwords } from '../../server/passwords/argon2-passwords.ts';
import { addAccountKey } from '../../server/steps/access/account-keys.ts';
import { openStore } from '../../server/store/sqlite-store.ts';
import { inTurn } from '../../shared/in-turn.ts';
import { freePort } from '../support/machine/free-port.ts';
import { BENCH_NOW_MS, type BenchBase } from './bench-house.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/plateau.mjs', import.meta.url));

/** What one agent proves who they are with. */
export interface Proof {
  readonly login: string;
  readonly privateKey: string;
}

/** `plateau serve --ssh`, the built bundle, in a process of its own over a fresh copy of the base. */
export interface SshHostProcess {
  readonly port: number;
  /** Of its HTTP port. */
  readonly url: string;
  readonly proofs: readonly Proof[];
  /** The inspector's port, when it was asked for. */
  readonly inspector: number;
  /** Resident memory now, Mio; not a number where /proc does not tell. */
  residentMib(): number;
  /** Processor time of all threads so far, milliseconds. */
  processorMs(): number;
  stop(): Promise<void>;
}

/** Opens by password too, in `measureLogins`. */
export const PASSWORD = 'citron vélo nuage tambour';

/** A key for each agent of the base, and one password for the first: as the data officer would give them. */
async function openDoors(databaseFile: string, agents: number): Promise<readonly Proof[]> {
  const store = openStore({ file: databaseFile });
  const passwordHash = await argon2Passwords().hash(PASSWORD);
  try {
    await store.write((rows) => rows.accounts.update('agent-1', { passwordHash }));
    return await inTurn.from({ length: agents }, async (_, at) => {
      const login = `agent.${at + 1}`;
      const pair = soundKeyPair();
      await addAccountKey({ store, clock: steadyClock() }, { actor: 'banc', login, publicKey: pair.public });
      return { login, privateKey: pair.private };
    });
  } finally {
    store.close();
  }
}

function statusMib(pid: number, field: string): number {
  try {
    const kib = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    )?.[1];
    return Number(kib) / 1024;
  } catch {
    // No /proc on this system.
    return Number.NaN;
  }
}

/** Clock ticks of 10 ms, the kernel's unit for these fields everywhere we run. */
function processorMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    // No /proc on this system.
    return Number.NaN;
  }
}

async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Plateau écoute sur ')) resolve();
      });
    child.once('exit', (code) => reject(new Error(`the SSH host ended with ${code}:\n${said}`)));
  });
}

export async function startSshHostProcess(
  base: BenchBase,
  {
    folder,
    agents,
    inspected,
  }: { readonly folder: string; readonly agents: number; readonly inspected: boolean },
): Promise<SshHostProcess> {
  mkdirSync(folder, { recursive: true });
  const dataDir = join(folder, 'plateau');
  cpSync(join(base.folder, 'plateau'), dataDir, { recursive: true });
  // Each run serves its own copy of one base: so is its key ring, which remembers where the audit log of the run ends.
  const keysDir = join(folder, 'trousseau');
  cpSync(join(base.folder, 'trousseau'), keysDir, { recursive: true });
  const proofs = await openDoors(join(dataDir, 'plateau.db'), agents);
  const [port, httpPort, inspector] = [await freePort(), await freePort(), await freePort()];
  const node = inspected ? [`--inspect=127.0.0.1:${inspector}`] : [];
  const child = spawn(process.execPath, [...node, BUNDLE, 'serve', '--ssh'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      NODE_ENV: 'production',
      PLATEAU_DATA_DIR: dataDir,
      PLATEAU_KEYS_DIR: keysDir,
      PLATEAU_PASSPHRASE_FILE: join(base.folder, 'phrase-secrete'),
      PLATEAU_LISTEN: `127.0.0.1:${httpPort}`,
      PLATEAU_SSH_LISTEN: `127.0.0.1:${port}`,
      PLATEAU_LOG_LEVEL: 'error',
      PLATEAU_SCHEDULE: 'off',
      PLATEAU_TRAINING: 'elsewhere',
      PLATEAU_SECOND_FACTOR: 'off',
      PLATEAU_STOP_SECONDS: '0',
      PLATEAU_CARD_GUARD_SECONDS: '0',
      PLATEAU_CLOCK_START: new Date(BENCH_NOW_MS).toISOString(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await listening(child);
  const pid = child.pid ?? 0;
  return {
    port,
    url: `http://127.0.0.1:${httpPort}`,
    proofs,
    inspector,
    residentMib: () => statusMib(pid, 'VmRSS'),
    processorMs: () => processorMs(pid),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
