import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryConfig } from 'pg';
import { connectionOf, PLANNING } from '../../../server/store/postgres/connection.ts';
import { postgresProgram } from '../machine/postgres-program.ts';

/** In memory where the machine has room for it: PostgreSQL then keeps its promises at no cost. */
const MEMORY = '/dev/shm';
const READY_WITHIN_MS = 30_000;
const DEFAULT_PORT = 5432;

/** PostgreSQL refuses to run as root: as its own user then, whom Debian's package makes. */
function userToRunAs(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

interface ClusterSetting {
  /** As postgresql.conf has them, « fsync=off ». */
  readonly settings: readonly string[];
  /** At which it is reached from other programs of this machine too; by its socket alone otherwise. */
  readonly port?: number;
}

/** A PostgreSQL of the test's own: its data in a temporary folder, reached by a socket there, and gone with it. */
export class PostgresCluster {
  readonly #folder: string;
  readonly #program: string;
  readonly #settings: readonly string[];
  readonly #port: number | undefined;
  readonly #user = userToRunAs();
  #server: ChildProcess | undefined;

  private constructor({ settings, port }: ClusterSetting) {
    const program = postgresProgram();
    if (!program) throw new Error('install the Debian package postgresql');
    this.#folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'plateau-pg-'));
    this.#program = program;
    this.#settings = settings;
    this.#port = port;
    if (this.#user) chownSync(this.#folder, this.#user.uid, this.#user.gid);
  }

  /** `settings` as postgresql.conf has them, « fsync=off »; `locale` of its bases. */
  static async start(
    settings: readonly string[] = [],
    locale = 'C',
    port: number | undefined = undefined,
  ): Promise<PostgresCluster> {
    const cluster = new PostgresCluster({ settings, ...(port && { port }) });
    cluster.#make('initdb', ['-U', 'plateau', '--auth=trust', '--encoding=UTF8', `--locale=${locale}`]);
    await cluster.run();
    return cluster;
  }

  /** A standby that follows this one, and that this one waits for from now on at each commit. */
  async startStandby(port: number): Promise<PostgresCluster> {
    const standby = new PostgresCluster({ settings: this.#settings, port });
    standby.#makeFrom(this, '-R');
    await standby.run();
    await this.sql('postgres', "ALTER SYSTEM SET synchronous_standby_names TO '*'");
    await this.sql('postgres', 'SELECT pg_reload_conf()');
    const state = "SELECT count(*)::int AS n FROM pg_stat_replication WHERE sync_state = 'sync'";
    while ((await this.sql('postgres', state))[0]?.n !== 1) await sleep(20);
    return standby;
  }

  /** Another one, from a pg_basebackup of this one as it is now; neither knows of the other. */
  async copy(): Promise<PostgresCluster> {
    const copy = new PostgresCluster({ settings: this.#settings });
    copy.#makeFrom(this);
    await copy.run();
    return copy;
  }

  #makeFrom(source: PostgresCluster, ...flags: readonly string[]): void {
    const from = ['-h', source.#folder, '-p', `${source.#port ?? DEFAULT_PORT}`, '-U', 'plateau'];
    this.#make('pg_basebackup', [...from, ...flags, '-X', 'stream', '--checkpoint=fast']);
  }

  /** The standby becomes the base that is written in. */
  async promote(): Promise<void> {
    await this.sql('postgres', 'SELECT pg_promote(true, 30)');
  }

  #make(program: 'initdb' | 'pg_basebackup', flags: readonly string[]): void {
    const made = spawnSync(
      join(dirname(this.#program), program),
      ['-D', join(this.#folder, 'data'), '--no-sync', ...flags],
      { ...this.#user, encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`${program}: ${made.stderr}`);
  }

  /** Of that base: by the socket in the folder. */
  url(base: string): string {
    const port = this.#port ? `:${this.#port}` : '';
    return `postgres://plateau@localhost${port}/${base}?host=${this.#folder}`;
  }

  async run(): Promise<void> {
    const listens = this.#port ? ['listen_addresses=127.0.0.1', `port=${this.#port}`] : ['listen_addresses='];
    const settings = [...listens, 'shared_buffers=64MB', 'max_wal_size=256MB', ...this.#settings];
    const flags = [
      '-D',
      join(this.#folder, 'data'),
      '-k',
      this.#folder,
      ...settings.flatMap((one) => ['-c', one]),
    ];
    this.#server = spawn(this.#program, flags, { stdio: 'ignore', ...this.#user });
    const from = performance.now();
    while (performance.now() - from < READY_WITHIN_MS) {
      if (await this.sql('postgres', 'SELECT 1').catch(() => undefined)) return;
      await sleep(20);
    }
    throw new Error('PostgreSQL does not answer');
  }

  /** The rows of the last statement. */
  async sql(base: string, source: string): Promise<readonly Record<string, unknown>[]> {
    const port = this.#port ?? DEFAULT_PORT;
    const client = new Client({ host: this.#folder, port, user: 'plateau', database: base });
    await client.connect();
    try {
      const answers: unknown = await client.query(source);
      const last = (Array.isArray(answers) ? answers.at(-1) : answers) as { rows: Record<string, unknown>[] };
      return last.rows;
    } finally {
      await client.end();
    }
  }

  /** How PostgreSQL would do each of those statements with those values. */
  async plans(base: string, asked: readonly QueryConfig[]): Promise<readonly string[]> {
    const client = new Client({ ...connectionOf({ url: this.url(base) }), options: PLANNING });
    await client.connect();
    try {
      const plans: string[] = [];
      for (const { text, values } of asked) {
        const { rows } = await client.query(`EXPLAIN ${text}`, values);
        plans.push(`${text}\n${rows.map((row) => row['QUERY PLAN']).join('\n')}`);
      }
      return plans;
    } finally {
      await client.end();
    }
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
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
