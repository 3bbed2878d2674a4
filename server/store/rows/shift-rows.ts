import type { Period } from '../../../shared/time.ts';
import type { CodedSpan, ShiftRow, ShiftWriter } from '../../ports/rows/shifts.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { STANDING } from './undo-rows.ts';

const OF_AGENT = `SELECT * FROM shift INDEXED BY shift_agent
WHERE agent = ? AND from_ms < ? AND (to_ms IS NULL OR to_ms > ?) ORDER BY from_ms, id`;
const SPANS = `SELECT * FROM work_span INDEXED BY work_span_agent
WHERE agent = ? AND from_ms < ? AND (to_ms IS NULL OR to_ms > ?) ORDER BY from_ms, id`;
const RUNNING_SPAN = 'SELECT * FROM work_span WHERE agent = ? AND to_ms IS NULL';
const LAST_ACT = `SELECT max(
  coalesce((SELECT since_ms FROM presence WHERE agent = ?1), 0),
  coalesce((SELECT seen_at_ms FROM lease WHERE agent = ?1), 0),
  coalesce((SELECT max(ended_at_ms) FROM call INDEXED BY call_agent WHERE agent = ?1), 0)) AS n`;
const CALLS = `SELECT count(*) AS n FROM call INDEXED BY call_agent
WHERE agent = ? AND ended_at_ms >= ? AND ended_at_ms < ? AND ${STANDING}`;
const SEEN = `UPDATE shift SET seen_ms = max(seen_ms, ?)
WHERE to_ms IS NULL AND agent IN (SELECT value FROM json_each(?))`;
const END = `UPDATE shift SET to_ms = max(from_ms, ?), ended = ?, seen_ms = max(seen_ms, ?)
WHERE agent = ? AND to_ms IS NULL`;
const OLD_BREAKS = `DELETE FROM work_span INDEXED BY work_span_pause WHERE kind = 'pause' AND to_ms < ?`;
const EMPTY = 'DELETE FROM shift WHERE agent = ? AND to_ms = from_ms';

function shiftOf(row: Row): ShiftRow {
  return {
    agent: text(row, 'agent'),
    fromMs: int(row, 'from_ms'),
    toMs: intOrNull(row, 'to_ms'),
    seenMs: int(row, 'seen_ms'),
    ended: textOrNull(row, 'ended') as ShiftRow['ended'],
  };
}

function spanOf(row: Row): CodedSpan {
  return {
    agent: text(row, 'agent'),
    campaign: text(row, 'campaign'),
    kind: text(row, 'kind') as CodedSpan['kind'],
    fromMs: int(row, 'from_ms'),
    toMs: intOrNull(row, 'to_ms'),
    code: text(row, 'code'),
  };
}

export class ShiftRows implements ShiftWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofAgent(agent: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(OF_AGENT, agent, toMs, fromMs)).map(shiftOf);
  }

  async running() {
    return (await this.#sql.all('SELECT * FROM shift WHERE to_ms IS NULL ORDER BY agent')).map(shiftOf);
  }

  async spansOf(agent: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(SPANS, agent, toMs, fromMs)).map(spanOf);
  }

  async runningSpan(agent: string) {
    const row = await this.#sql.get(RUNNING_SPAN, agent);
    return row && spanOf(row);
  }

  async lastActMs(agent: string) {
    return await this.#sql.count(LAST_ACT, agent);
  }

  async callsOf(agent: string, { fromMs, toMs }: Period, campaign?: string) {
    return campaign === undefined
      ? await this.#sql.count(CALLS, agent, fromMs, toMs)
      : await this.#sql.count(`${CALLS} AND campaign = ?`, agent, fromMs, toMs, campaign);
  }

  async begin(agent: string, atMs: number) {
    const running = await this.#sql.get('SELECT id FROM shift WHERE agent = ? AND to_ms IS NULL', agent);
    if (!running) await this.#sql.insert('shift', { agent, fromMs: atMs, seenMs: atMs });
  }

  async end(agent: string, atMs: number, ended: 'person' | 'silence') {
    if ((await this.#sql.run(END, atMs, ended, atMs, agent)) > 0) await this.#sql.run(EMPTY, agent);
  }

  async seen(agents: readonly string[], atMs: number) {
    if (agents.length > 0) await this.#sql.run(SEEN, atMs, JSON.stringify(agents));
  }

  async dropBefore(atMs: number) {
    const shifts = await this.#sql.run('DELETE FROM shift INDEXED BY shift_ended WHERE to_ms < ?', atMs);
    return shifts + (await this.#sql.run(OLD_BREAKS, atMs));
  }
}
