import assert from 'node:assert/strict';
import type { ClaimRequest, LeaseRow, QueueLook, RecordRow } from '../ports/rows/records.ts';
import { int } from './columns.ts';
import { recordOf } from './record-columns.ts';
import type { Sql } from './sql.ts';

/** Whose records a look may take, in SQL: `IS NULL` is a seek like `= ?`. */
const OWNER = { mine: ' AND owner = ?', shared: ' AND owner IS NULL', anyone: '' } as const;

function indexOf(look: QueueLook): string {
  if (look.owner === 'anyone') return look.nextPart ? 'look_part' : 'look_any';
  return look.nextPart ? 'look_owner_part' : 'look_owner';
}

/** The first record of one look in one area: one seek in the index made for that shape (INDEXED BY refuses to fall back on a scan). */
export function lookSql(look: QueueLook): string {
  const part = look.nextPart ? ' AND next_part = ?' : '';
  return `SELECT id, due_at_ms FROM record INDEXED BY ${indexOf(look)}
WHERE state = 'ready' AND hold IS NULL AND campaign = ? AND queue = ? AND area = ?${OWNER[look.owner]}${part} AND due_at_ms <= ?
ORDER BY due_at_ms, id LIMIT 1`;
}

function firstOfLook(sql: Sql, look: QueueLook, agent: string): number | undefined {
  const source = lookSql(look);
  const owner = look.owner === 'mine' ? [agent] : [];
  const part = look.nextPart ? [look.nextPart] : [];
  let first: { id: number; dueAtMs: number } | undefined;
  for (const area of look.areas) {
    const row = sql.get(source, look.campaign, look.queue, area, ...owner, ...part, look.dueAtMs);
    if (!row) continue;
    const found = { id: int(row, 'id'), dueAtMs: int(row, 'due_at_ms') };
    const isSooner =
      !first || found.dueAtMs < first.dueAtMs || (found.dueAtMs === first.dueAtMs && found.id < first.id);
    if (isSooner) first = found;
  }
  return first?.id;
}

/**
 * Takes the first record that the looks find, in their order, oldest due first within one. Cost: looks × areas index
 * seeks, whatever the depth of the queue. An agent who holds a lease already is a bug of the caller (unique key).
 */
export function claimRecord(
  sql: Sql,
  request: ClaimRequest,
): { readonly record: RecordRow; readonly lease: LeaseRow } | undefined {
  for (const look of request.looks) {
    const recordId = firstOfLook(sql, look, request.agent);
    if (recordId === undefined) continue;
    const lease = leaseFor(request, recordId, look);
    sql.insert('lease', lease);
    const row = sql.get('SELECT * FROM record WHERE id = ?', recordId);
    assert(row, 'the record just leased');
    return { record: recordOf(row), lease };
  }
  return undefined;
}

function leaseFor(request: ClaimRequest, recordId: number, look: QueueLook): LeaseRow {
  return {
    recordId,
    callId: request.callId,
    agent: request.agent,
    campaign: look.campaign,
    grantedAtMs: request.nowMs,
    expiresAtMs: request.nowMs + request.leaseMs,
    seenAtMs: request.nowMs,
    why: look.why,
    theme: request.themes?.get(look.campaign) ?? null,
  };
}
