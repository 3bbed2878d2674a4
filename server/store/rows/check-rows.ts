import type { CheckRow, CheckState, CheckWriter } from '../../ports/rows/checks.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function checkOf(row: Row): CheckRow {
  return {
    callId: text(row, 'call_id'),
    rank: int(row, 'rank'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    state: text(row, 'state') as CheckState,
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    reason: text(row, 'reason'),
  };
}

const IN_FORCE = `NOT EXISTS (SELECT 1 FROM agreement_check AS later
  WHERE later.call_id = agreement_check.call_id AND later.rank > agreement_check.rank)
AND NOT EXISTS (SELECT 1 FROM undone_call WHERE undone_call.call_id = agreement_check.call_id)`;
const OF_CALL = 'SELECT * FROM agreement_check WHERE call_id = ? ORDER BY rank';
const LAST = 'SELECT * FROM agreement_check WHERE call_id = ? ORDER BY rank DESC LIMIT 1';
const IN_STATE = `SELECT agreement_check.* FROM agreement_check INDEXED BY agreement_check_state
WHERE campaign = ? AND state IN (SELECT value FROM json_each(?)) AND ${IN_FORCE} ORDER BY at_ms, call_id`;
const STATES = `SELECT call_id, state FROM agreement_check INDEXED BY agreement_check_state
WHERE campaign = ? AND ${IN_FORCE}`;

export class CheckRows implements CheckWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCall(callId: string) {
    return (await this.#sql.all(OF_CALL, callId)).map(checkOf);
  }

  async lastOf(callId: string) {
    const row = await this.#sql.get(LAST, callId);
    return row && checkOf(row);
  }

  async inForce(campaign: string, states: readonly CheckState[]) {
    return (await this.#sql.all(IN_STATE, campaign, JSON.stringify(states))).map(checkOf);
  }

  async states(campaign: string) {
    return new Map(
      (await this.#sql.all(STATES, campaign)).map((row): [string, CheckState] => [
        text(row, 'call_id'),
        text(row, 'state') as CheckState,
      ]),
    );
  }

  async open(row: Omit<CheckRow, 'rank'>) {
    await this.#sql.insert('agreement_check', { ...row, rank: 1 });
  }

  async add(row: Omit<CheckRow, 'rank'>) {
    const added = { ...row, rank: ((await this.lastOf(row.callId))?.rank ?? 0) + 1 };
    await this.#sql.insert('agreement_check', added);
    return added;
  }
}
