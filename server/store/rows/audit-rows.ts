import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import {
  canonicalDetail,
  chainHash,
  GENESIS_HASH,
  isDetail,
  reasonDigest,
} from '../../domain/audit/audit-chain.ts';
import type { AuditEntry, AuditRow, AuditWriter } from '../../ports/rows/audit.ts';
import { int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';

const json = jsonColumns('audit', 'seq');
/** Whole logs are walked: a schema of a record costs three times as much. */
const DETAIL = z.custom<AuditRow['detail']>(isDetail);

function auditOf(row: Row): AuditRow {
  return {
    seq: int(row, 'seq'),
    atMs: int(row, 'at_ms'),
    actor: text(row, 'actor'),
    action: text(row, 'action'),
    campaign: text(row, 'campaign'),
    subject: text(row, 'subject'),
    ...reasonOf(row),
    detail: json(row, 'detail', DETAIL),
    previousHash: text(row, 'previous_hash'),
    hash: text(row, 'hash'),
  };
}

function reasonOf(row: Row): Pick<AuditRow, 'reason' | 'apart'> {
  const typed = textOrNull(row, 'typed');
  if (typed === null) return { reason: text(row, 'reason') };
  return { reason: typed, apart: { salt: text(row, 'salt'), digest: text(row, 'reason') } };
}

const PAGE = `SELECT audit.*, audit_reason.text AS typed, audit_reason.salt
FROM audit LEFT JOIN audit_reason USING (seq) WHERE seq >= ? ORDER BY seq LIMIT ?`;

/** A log whose end somebody cut leaves reasons of entries that are gone: the next of that number takes its place. */
const KEEP_REASON = 'INSERT OR REPLACE INTO audit_reason (seq, campaign, salt, text) VALUES (?, ?, ?, ?)';

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
      return this.#sql.all(PAGE, from, limit).map(auditOf);
    });
  }

  page(fromSeq: number, limit: number) {
    return this.#sql.all(PAGE, fromSeq, limit).map(auditOf);
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
    const salt = randomBytes(16).toString('hex');
    // Without a campaign there is nothing to die with: what is typed is about the house.
    const apart = campaign && reason ? { salt, digest: reasonDigest(salt, reason) } : undefined;
    const seq = head.seq + 1;
    const content = { seq, atMs, actor, action, campaign, subject, reason, detail, ...(apart && { apart }) };
    const row = { ...content, previousHash: head.hash, hash: chainHash(head.hash, content) };
    const { apart: _, ...columns } = row;
    this.#sql.insert('audit', {
      ...columns,
      reason: apart?.digest ?? reason,
      detail: canonicalDetail(detail),
    });
    if (apart) this.#sql.run(KEEP_REASON, seq, campaign, salt, reason);
    return row;
  }
}
