import type { FollowUpKind, FollowUpState } from '../../../shared/people/follow-up-words.ts';
import type { FollowUpItemRow, FollowUpItemWriter } from '../../ports/rows/follow-up-items.ts';
import { bytes, int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const ORDER = `ORDER BY CASE state WHEN 'done' THEN 1 ELSE 0 END, at_ms DESC, id LIMIT 200`;
const OF_GROUPS = `SELECT * FROM follow_up_item WHERE group_id IN (SELECT value FROM json_each(?1)) OR author = ?2 ${ORDER}`;

function itemOf(row: Row): FollowUpItemRow {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    kind: text(row, 'kind') as FollowUpKind,
    groupId: textOrNull(row, 'group_id'),
    about: textOrNull(row, 'about'),
    author: text(row, 'author'),
    state: text(row, 'state') as FollowUpState,
    owner: text(row, 'owner'),
    dueOn: text(row, 'due_on'),
    atMs: int(row, 'at_ms'),
    changedAtMs: int(row, 'changed_at_ms'),
    sealed: bytes(row, 'sealed'),
  };
}

export class FollowUpItemRows implements FollowUpItemWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM follow_up_item WHERE id = ?', id);
    return row && itemOf(row);
  }

  async of(charity: string) {
    const source = `SELECT * FROM follow_up_item WHERE charity = ? ${ORDER}`;
    return (await this.#sql.all(source, charity)).map(itemOf);
  }

  async ofGroups(groups: readonly string[], author: string) {
    return (await this.#sql.all(OF_GROUPS, JSON.stringify(groups), author)).map(itemOf);
  }

  async written(author: string, sinceMs: number) {
    const source = 'SELECT count(*) AS n FROM follow_up_item WHERE author = ? AND at_ms >= ?';
    return await this.#sql.count(source, author, sinceMs);
  }

  async add(row: FollowUpItemRow) {
    await this.#sql.insert('follow_up_item', { ...row });
  }

  async update(id: string, change: Parameters<FollowUpItemWriter['update']>[1]) {
    await this.#sql.update('follow_up_item', { id }, change);
  }

  async dropBefore(atMs: number) {
    return await this.#sql.run('DELETE FROM follow_up_item WHERE changed_at_ms < ?', atMs);
  }
}
