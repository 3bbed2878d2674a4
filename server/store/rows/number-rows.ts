import type { NumberQuestion, NumberUse, NumberWriter } from '../../ports/rows/numbers.ts';
import { int, intOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { callOf } from './call-columns.ts';

const OTHERS = `SELECT DISTINCT other.record_id FROM record_phone AS mine
CROSS JOIN campaign ON campaign.charity = ?2
CROSS JOIN record_phone AS other INDEXED BY record_phone_blind
  ON other.campaign = campaign.code AND other.phone_blind = mine.phone_blind
WHERE mine.record_id = ?1 AND other.record_id <> ?1`;
const STATE = `SELECT max(lease.record_id IS NOT NULL) AS on_screen, max(ended_lease.expires_at_ms) AS talking_until_ms,
  min(CASE WHEN record.state = 'ready' AND record.hold IS NULL AND record.queue = 'callback' THEN record.due_at_ms END)
    AS promised_at_ms
FROM json_each(?) AS other CROSS JOIN record ON record.id = other.value
LEFT JOIN lease ON lease.record_id = record.id
LEFT JOIN ended_lease ON ended_lease.record_id = record.id`;
/** Those that were taken back too. */
const CALLS = `SELECT call.* FROM json_each(?) AS other CROSS JOIN call INDEXED BY call_record
  ON call.record_id = other.value AND call.ended_at_ms >= ? ORDER BY ended_at_ms, call_id`;
const PUT_OFF = `UPDATE record SET due_at_ms = ?2 WHERE id IN (
  SELECT record.id FROM json_each(?1) AS other CROSS JOIN record ON record.id = other.value
  WHERE state = 'ready' AND queue <> 'callback' AND due_at_ms < ?2 LIMIT ?3)`;

export class NumberRows implements NumberWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  use({ recordId, charity, callsFromMs }: NumberQuestion): NumberUse | undefined {
    const others = this.#sql.all(OTHERS, recordId, charity).map((row) => int(row, 'record_id'));
    if (others.length === 0) return undefined;
    const ids = JSON.stringify(others);
    const state = this.#sql.get(STATE, ids) ?? {};
    return {
      others,
      isOnScreen: intOrNull(state, 'on_screen') === 1,
      talkingUntilMs: intOrNull(state, 'talking_until_ms') ?? 0,
      promisedAtMs: intOrNull(state, 'promised_at_ms'),
      calls: this.#sql.all(CALLS, ids, callsFromMs).map(callOf),
    };
  }

  putOff(records: readonly number[], { untilMs, limit }: Parameters<NumberWriter['putOff']>[1]): void {
    this.#sql.run(PUT_OFF, JSON.stringify(records), untilMs, limit);
  }
}
