import type { LineCallbackRow, LineCallbackWriter } from '../../ports/rows/line-callbacks.ts';
import { bytes, int, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const WAITING = `SELECT site, count(*) AS n, min(at_ms) AS oldest FROM line_callback
WHERE campaign = ? AND at_ms >= ? AND sealed IS NOT NULL GROUP BY site ORDER BY site`;
const NEXT = `SELECT * FROM line_callback WHERE campaign = ? AND site = ? AND at_ms >= ? AND sealed IS NOT NULL
ORDER BY at_ms, number_index LIMIT 1`;
const ADD = `INSERT INTO line_callback (campaign, number_index, site, at_ms, sealed) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (campaign, number_index) DO NOTHING`;
const SETTLE = 'UPDATE line_callback SET sealed = NULL WHERE campaign = ? AND number_index = ?';
const PUT_BACK = 'UPDATE line_callback SET sealed = ? WHERE campaign = ? AND number_index = ?';
const DROP = 'DELETE FROM line_callback WHERE campaign = ? AND at_ms < ?';

export class LineCallbackRows implements LineCallbackWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async waiting(campaign: string, sinceMs: number) {
    const rows = await this.#sql.all(WAITING, campaign, sinceMs);
    return rows.map((row) => ({
      site: text(row, 'site'),
      count: int(row, 'n'),
      oldestMs: int(row, 'oldest'),
    }));
  }

  async next(campaign: string, site: string, sinceMs: number) {
    const row = await this.#sql.get(NEXT, campaign, site, sinceMs);
    if (!row) return undefined;
    const numberIndex = text(row, 'number_index');
    return { campaign, numberIndex, site, atMs: int(row, 'at_ms'), sealed: bytes(row, 'sealed') };
  }

  async add({ campaign, numberIndex, site, atMs, sealed }: LineCallbackRow) {
    await this.#sql.run(ADD, campaign, numberIndex, site, atMs, sealed);
  }

  async settle(campaign: string, numberIndex: string) {
    await this.#sql.run(SETTLE, campaign, numberIndex);
  }

  async putBack({ campaign, numberIndex, sealed }: LineCallbackRow) {
    await this.#sql.run(PUT_BACK, sealed, campaign, numberIndex);
  }

  async dropBefore(campaign: string, beforeMs: number) {
    return await this.#sql.run(DROP, campaign, beforeMs);
  }
}
