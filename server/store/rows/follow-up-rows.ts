import type { FollowUpRow, FollowUpWriter } from '../../ports/rows/follow-ups.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

function followUpOf(row: Row): FollowUpRow {
  return {
    id: text(row, 'id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    callId: text(row, 'call_id'),
    kind: text(row, 'kind') as FollowUpRow['kind'],
    openedAtMs: int(row, 'opened_at_ms'),
    closedAtMs: intOrNull(row, 'closed_at_ms'),
    closedBy: textOrNull(row, 'closed_by'),
  };
}

const OPEN =
  'SELECT * FROM follow_up WHERE closed_at_ms IS NULL AND opened_at_ms > 0 ORDER BY opened_at_ms, id';

export class FollowUpRows implements FollowUpWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM follow_up WHERE id = ?', id);
    return row && followUpOf(row);
  }

  async idsOfRecord(recordId: number) {
    return (await this.#sql.all('SELECT id FROM follow_up WHERE record_id = ? ORDER BY id', recordId)).map(
      (row) => text(row, 'id'),
    );
  }

  async open() {
    return (await this.#sql.all(OPEN)).map(followUpOf);
  }

  async add(row: FollowUpRow) {
    if (!(await this.byId(row.id))) await this.#sql.insert('follow_up', row);
  }

  async close(id: string, atMs: number, by: string) {
    await this.#sql.update('follow_up', { id }, { closedAtMs: atMs, closedBy: by });
  }
}
