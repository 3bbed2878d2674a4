import { nameOf } from '../../domain/house/server-holder.ts';
import type { ServerRow, ServerStart, ServerState, ServerWriter } from '../../ports/rows/servers.ts';
import { BASE_CLOCK_MS } from '../base-clock.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const CLOCK = `SELECT ${BASE_CLOCK_MS} AS n`;
const BEGIN = `INSERT INTO server (name, epoch, state, started_at_ms, seen_at_ms) VALUES (?, 1, 'serving', ?, ?)
ON CONFLICT (name) DO UPDATE SET epoch = server.epoch + 1, state = 'serving',
  started_at_ms = excluded.started_at_ms, seen_at_ms = excluded.seen_at_ms`;
const EPOCH = 'SELECT epoch AS n FROM server WHERE name = ?';
const BEAT = 'UPDATE server SET state = ?, seen_at_ms = ? WHERE name = ? AND epoch = ?';

function serverOf(row: Row): ServerRow {
  return {
    name: text(row, 'name'),
    epoch: int(row, 'epoch'),
    state: text(row, 'state') as ServerState,
    startedAtMs: int(row, 'started_at_ms'),
    seenAtMs: int(row, 'seen_at_ms'),
  };
}

export class ServerRows implements ServerWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async clockMs() {
    return await this.#sql.count(CLOCK);
  }

  async schema() {
    return await this.#sql.schema();
  }

  async self() {
    const { server } = this.#sql;
    return server === null ? undefined : nameOf(server);
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM server ORDER BY name')).map(serverOf);
  }

  async begin(name: string, nowMs: number) {
    await this.#sql.run(BEGIN, name, nowMs, nowMs);
    return await this.#sql.count(EPOCH, name);
  }

  async keepOnly(name: string) {
    await this.#sql.run('DELETE FROM server WHERE name <> ?', name);
  }

  async beat({ name, epoch }: ServerStart, state: ServerState, nowMs: number) {
    return (await this.#sql.run(BEAT, state, nowMs, name, epoch)) === 1;
  }
}
