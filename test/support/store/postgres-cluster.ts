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

/** PostgreSQL refuses to run as root: as its own user then, whom Debian's package makes. */
function userToRunAs(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** A PostgreSQL of the test's own: its data in a temporary folder, reached by a socket there, and gone with it. */
export class PostgresCluster {
  readonly #folder: string;
  readonly #program: string;
  readonly #settings: readonly string[];
  readonly #user = userToRunAs();
  #server: ChildProcess | undefined;

  private constructor(folder: string, program: string, settings: readonly string[]) {
    this.#folder = folder;
    this.#program = program;
    this.#settings = settings;
  }

  /** `settings` as postgresql.conf has them, « fsync=off »; `locale` of its bases. */
  static async start(settings: readonly string[] = [], locale = 'C'): Promise<PostgresCluster> {
    const program = postgresProgram();
    if (!program) throw new Error('install the Debian package postgresql');
    const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'plateau-pg-'));
    const cluster = new PostgresCluster(folder, program, settings);
    if (cluster.#user) chownSync(folder, cluster.#user.uid, cluster.#user.gid);
    const flags = [
      '-D',
      join(folder, 'data'),
      '-U',
      'plateau',
      '--auth=trust',
      '--no-sync',
      '--encoding=UTF8',
    ];
    const made = spawnSync(join(dirname(program), 'initdb'), [...flags, `--locale=${locale}`], {
      ...cluster.#user,
    });
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
    await cluster.run();
    return cluster;
  }

  /** Of that base: by the socket in the folder. */
  url(base: string): string {
    return `postgres://plateau@localhost/${base}?host=${this.#folder}`;
  }

  async run(): Promise<void> {
    const settings = ['listen_addresses=', 'shared_buffers=64MB', 'max_wal_size=256MB', ...this.#settings];
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
    const client = new Client({ host: this.#folder, user: 'plateau', database: base });
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

  /** As a crash does: nothing is written on the way out. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null) return;
    server.kill('SIGQUIT');
    await once(server, 'exit');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
