import type { PlaceTaken, PlaceWriter } from '../../ports/rows/places.ts';
import { BASE_CLOCK_MS } from '../base-clock.ts';
import { text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const REFUSED = `SELECT count(*) AS n FROM place
WHERE agent = ? AND (ousted = ? OR (screen <> ? AND until_ms > ${BASE_CLOCK_MS}))`;
const OF_SERVER = 'SELECT agent, screen FROM place WHERE server = ? AND until_ms > 0';
const INSERT = `INSERT INTO place (agent, server, screen, epoch, until_ms, ousted)
VALUES (?, ?, ?, 1, ${BASE_CLOCK_MS} + ?, '')
ON CONFLICT (agent) DO UPDATE SET server = excluded.server, screen = excluded.screen, until_ms = excluded.until_ms,`;
const SAME = 'place.server = excluded.server AND place.screen = excluded.screen';
const TAKE = `${INSERT} epoch = CASE WHEN ${SAME} THEN place.epoch ELSE place.epoch + 1 END
WHERE place.ousted <> excluded.screen AND (place.screen = excluded.screen OR place.until_ms <= ${BASE_CLOCK_MS})`;
/** Who took it over and does so again loses nothing, and ousts nobody: the one they ousted stays so. */
const TAKE_OVER = `${INSERT} epoch = CASE WHEN ${SAME} THEN place.epoch ELSE place.epoch + 1 END,
  ousted = CASE
    WHEN place.screen <> excluded.screen AND place.until_ms > ${BASE_CLOCK_MS} THEN place.screen
    WHEN place.ousted = excluded.screen THEN ''
    ELSE place.ousted END`;
const LEAVE = 'UPDATE place SET until_ms = 0 WHERE agent = ? AND server = ? AND screen = ?';
const RENEW = `UPDATE place SET until_ms = ${BASE_CLOCK_MS} + ? WHERE server = ? AND until_ms > 0`;

/** The name stands before the epoch; it holds no space. */
const FORGET = 'UPDATE place SET until_ms = 0 WHERE until_ms > 0 AND instr(server, ?) = 1';

export class PlaceRows implements PlaceWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async isRefused(agent: string, screen: string) {
    return (await this.#sql.count(REFUSED, agent, screen, screen)) > 0;
  }

  async ofServer(server: string) {
    const rows = await this.#sql.all(OF_SERVER, server);
    return rows.map((row) => ({ agent: text(row, 'agent'), screen: text(row, 'screen') }));
  }

  async take({ agent, server, screen }: PlaceTaken, forMs: number) {
    return (await this.#sql.run(TAKE, agent, server, screen, forMs)) === 1;
  }

  async takeOver({ agent, server, screen }: PlaceTaken, forMs: number) {
    await this.#sql.run(TAKE_OVER, agent, server, screen, forMs);
  }

  async leave({ agent, server, screen }: PlaceTaken) {
    await this.#sql.run(LEAVE, agent, server, screen);
  }

  async renew(server: string, forMs: number) {
    await this.#sql.run(RENEW, forMs, server);
  }

  async forget(name: string) {
    await this.#sql.run(FORGET, `${name} `);
  }

  async giveBack(server: string) {
    await this.#sql.run('UPDATE place SET until_ms = 0 WHERE server = ?', server);
  }
}
