import type { Period } from '../../../shared/time.ts';
import type { AgentCount, CallRow, CallWriter } from '../../ports/rows/calls.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';
import { callColumns, callOf, callsInOrder } from './call-columns.ts';
import { agentCalls, callSums } from './call-sums.ts';
import { STANDING } from './undo-rows.ts';

export const OF_RECORD = `SELECT * FROM call WHERE record_id = ? AND ${STANDING} ORDER BY ended_at_ms, call_id`;
/** One seek a record; the caller's few are sorted outside. */
export const OF_RECORDS = `SELECT call.* FROM json_each(?) CROSS JOIN call INDEXED BY call_record
ON call.record_id = CAST(json_each.value AS INTEGER) AND ${STANDING}`;
/** `~` sorts after every sign of a number. */
const BEGINNING =
  'SELECT call_id, campaign FROM call WHERE call_id >= ? AND call_id < ? ORDER BY call_id LIMIT ?';
const LATEST = `SELECT * FROM call INDEXED BY call_agent
WHERE agent = ? AND ended_at_ms >= ? AND ${STANDING} ORDER BY ended_at_ms DESC, call_id LIMIT ?`;
const ENDED = `SELECT * FROM call INDEXED BY call_campaign
WHERE campaign = ? AND ended_at_ms >= ? AND ended_at_ms < ? AND disposition IN (SELECT value FROM json_each(?))
AND ${STANDING} ORDER BY ended_at_ms, call_id`;
const UNSENT = `SELECT * FROM call INDEXED BY call_campaign
WHERE campaign = ? AND ended_at_ms < ? AND disposition IN (SELECT value FROM json_each(?))
AND NOT EXISTS (SELECT 1 FROM delivered_line WHERE delivered_line.call_id = call.call_id AND line = ?)
AND ${STANDING} ORDER BY ended_at_ms, call_id`;
const PAGE = `SELECT * FROM call INDEXED BY call_campaign_record
WHERE campaign = ? AND (record_id, ended_at_ms, call_id) > (?, ?, ?) AND ${STANDING}
ORDER BY record_id, ended_at_ms, call_id LIMIT ?`;
const RECORDS_WITH = `SELECT count(DISTINCT record_id) AS n FROM call INDEXED BY call_campaign_record
WHERE campaign = ? AND disposition IN (SELECT value FROM json_each(?)) AND ${STANDING}`;

/** The first ones found: an agent of many calls costs no more than a new one. */
const COUNT_OF_AGENT = `SELECT count(*) AS n FROM (SELECT 1 FROM call INDEXED BY call_agent
WHERE agent = ? AND ended_at_ms < ? AND disposition IN (SELECT value FROM json_each(?)) AND ${STANDING} LIMIT ?) AS found`;

export class CallRows implements CallWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(callId: string) {
    const row = await this.#sql.get('SELECT * FROM call WHERE call_id = ?', callId);
    return row && callOf(row);
  }

  async beginningWith(start: string, limit: number) {
    const rows = await this.#sql.all(BEGINNING, start, `${start}~`, limit);
    return rows.map((row) => ({ callId: String(row.call_id), campaign: String(row.campaign) }));
  }

  async ofRecord(recordId: number) {
    return (await this.#sql.all(OF_RECORD, recordId)).map(callOf);
  }

  async ofRecords(recordIds: readonly number[]) {
    return callsInOrder(await this.#sql.all(OF_RECORDS, JSON.stringify(recordIds)));
  }

  async latestOf(agent: string, fromMs: number, limit: number) {
    return (await this.#sql.all(LATEST, agent, fromMs, limit)).map(callOf);
  }

  async ended(campaign: string, { fromMs, toMs }: Period, codes: readonly string[]) {
    return (await this.#sql.all(ENDED, campaign, fromMs, toMs, JSON.stringify(codes))).map(callOf);
  }

  async unsent(campaign: string, beforeMs: number, { codes, line }: Parameters<CallWriter['unsent']>[2]) {
    return (await this.#sql.all(UNSENT, campaign, beforeMs, JSON.stringify(codes), line)).map(callOf);
  }

  each(campaign: string) {
    return this.#sql.pages<CallRow>(async (last, limit) => {
      const after = last ? ([last.recordId, last.endedAtMs, last.callId] as const) : ([-1, 0, ''] as const);
      return (await this.#sql.all(PAGE, campaign, ...after, limit)).map(callOf);
    });
  }

  async recordsWith(campaign: string, codes: readonly string[]) {
    return await this.#sql.count(RECORDS_WITH, campaign, JSON.stringify(codes));
  }

  async sums(campaign: string, period: Period) {
    return await callSums(this.#sql, campaign, period);
  }

  async ofAgent(agent: string, period: Period) {
    return await agentCalls(this.#sql, agent, period);
  }

  async countOfAgent({ agent, beforeMs, codes, most }: AgentCount) {
    return await this.#sql.count(COUNT_OF_AGENT, agent, beforeMs, JSON.stringify(codes), most);
  }

  /** AppError `call-already-recorded`: the outcome of a callId is written once. */
  async insert(row: CallRow) {
    const recorded = {
      code: 'call-already-recorded',
      message: 'Cet appel est déjà enregistré.',
      hint: 'Demandez la fiche suivante ; une correction est un nouvel appel.',
    };
    await refuseDuplicate(recorded, () => this.#sql.insert('call', callColumns(row)));
  }
}
