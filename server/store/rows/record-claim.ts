import assert from 'node:assert/strict';
import type { ClaimRequest, LeaseRow, QueueLook, RecordRow } from '../../ports/rows/records.ts';
import { int } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { addLease } from './lease-rows.ts';
import { recordOf } from './record-columns.ts';

/** Whose records a look may take, in SQL: `IS NULL` is a seek like `= ?`. */
const OWNER = { mine: ' AND owner = ?', shared: ' AND owner IS NULL', anyone: '' } as const;

function indexOf(look: QueueLook): string {
  if (look.priority !== undefined) return look.nextPart ? 'look_priority_part' : 'look_priority';
  if (look.owner === 'anyone') return look.nextPart ? 'look_part' : 'look_any';
  return look.nextPart ? 'look_owner_part' : 'look_owner';
}

/** `not-reserved`: not one that is reserved for somebody else's next call; `any`: whether it is or not. */
export type Spare = 'not-reserved' | 'any';

/** What is pinned to the agent is theirs, whoever reserved it. */
const NOT_RESERVED = ` AND NOT EXISTS
  (SELECT 1 FROM reservation WHERE record_id = record.id AND agent <> ? AND until_ms > ?)`;

function sparesReserved(look: QueueLook, spare: Spare): boolean {
  return spare === 'not-reserved' && look.owner !== 'mine';
}

/**
 * The first record of one look in one area: one seek in the index made for that shape (INDEXED BY refuses to fall back
 * on a scan).
 */
function lookSql(look: QueueLook, spare: Spare = 'any'): string {
  const part = look.nextPart ? ' AND next_part = ?' : '';
  // Said twice: `priority > 0` is what the partial index is made of.
  const priority = look.priority === undefined ? '' : ' AND priority > 0 AND priority = ?';
  const reserved = sparesReserved(look, spare) ? NOT_RESERVED : '';
  return `SELECT id, due_at_ms FROM record INDEXED BY ${indexOf(look)}
WHERE state = 'ready' AND hold IS NULL AND campaign = ? AND queue = ? AND area = ?${OWNER[look.owner]}${part}${priority} AND due_at_ms <= ?${reserved}
ORDER BY due_at_ms, id LIMIT 1`;
}

export interface FindRequest {
  readonly agent: string;
  readonly looks: readonly QueueLook[];
  readonly nowMs: number;
}

function firstOfLook(
  sql: Sql,
  look: QueueLook,
  { agent, nowMs, spare }: FindRequest & { spare: Spare },
): number | undefined {
  const source = lookSql(look, spare);
  const reserved = sparesReserved(look, spare) ? [agent, nowMs] : [];
  const owner = look.owner === 'mine' ? [agent] : [];
  const part = look.nextPart ? [look.nextPart] : [];
  const priority = look.priority === undefined ? [] : [look.priority];
  let first: { id: number; dueAtMs: number } | undefined;
  for (const area of look.areas) {
    const row = sql.get(
      source,
      look.campaign,
      look.queue,
      area,
      ...owner,
      ...part,
      ...priority,
      look.dueAtMs,
      ...reserved,
    );
    if (!row) continue;
    const found = { id: int(row, 'id'), dueAtMs: int(row, 'due_at_ms') };
    const isSooner =
      !first || found.dueAtMs < first.dueAtMs || (found.dueAtMs === first.dueAtMs && found.id < first.id);
    if (isSooner) first = found;
  }
  return first?.id;
}

/** The first record that the looks find, in their order, oldest due first within one. */
export function findRecord(
  sql: Sql,
  request: FindRequest,
  spare: Spare,
): { readonly recordId: number; readonly look: QueueLook } | undefined {
  for (const look of request.looks) {
    const recordId = firstOfLook(sql, look, { ...request, spare });
    if (recordId !== undefined) return { recordId, look };
  }
  return undefined;
}

/**
 * Takes the first record that the looks find. Cost: looks × areas index seeks, whatever the depth of the queue. One that is
 * reserved for another agent's next call is left to them while there is any other: an agent who waits goes before one who
 * is still talking. An agent who holds a lease already is a bug of the caller (unique key).
 */
export function claimRecord(
  sql: Sql,
  request: ClaimRequest,
): { readonly record: RecordRow; readonly lease: LeaseRow } | undefined {
  const found = findRecord(sql, request, 'not-reserved') ?? findRecord(sql, request, 'any');
  if (!found) return undefined;
  const lease = addLease(sql, leaseFor(request, found.recordId, found.look));
  const row = sql.get('SELECT * FROM record WHERE id = ?', found.recordId);
  assert(row, 'the record just leased');
  return { record: recordOf(row), lease };
}

function leaseFor(request: ClaimRequest, recordId: number, look: QueueLook): Parameters<typeof addLease>[1] {
  return {
    recordId,
    callId: request.callId,
    agent: request.agent,
    campaign: look.campaign,
    grantedAtMs: request.nowMs,
    expiresAtMs: request.nowMs + request.leaseMs,
    seenAtMs: request.nowMs,
    why: look.why,
    theme: request.themeOf?.(look.campaign, recordId) ?? null,
  };
}
