import type { NumberQuestion, NumberUse, NumberWriter } from '../../ports/rows/numbers.ts';
import { flag, int, intOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { callsInOrder } from './call-columns.ts';

/** One that shares two numbers comes twice: making them distinct here would build a table for each card. */
export const OTHERS = `SELECT record.id, lease.record_id IS NOT NULL AS is_on_screen, ended_lease.expires_at_ms AS talking_until_ms,
  CASE WHEN record.state = 'ready' AND record.hold IS NULL AND record.queue = 'callback' THEN record.due_at_ms END
    AS promised_at_ms
FROM record_phone AS mine CROSS JOIN campaign ON campaign.charity = ?2
CROSS JOIN record_phone AS other INDEXED BY record_phone_blind
  ON other.campaign = campaign.code AND other.phone_blind = mine.phone_blind
CROSS JOIN record ON record.id = other.record_id
LEFT JOIN lease ON lease.record_id = record.id
LEFT JOIN ended_lease ON ended_lease.record_id = record.id
WHERE mine.record_id = ?1 AND other.record_id <> ?1`;
/** Those that were taken back too. */
export const CALLS = `SELECT call.* FROM json_each(?) AS other CROSS JOIN call INDEXED BY call_record
  ON call.record_id = CAST(other.value AS INTEGER) AND call.ended_at_ms >= ?`;
const PUT_OFF = `UPDATE record SET due_at_ms = ?2 WHERE id IN (
  SELECT record.id FROM json_each(?1) AS other CROSS JOIN record ON record.id = CAST(other.value AS INTEGER)
  WHERE state = 'ready' AND queue <> 'callback' AND due_at_ms < ?2 LIMIT ?3)`;

export class NumberRows implements NumberWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async use({ recordId, charity, callsFromMs }: NumberQuestion): Promise<NumberUse | undefined> {
    const found = await this.#sql.all(OTHERS, recordId, charity);
    if (found.length === 0) return undefined;
    const others = [...new Set(found.map((row) => int(row, 'id')))];
    const promised = found.flatMap((row) => intOrNull(row, 'promised_at_ms') ?? []);
    return {
      others,
      isOnScreen: found.some((row) => flag(row, 'is_on_screen')),
      talkingUntilMs: found.reduce(
        (latest, row) => Math.max(latest, intOrNull(row, 'talking_until_ms') ?? 0),
        0,
      ),
      promisedAtMs: promised.length === 0 ? null : promised.reduce((a, b) => Math.min(a, b)),
      calls: callsInOrder(await this.#sql.all(CALLS, JSON.stringify(others), callsFromMs)),
    };
  }

  async putOff(
    records: readonly number[],
    { untilMs, limit }: Parameters<NumberWriter['putOff']>[1],
  ): Promise<void> {
    await this.#sql.run(PUT_OFF, JSON.stringify(records), untilMs, limit);
  }
}
