import type { DialKey, DialRow, DialWriter } from '../../ports/rows/dials.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const ONE = 'call_id = ? AND turn = ?';
const OF_RECORD = `SELECT * FROM dial INDEXED BY dial_record
WHERE record_id = ? ORDER BY asked_at_ms, call_id, turn`;
const UNDER_WAY = `SELECT * FROM dial INDEXED BY dial_under_way
WHERE ended_at_ms IS NULL AND asked_at_ms < ? ORDER BY asked_at_ms, call_id, turn`;

function dialOf(row: Row): DialRow {
  return {
    callId: text(row, 'call_id'),
    turn: int(row, 'turn'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    agent: text(row, 'agent'),
    phoneSlot: text(row, 'phone_slot') as DialRow['phoneSlot'],
    askedAtMs: int(row, 'asked_at_ms'),
    ringingAtMs: intOrNull(row, 'ringing_at_ms'),
    answeredAtMs: intOrNull(row, 'answered_at_ms'),
    endedAtMs: intOrNull(row, 'ended_at_ms'),
    ending: textOrNull(row, 'ending') as DialRow['ending'],
  };
}

export class DialRows implements DialWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of({ callId, turn }: DialKey) {
    const row = await this.#sql.get(`SELECT * FROM dial WHERE ${ONE}`, callId, turn);
    return row && dialOf(row);
  }

  async ofCall(callId: string) {
    return (await this.#sql.all('SELECT * FROM dial WHERE call_id = ? ORDER BY turn', callId)).map(dialOf);
  }

  async ofRecord(recordId: number) {
    return (await this.#sql.all(OF_RECORD, recordId)).map(dialOf);
  }

  async underWay(beforeMs: number) {
    return (await this.#sql.all(UNDER_WAY, beforeMs)).map(dialOf);
  }

  async add(row: DialRow) {
    await this.#sql.insert('dial', row);
  }

  async drop({ callId, turn }: DialKey) {
    await this.#sql.run(`DELETE FROM dial WHERE ${ONE}`, callId, turn);
  }

  async update({ callId, turn }: DialKey, change: Parameters<DialWriter['update']>[1]) {
    await this.#sql.update('dial', { call_id: callId, turn }, change);
  }
}
