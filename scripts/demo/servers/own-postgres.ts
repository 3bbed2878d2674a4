import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requirePostgres } from './postgres-program.ts';

/** In memory where the machine has room for it: PostgreSQL then keeps its promises at no cost. */
const MEMORY = '/dev/shm';
const READY_WITHIN_MS = 30_000;
const DEFAULT_PORT = 5432;
const USER = 'plateau';

/** PostgreSQL refuses to run as root: as its own user then, whom Debian's package makes. */
function userToRunAs(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

export interface OwnPostgresSetting {
  /** As postgresql.conf has them, « fsync=off ». */
  readonly settings?: readonly string[];
  /** At which it is reached from other programs of this machine too; by its socket alone otherwise. */
  readonly port?: number;
  /** Of its bases; « C » when absent. */
  readonly locale?: string;
  /** Folder on a disk whose promises are to be paid for; in memory when absent. */
  readonly within?: string;
}

/** A PostgreSQL of this program's own: its data in a temporary folder, reached by a socket there, and gone with it. */
export class OwnPostgres {
  /** With the socket in it. */
  readonly folder: string;
  readonly port: number;
  readonly #listens: boolean;
  readonly #settings: readonly string[];
  readonly #programs: string;
  readonly #user = userToRunAs();
  #server: ChildProcess | undefined;

  private constructor({ settings = [], port, within }: OwnPostgresSetting) {
    this.#programs = dirname(requirePostgres());
    this.folder = mkdtempSync(join(within ?? (existsSync(MEMORY) ? MEMORY : tmpdir()), 'plateau-pg-'));
    this.#settings = settings;
    this.#listens = port !== undefined;
    this.port = port ?? DEFAULT_PORT;
    if (this.#user) chownSync(this.folder, this.#user.uid, this.#user.gid);
  }

  static async start(setting: OwnPostgresSetting = {}): Promise<OwnPostgres> {
    const made = new OwnPostgres(setting);
    const locale = `--locale=${setting.locale ?? 'C'}`;
    made.#run('initdb', [
      '-D',
      made.#data,
      '--no-sync',
      '-U',
      USER,
      '--auth=trust',
      '--encoding=UTF8',
      locale,
    ]);
    await made.run();
    return made;
  }

  /** Another one, from a pg_basebackup of this one as it is now: « -R » makes it follow this one. */
  async copy(setting: OwnPostgresSetting, ...flags: readonly string[]): Promise<OwnPostgres> {
    const made = new OwnPostgres(setting);
    const into = ['-D', made.#data, '--no-sync', '-X', 'stream', '--checkpoint=fast'];
    made.#run('pg_basebackup', [...into, ...flags, ...this.#here]);
    await made.run();
    return made;
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  get #here(): readonly string[] {
    return ['-h', this.folder, '-p', `${this.port}`, '-U', USER];
  }

  /** Of that base, as PLATEAU_DATABASE_URL_FILE has it: by the socket in the folder. */
  url(base: string): string {
    return `postgres://${USER}@localhost:${this.port}/${base}?host=${this.folder}`;
  }

  /** Empty, or a copy of another that nobody is in. */
  createBase(base: string, template = 'template1'): void {
    this.#run('createdb', [...this.#here, '-T', template, base]);
  }

  /** Starts it, or starts it again. */
  async run(): Promise<void> {
    const listens = this.#listens ? '127.0.0.1' : '';
    const settings = [
      `listen_addresses=${listens}`,
      `port=${this.port}`,
      'shared_buffers=64MB',
      'max_wal_size=256MB',
      ...this.#settings,
    ];
    const flags = ['-D', this.#data, '-k', this.folder, ...settings.flatMap((one) => ['-c', one])];
    this.#server = spawn(join(this.#programs, 'postgres'), flags, { stdio: 'ignore', ...this.#user });
    const endsAtMs = performance.now() + READY_WITHIN_MS;
    while (!this.#answers()) {
      if (performance.now() > endsAtMs) throw new Error('PostgreSQL does not answer');
      await sleep(20);
    }
  }

  #answers(): boolean {
    return spawnSync(join(this.#programs, 'pg_isready'), ['-q', ...this.#here]).status === 0;
  }

  #run(program: 'initdb' | 'pg_basebackup' | 'createdb', flags: readonly string[]): void {
    const done = spawnSync(join(this.#programs, program), flags, { ...this.#user, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
  }

  /** As a crash does (« pg_ctl stop -m immediate »), or as a machine that is gone: nothing is written on the way out. */
  async kill(signal: 'SIGQUIT' | 'SIGKILL' = 'SIGQUIT'): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
