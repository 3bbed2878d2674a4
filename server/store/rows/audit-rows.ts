import { canonicalDetail, chainHash, GENESIS_HASH } from '../../domain/audit/audit-chain.ts';
import type { AuditEntry, AuditRow, AuditWriter } from '../../ports/rows/audit.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function auditOf(row: Row): AuditRow {
  return {
    seq: int(row, 'seq'),
    atMs: int(row, 'at_ms'),
    actor: text(row, 'actor'),
    action: text(row, 'action'),
    campaign: text(row, 'campaign'),
    subject: text(row, 'subject'),
    reason: text(row, 'reason'),
    detail: JSON.parse(text(row, 'detail')),
    previousHash: text(row, 'previous_hash'),
    hash: text(row, 'hash'),
  };
}

/** Append-only: triggers of the base refuse every change, deletion and gap. */
export class AuditRows implements AuditWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  head() {
    const row = this.#sql.get('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
    return row ? { seq: int(row, 'seq'), hash: text(row, 'hash') } : { seq: 0, hash: GENESIS_HASH };
  }

  each(fromSeq = 1) {
    return this.#sql.pages<AuditRow>((last, limit) => {
      const from = last ? last.seq + 1 : fromSeq;
      return this.#sql
        .all('SELECT * FROM audit WHERE seq >= ? ORDER BY seq LIMIT ?', from, limit)
        .map(auditOf);
    });
  }

  page(fromSeq: number, limit: number) {
    return this.#sql
      .all('SELECT * FROM audit WHERE seq >= ? ORDER BY seq LIMIT ?', fromSeq, limit)
      .map(auditOf);
  }

  ofCampaign(campaign: string, action: string) {
    return this.#sql.count(
      'SELECT count(*) AS n FROM audit WHERE campaign = ? AND action = ?',
      campaign,
      action,
    );
  }

  append(entry: AuditEntry): AuditRow {
    const { atMs, actor, action, campaign, subject, reason, detail } = entry;
    const head = this.head();
    const content = { seq: head.seq + 1, atMs, actor, action, campaign, subject, reason, detail };
    const row = { ...content, previousHash: head.hash, hash: chainHash(head.hash, content) };
    this.#sql.insert('audit', { ...row, detail: canonicalDetail(detail) });
    return row;
  }
}
