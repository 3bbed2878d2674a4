import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryConfig } from 'pg';
import { OwnPostgres } from '../../../scripts/demo/servers/own-postgres.ts';
import { PLANNING } from '../../../server/store/postgres/connection.ts';
import { hostsOf } from '../../../server/store/postgres/hosts.ts';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';

/** A PostgreSQL of the test's own, and an administrator's way into it. */
export class PostgresCluster {
  readonly #own: OwnPostgres;
  readonly #settings: readonly string[];

  private constructor(own: OwnPostgres, settings: readonly string[]) {
    this.#own = own;
    this.#settings = settings;
  }

  /** `settings` as postgresql.conf has them, « fsync=off »; `locale` of its bases; a `port` for other programs of this machine. */
  static async start(
    settings: readonly string[] = [],
    locale = 'C',
    port?: number,
  ): Promise<PostgresCluster> {
    const own = await OwnPostgres.start({ settings, locale, ...(port !== undefined && { port }) });
    return new PostgresCluster(own, settings);
  }

  /** A standby that follows this one, and that this one waits for from now on at each commit. */
  async startStandby(port: number): Promise<PostgresCluster> {
    const settings = this.#settings;
    const standby = await this.#own.copy({ settings, port }, '-R');
    await this.sql('postgres', "ALTER SYSTEM SET synchronous_standby_names TO '*'");
    await this.sql('postgres', 'SELECT pg_reload_conf()');
    const state = "SELECT count(*)::int AS n FROM pg_stat_replication WHERE sync_state = 'sync'";
    while ((await this.sql('postgres', state))[0]?.n !== 1) await sleep(20);
    return new PostgresCluster(standby, settings);
  }

  /** A base with the tables of a house and nothing in them, for others to be copies of: nobody is in it. */
  async lay(base: string): Promise<void> {
    await this.sql('postgres', `CREATE DATABASE ${base}`);
    (await openPostgresStore({ url: this.url(base) })).close();
    const others = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = '${base}'`;
    while ((await this.sql('postgres', others))[0]?.n !== 0) await sleep(10);
  }

  /** Another one, from a pg_basebackup of this one as it is now; neither knows of the other. */
  async copy(): Promise<PostgresCluster> {
    const settings = this.#settings;
    return new PostgresCluster(await this.#own.copy({ settings }), settings);
  }

  /** From now on it encrypts, and shows that certificate to whoever connects by its port. */
  async useCertificate(certificate: string, key: string): Promise<void> {
    const data = join(this.#own.folder, 'data');
    const { uid, gid } = statSync(data);
    for (const [name, pem] of [
      ['base.pem', certificate],
      ['base.key', key],
    ] as const) {
      writeFileSync(join(data, name), pem, { mode: 0o600 });
      chownSync(join(data, name), uid, gid);
    }
    for (const act of ["ssl_cert_file TO 'base.pem'", "ssl_key_file TO 'base.key'", 'ssl TO on'])
      await this.sql('postgres', `ALTER SYSTEM SET ${act}`);
    await this.sql('postgres', 'SELECT pg_reload_conf()');
    const isOn = "SELECT current_setting('ssl') AS ssl";
    while ((await this.sql('postgres', isOn))[0]?.ssl !== 'on') await sleep(20);
  }

  /** The standby becomes the base that is written in. */
  async promote(): Promise<void> {
    await this.sql('postgres', 'SELECT pg_promote(true, 30)');
  }

  /** Of that base: by the socket in the folder. */
  url(base: string): string {
    return this.#own.url(base);
  }

  /** Starts it again after `kill`. */
  run(): Promise<void> {
    return this.#own.run();
  }

  /** The rows of the last statement. */
  async sql(base: string, source: string): Promise<readonly Record<string, unknown>[]> {
    const { folder: host, port } = this.#own;
    const client = new Client({ host, port, user: 'plateau', database: base });
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
    const client = new Client({ ...hostsOf({ url: this.url(base) })[0].setting, options: PLANNING });
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

  kill(signal?: 'SIGQUIT' | 'SIGKILL'): Promise<void> {
    return this.#own.kill(signal);
  }

  dispose(): Promise<void> {
    return this.#own.dispose();
  }
}
