import type { JobHold, JobRow, JobWriter } from '../../ports/rows/jobs.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const TAKE = `INSERT INTO job (name, holder, fence, until_ms) VALUES (?, ?, 1, ?)
ON CONFLICT (name) DO UPDATE SET
  fence = CASE WHEN job.holder = excluded.holder THEN job.fence ELSE job.fence + 1 END,
  holder = excluded.holder, until_ms = excluded.until_ms
WHERE job.holder = excluded.holder OR job.until_ms < ?`;
const BY_NAME = 'SELECT * FROM job WHERE name = ?';
/** Changes nothing, and locks the row: on an engine with many writers reading it would not be enough. */
const CONFIRM = 'UPDATE job SET fence = fence WHERE name = ? AND holder = ? AND fence = ?';

/** The name stands before the epoch; it holds no space. */
const LEAVE = 'UPDATE job SET until_ms = 1 WHERE until_ms > 1 AND instr(holder, ?) = 1';

function jobOf(row: Row): JobRow {
  return {
    name: text(row, 'name'),
    holder: text(row, 'holder'),
    fence: int(row, 'fence'),
    untilMs: int(row, 'until_ms'),
  };
}

export class JobRows implements JobWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byName(name: string) {
    const row = await this.#sql.get(BY_NAME, name);
    return row && jobOf(row);
  }

  async leftBehind(nowMs: number) {
    const left = 'SELECT * FROM job WHERE until_ms > 0 AND until_ms < ? ORDER BY name';
    return (await this.#sql.all(left, nowMs)).map(jobOf);
  }

  async take(
    { name, holder }: Pick<JobHold, 'name' | 'holder'>,
    { nowMs, untilMs }: { readonly nowMs: number; readonly untilMs: number },
  ) {
    if ((await this.#sql.run(TAKE, name, holder, untilMs, nowMs)) === 0) return undefined;
    return (await this.byName(name))?.fence;
  }

  async confirm({ name, holder, fence }: JobHold) {
    return (await this.#sql.run(CONFIRM, name, holder, fence)) === 1;
  }

  async renew(holder: string, untilMs: number) {
    await this.#sql.run('UPDATE job SET until_ms = ? WHERE holder = ? AND until_ms > 0', untilMs, holder);
  }

  async leave(server: string) {
    await this.#sql.run(LEAVE, `${server} `);
  }

  async giveBack(holder: string) {
    await this.#sql.run('UPDATE job SET until_ms = 0 WHERE holder = ?', holder);
  }
}
