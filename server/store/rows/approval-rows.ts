import type { ApprovedAction } from '../../domain/access/four-eyes.ts';
import type { ApprovalRow, ApprovalWriter } from '../../ports/rows/approvals.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

const NEWEST = `SELECT * FROM approval WHERE asked_by = ? AND action = ? AND parameters = ?
ORDER BY number DESC LIMIT 1`;

function approvalOf(row: Row): ApprovalRow {
  return {
    id: text(row, 'id'),
    action: text(row, 'action') as ApprovedAction,
    campaign: text(row, 'campaign'),
    parameters: text(row, 'parameters'),
    askedBy: text(row, 'asked_by'),
    askedAtMs: int(row, 'asked_at_ms'),
    reason: text(row, 'reason'),
    expiresAtMs: int(row, 'expires_at_ms'),
    state: text(row, 'state') as ApprovalRow['state'],
    decidedBy: textOrNull(row, 'decided_by'),
    decidedAtMs: intOrNull(row, 'decided_at_ms'),
    decision: text(row, 'decision'),
    usedAtMs: intOrNull(row, 'used_at_ms'),
  };
}

export class ApprovalRows implements ApprovalWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM approval WHERE id = ?', id);
    return row && approvalOf(row);
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM approval ORDER BY number DESC')).map(approvalOf);
  }

  async newest({ askedBy, action, parameters }: Parameters<ApprovalWriter['newest']>[0]) {
    const row = await this.#sql.get(NEWEST, askedBy, action, parameters);
    return row && approvalOf(row);
  }

  async add(row: ApprovalRow) {
    await this.#sql.insert('approval', row);
  }

  async update(id: string, change: Parameters<ApprovalWriter['update']>[1]) {
    await this.#sql.update('approval', { id }, change);
  }
}
