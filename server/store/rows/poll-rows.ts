import type { PollRow, PollWriter } from '../../ports/rows/polls.ts';
import { bytes, int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const OF_GROUP = 'SELECT * FROM poll WHERE group_id = ? ORDER BY at_ms DESC, id LIMIT 20';
const RUNNING = 'SELECT count(*) AS n FROM poll WHERE group_id = ? AND ends_on >= ?';
const RESEAL = 'UPDATE poll SET seal_version = ?, sealed = ? WHERE id = ? AND seal_version = ?';

function pollOf(row: Row): PollRow {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    groupId: text(row, 'group_id'),
    author: text(row, 'author'),
    endsOn: text(row, 'ends_on'),
    atMs: int(row, 'at_ms'),
    sealVersion: int(row, 'seal_version'),
    sealed: bytes(row, 'sealed'),
  };
}

export class PollRows implements PollWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM poll WHERE id = ?', id);
    return row && pollOf(row);
  }

  async ofGroup(group: string) {
    return (await this.#sql.all(OF_GROUP, group)).map(pollOf);
  }

  async running(group: string, day: string) {
    return await this.#sql.count(RUNNING, group, day);
  }

  async add(row: PollRow) {
    await this.#sql.insert('poll', { ...row });
  }

  async reseal(id: string, { sealVersion, sealed }: Parameters<PollWriter['reseal']>[1]) {
    return (await this.#sql.run(RESEAL, sealVersion, sealed, id, sealVersion - 1)) === 1;
  }

  async remove(id: string) {
    await this.#sql.run('DELETE FROM poll WHERE id = ?', id);
  }

  async dropBefore(atMs: number) {
    return await this.#sql.run('DELETE FROM poll WHERE at_ms < ?', atMs);
  }
}
