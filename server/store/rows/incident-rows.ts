import type { IncidentEntryRow, IncidentRow, IncidentWriter } from '../../ports/rows/incidents.ts';
import { bytes, int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const OF = `SELECT * FROM incident WHERE campaign IN (SELECT value FROM json_each(?))
ORDER BY opened_at_ms DESC, id DESC`;
const ENTRIES = 'SELECT * FROM incident_entry WHERE incident_id = ? ORDER BY at_ms, rowid';

function incidentOf(row: Row): IncidentRow {
  return {
    id: int(row, 'id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    callId: textOrNull(row, 'call_id'),
    kind: text(row, 'kind'),
    origin: text(row, 'origin') as IncidentRow['origin'],
    openedAtMs: int(row, 'opened_at_ms'),
    openedBy: text(row, 'opened_by'),
    closedAtMs: intOrNull(row, 'closed_at_ms'),
    closedBy: textOrNull(row, 'closed_by'),
    measure: textOrNull(row, 'measure'),
  };
}

function entryOf(row: Row): IncidentEntryRow {
  return {
    id: text(row, 'id'),
    incidentId: int(row, 'incident_id'),
    campaign: text(row, 'campaign'),
    what: text(row, 'what') as IncidentEntryRow['what'],
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    sealed: row.sealed === null ? null : bytes(row, 'sealed'),
    sealVersion: int(row, 'seal_version'),
  };
}

export class IncidentRows implements IncidentWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: number) {
    const row = await this.#sql.get('SELECT * FROM incident WHERE id = ?', id);
    return row && incidentOf(row);
  }

  async openOfRecord(recordId: number) {
    const row = await this.#sql.get(
      'SELECT * FROM incident INDEXED BY incident_open WHERE record_id = ? AND closed_at_ms IS NULL',
      recordId,
    );
    return row && incidentOf(row);
  }

  async numbersOfRecord(recordId: number) {
    return (await this.#sql.all('SELECT id FROM incident WHERE record_id = ? ORDER BY id', recordId)).map(
      (row) => int(row, 'id'),
    );
  }

  async of(campaigns: readonly string[]) {
    return (await this.#sql.all(OF, JSON.stringify(campaigns))).map(incidentOf);
  }

  async entries(incidentId: number) {
    return (await this.#sql.all(ENTRIES, incidentId)).map(entryOf);
  }

  async open(row: Parameters<IncidentWriter['open']>[0]) {
    return await this.#sql.insert('incident', row);
  }

  async addEntry(row: IncidentEntryRow) {
    await this.#sql.insert('incident_entry', row);
  }

  async close(id: number, end: Parameters<IncidentWriter['close']>[1]) {
    await this.#sql.update('incident', { id }, end);
  }
}
