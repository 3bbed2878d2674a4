import type { DiaryReader } from '../../ports/rows/diary.ts';
import { int, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const DIARY = `SELECT id, campaign, due_at_ms, area, disposition, attempts FROM record INDEXED BY record_owner
WHERE owner = ? AND queue = 'callback' AND state = 'ready' ORDER BY due_at_ms, id LIMIT ?`;

export class DiaryRows implements DiaryReader {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  ofAgent(agent: string, limit: number) {
    return this.#sql.all(DIARY, agent, limit).map((row) => ({
      recordId: int(row, 'id'),
      campaign: text(row, 'campaign'),
      dueAtMs: int(row, 'due_at_ms'),
      area: text(row, 'area'),
      disposition: textOrNull(row, 'disposition'),
      attempts: int(row, 'attempts'),
    }));
  }
}
