import type { FrozenRow, FrozenWriter } from '../../ports/rows/frozen.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const OPEN = `SELECT * FROM frozen_record INDEXED BY frozen_campaign
WHERE campaign IN (SELECT value FROM json_each(?)) AND released_at_ms IS NULL ORDER BY at_ms, call_id`;

function frozenOf(row: Row): FrozenRow {
  return {
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    agent: text(row, 'agent'),
    atMs: int(row, 'at_ms'),
    releasedAtMs: intOrNull(row, 'released_at_ms'),
    releasedBy: textOrNull(row, 'released_by'),
  };
}

export class FrozenRows implements FrozenWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byCall(callId: string) {
    const row = await this.#sql.get('SELECT * FROM frozen_record WHERE call_id = ?', callId);
    return row && frozenOf(row);
  }

  async openOfRecord(recordId: number) {
    const row = await this.#sql.get(
      'SELECT * FROM frozen_record WHERE record_id = ? AND released_at_ms IS NULL',
      recordId,
    );
    return row && frozenOf(row);
  }

  async open(campaigns: readonly string[]) {
    return (await this.#sql.all(OPEN, JSON.stringify(campaigns))).map(frozenOf);
  }

  async add(row: FrozenRow) {
    await this.#sql.insert('frozen_record', row);
  }

  async release(callId: string, atMs: number, by: string) {
    await this.#sql.update('frozen_record', { call_id: callId }, { releasedAtMs: atMs, releasedBy: by });
  }
}
