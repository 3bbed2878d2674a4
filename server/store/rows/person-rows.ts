import type {
  AskingCall,
  PersonRequestKind,
  PersonRequestRow,
  PersonRequestState,
  PersonWriter,
  RecordErasure,
  WaitingActRow,
} from '../../ports/rows/persons.ts';
import { bytes, flag, int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { eraseRecord } from './person-erasure.ts';
import { refuseBehind } from './refuse-behind.ts';
import { STANDING } from './undo-rows.ts';

const ASKING = `SELECT call_id, campaign, record_id, ended_at_ms FROM call
WHERE disposition IN (SELECT value FROM json_each(?)) AND ${STANDING}
  AND NOT EXISTS (SELECT 1 FROM person_request WHERE person_request.call_id = call.call_id)
  AND EXISTS (SELECT 1 FROM campaign WHERE campaign.code = call.campaign AND campaign.state IN ('open', 'closed'))
ORDER BY ended_at_ms, call_id`;
const OF_RECORD = `SELECT person_request.* FROM person_request_record
CROSS JOIN person_request ON person_request.id = person_request_record.request_id
WHERE person_request_record.record_id = ? ORDER BY received_at_ms, id`;
const UNTOLD = `SELECT * FROM person_request WHERE campaign = ? AND delivery_id IS NULL AND opened_at_ms < ?
ORDER BY received_at_ms, id`;
const TELL = `UPDATE person_request SET delivery_id = ?, sealed = CASE WHEN forget = 0 THEN sealed END WHERE id = ?`;

function requestOf(row: Row): PersonRequestRow {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    campaign: text(row, 'campaign'),
    kind: text(row, 'kind') as PersonRequestKind,
    state: text(row, 'state') as PersonRequestState,
    receivedAtMs: int(row, 'received_at_ms'),
    openedAtMs: int(row, 'opened_at_ms'),
    author: text(row, 'author'),
    reason: text(row, 'reason'),
    pledgeId: textOrNull(row, 'pledge_id'),
    callId: textOrNull(row, 'call_id'),
    endedAtMs: intOrNull(row, 'ended_at_ms'),
    endedBy: textOrNull(row, 'ended_by'),
    outcome: text(row, 'outcome'),
    deliveryId: textOrNull(row, 'delivery_id'),
    forget: flag(row, 'forget'),
    sealed: row.sealed === null ? null : bytes(row, 'sealed'),
    sealVersion: int(row, 'seal_version'),
  };
}

function waitingOf(row: Row): WaitingActRow {
  return {
    recordId: int(row, 'record_id'),
    kind: text(row, 'kind') as WaitingActRow['kind'],
    campaign: text(row, 'campaign'),
    requestId: textOrNull(row, 'request_id'),
    actor: text(row, 'actor'),
    atMs: int(row, 'at_ms'),
  };
}

function askingOf(row: Row): AskingCall {
  return {
    callId: text(row, 'call_id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    endedAtMs: int(row, 'ended_at_ms'),
  };
}

export class PersonRows implements PersonWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM person_request WHERE id = ?', id);
    return row && requestOf(row);
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM person_request ORDER BY received_at_ms, id')).map(requestOf);
  }

  async recordsOf(id: string) {
    return (
      await this.#sql.all(
        'SELECT record_id FROM person_request_record WHERE request_id = ? ORDER BY record_id',
        id,
      )
    ).map((row) => int(row, 'record_id'));
  }

  async ofRecord(recordId: number) {
    return (await this.#sql.all(OF_RECORD, recordId)).map(requestOf);
  }

  async ofPledge(pledgeId: string) {
    const all = 'SELECT * FROM person_request WHERE pledge_id = ? ORDER BY received_at_ms, id';
    return (await this.#sql.all(all, pledgeId)).map(requestOf);
  }

  async untold(campaign: string, beforeMs: number) {
    return (await this.#sql.all(UNTOLD, campaign, beforeMs)).map(requestOf);
  }

  async asking(codes: readonly string[]) {
    return (await this.#sql.all(ASKING, JSON.stringify(codes))).map(askingOf);
  }

  async isErased(recordId: number) {
    return (await this.#sql.get('SELECT 1 FROM erased_record WHERE record_id = ?', recordId)) !== undefined;
  }

  async callsOf(recordId: number) {
    return (
      await this.#sql.all(
        'SELECT call_id FROM call WHERE record_id = ? ORDER BY ended_at_ms, call_id',
        recordId,
      )
    ).map((row) => text(row, 'call_id'));
  }

  async waitingActs() {
    return (await this.#sql.all('SELECT * FROM waiting_act ORDER BY at_ms, record_id')).map(waitingOf);
  }

  async waitingActsOf(recordId: number) {
    const someWait = await this.#sql.kept(
      'whether acts wait',
      async () => (await this.#sql.get('SELECT 1 FROM waiting_act LIMIT 1')) !== undefined,
    );
    if (!someWait) return [];
    return (await this.#sql.all('SELECT * FROM waiting_act WHERE record_id = ? ORDER BY kind', recordId)).map(
      waitingOf,
    );
  }

  async add(
    row: PersonRequestRow,
    records: readonly { readonly recordId: number; readonly campaign: string }[],
  ) {
    await this.#sql.insert('person_request', row);
    for (const { recordId, campaign } of records)
      await this.#sql.insert('person_request_record', { requestId: row.id, recordId, campaign });
  }

  async update(id: string, change: Parameters<PersonWriter['update']>[1]) {
    await this.#sql.update('person_request', { id }, change);
  }

  async markTold(ids: readonly string[], deliveryId: string) {
    for (const id of ids) await this.#sql.run(TELL, deliveryId, id);
  }

  async addWaitingAct(act: WaitingActRow) {
    const { recordId, kind } = act;
    const known = (await this.waitingActsOf(recordId)).some((one) => one.kind === kind);
    if (!known) await this.#sql.insert('waiting_act', act);
    return !known;
  }

  async endWaitingAct({ recordId, kind }: Pick<WaitingActRow, 'recordId' | 'kind'>) {
    await this.#sql.run('DELETE FROM waiting_act WHERE record_id = ? AND kind = ?', recordId, kind);
  }

  async eraseRecord(erasure: RecordErasure) {
    await refuseBehind(this.#sql);
    await eraseRecord(this.#sql, erasure);
  }
}
