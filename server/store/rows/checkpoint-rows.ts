import type { CheckpointRow, CheckpointWriter } from '../../ports/rows/checkpoints.ts';
import { int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function checkpointOf(row: Row): CheckpointRow {
  return {
    day: text(row, 'day'),
    seq: int(row, 'seq'),
    hash: text(row, 'hash'),
    atMs: int(row, 'at_ms'),
    body: text(row, 'body'),
    signature: text(row, 'signature'),
    sentAtMs: intOrNull(row, 'sent_at_ms'),
  };
}

/** Triggers of the base refuse to change or remove one. */
export class CheckpointRows implements CheckpointWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM audit_checkpoint ORDER BY day')).map(checkpointOf);
  }

  async last() {
    const row = await this.#sql.get('SELECT * FROM audit_checkpoint ORDER BY day DESC LIMIT 1');
    return row && checkpointOf(row);
  }

  async unsent() {
    return (await this.#sql.all('SELECT * FROM audit_checkpoint WHERE sent_at_ms IS NULL ORDER BY day')).map(
      checkpointOf,
    );
  }

  async add(row: CheckpointRow) {
    if (await this.#sql.get('SELECT 1 FROM audit_checkpoint WHERE day = ?', row.day)) return false;
    await this.#sql.insert('audit_checkpoint', row);
    return true;
  }

  async markSent(day: string, atMs: number) {
    await this.#sql.run(
      'UPDATE audit_checkpoint SET sent_at_ms = ? WHERE day = ? AND sent_at_ms IS NULL',
      atMs,
      day,
    );
  }
}
