import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import {
  aroundSeq,
  canonicalDetail,
  GENESIS_HASH,
  isDetail,
  isReasonDigest,
  reasonDigest,
} from '../../domain/audit/audit-chain.ts';
import { isProductReason } from '../../domain/audit/product-reasons.ts';
import type { AuditEntry, AuditRow, AuditWriter } from '../../ports/rows/audit.ts';
import { int, type Row, text, textOrNull } from '../columns.ts';
import { CALL_ACTS } from '../migrations/026-audit-of-call.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';
import { SHUT } from '../typed-words.ts';

const json = jsonColumns('audit', 'seq');
/** Whole logs are walked: a schema of a record costs three times as much. */
const DETAIL = z.custom<AuditRow['detail']>(isDetail);

const REASON = { table: 'audit_reason', column: 'text' } as const;
/** Hexadecimal characters before the words: the key of their digest dies with them. */
const SALT_CHARS = 32;
const CHANGED = '[motif modifié après coup : il ne correspond plus au journal]';

/** Through an expression, so that a walk along the log opens no words that nobody reads. */
const PAGE = `SELECT audit.*, audit_reason.text || '' AS typed
FROM audit LEFT JOIN audit_reason USING (seq) WHERE seq >= ? ORDER BY seq LIMIT ?`;

/** The index covers these acts alone: every record that is opened has an entry too. */
const OF_CALL = `SELECT audit.*, audit_reason.text || '' AS typed
FROM audit INDEXED BY audit_of_call LEFT JOIN audit_reason USING (seq)
WHERE subject = ? AND action IN (${CALL_ACTS}) ORDER BY seq`;

/** The index holds few entries of an action that is of no campaign. */
const LAST_OF = `SELECT audit.*, audit_reason.text || '' AS typed
FROM audit INDEXED BY audit_campaign LEFT JOIN audit_reason USING (seq)
WHERE audit.campaign = '' AND action = ? AND subject = ? ORDER BY seq DESC LIMIT 1`;

/** A log whose end somebody cut leaves reasons of entries that are gone: the next of that number takes its place. */
const KEEP_REASON = 'INSERT OR REPLACE INTO audit_reason (seq, campaign, text) VALUES (?, ?, ?)';

/** The chain's end is read, and the next link made, by the one statement that adds it. */
const NEXT_SEQ = '(SELECT coalesce(max(seq), 0) + 1 FROM audit)';
const HEAD_HASH = `coalesce((SELECT hash FROM audit WHERE seq = (SELECT max(seq) FROM audit)), '${GENESIS_HASH}')`;
const APPEND = `INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash)
VALUES (${NEXT_SEQ}, ?, ?, ?, ?, ?, ?, ?, ${HEAD_HASH}, sha256_hex(${HEAD_HASH} || ? || ${NEXT_SEQ} || ?))
RETURNING seq, previous_hash, hash`;

/** Append-only: triggers of the base refuse every change, deletion and gap. */
export class AuditRows implements AuditWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async head() {
    const row = await this.#sql.get('SELECT seq, hash FROM audit WHERE seq = (SELECT max(seq) FROM audit)');
    return row ? { seq: int(row, 'seq'), hash: text(row, 'hash') } : { seq: 0, hash: GENESIS_HASH };
  }

  each(fromSeq = 1) {
    return this.#sql.pages<AuditRow>(async (last, limit) => {
      const from = last ? last.seq + 1 : fromSeq;
      return (await this.#sql.all(PAGE, from, limit)).map((row) => this.#auditOf(row));
    });
  }

  async page(fromSeq: number, limit: number) {
    return (await this.#sql.all(PAGE, fromSeq, limit)).map((row) => this.#auditOf(row));
  }

  async linkFrom(seq: number) {
    const row = await this.#sql.get(
      'SELECT previous_hash, hash FROM audit WHERE seq >= ? ORDER BY seq LIMIT 1',
      seq,
    );
    return row && { previousHash: text(row, 'previous_hash'), hash: text(row, 'hash') };
  }

  #auditOf(row: Row): AuditRow {
    const kept = textOrNull(row, 'typed');
    const covered = text(row, 'reason');
    const content = {
      seq: int(row, 'seq'),
      atMs: int(row, 'at_ms'),
      actor: text(row, 'actor'),
      action: text(row, 'action'),
      campaign: text(row, 'campaign'),
      subject: text(row, 'subject'),
      reason: covered,
      detail: json(row, 'detail', DETAIL),
      previousHash: text(row, 'previous_hash'),
      hash: text(row, 'hash'),
    };
    if (kept === null || !isReasonDigest(covered)) return content;
    let typed: string | undefined;
    const reason = () => {
      typed ??= this.#wordsOf(kept, covered);
      return typed;
    };
    return Object.defineProperty({ ...content, digest: covered }, 'reason', {
      get: reason,
      enumerable: true,
    });
  }

  #wordsOf(kept: string, digest: string): string {
    const opened = this.#sql.opened(REASON, kept);
    if (opened === SHUT) return SHUT;
    const [salt, words] = [opened.slice(0, SALT_CHARS), opened.slice(SALT_CHARS)];
    return reasonDigest(salt, words) === digest ? words : CHANGED;
  }

  async ofCampaign(campaign: string, action: string) {
    return await this.#sql.count(
      'SELECT count(*) AS n FROM audit WHERE campaign = ? AND action = ?',
      campaign,
      action,
    );
  }

  async lastOf(action: string, subject: string) {
    const row = await this.#sql.get(LAST_OF, action, subject);
    return row && this.#auditOf(row);
  }

  async ofCall(callId: string) {
    return (await this.#sql.all(OF_CALL, callId)).map((row) => this.#auditOf(row));
  }

  async append(entry: AuditEntry): Promise<AuditRow> {
    const { atMs, actor, action, campaign, subject, reason, detail } = entry;
    const salt = reason && !isProductReason(reason) ? randomBytes(SALT_CHARS / 2).toString('hex') : undefined;
    const digest = salt && reasonDigest(salt, reason);
    const { before, after } = aroundSeq({ ...entry, ...(digest && { digest }) });
    const covered = [atMs, actor, action, campaign, subject, digest ?? reason, canonicalDetail(detail)];
    const added = await this.#sql.runFor(APPEND, ...covered, before, after);
    const seq = int(added, 'seq');
    if (salt) await this.#keepReason({ seq, action, campaign }, { salt, reason });
    return {
      ...{ seq, ...entry, ...(digest && { digest }) },
      ...{ previousHash: text(added, 'previous_hash'), hash: text(added, 'hash') },
    };
  }

  async #keepReason(
    { seq, action, campaign }: Pick<AuditRow, 'seq' | 'action' | 'campaign'>,
    { salt, reason }: { readonly salt: string; readonly reason: string },
  ): Promise<void> {
    // Why a purge was done outlives it: the house keeps it, as its certificate does.
    const keeper = action.startsWith('purge.') ? '' : campaign;
    const sealed = await this.#sql.sealed(REASON, { campaign: keeper }, salt + reason);
    await this.#sql.run(KEEP_REASON, seq, keeper, sealed);
  }
}
