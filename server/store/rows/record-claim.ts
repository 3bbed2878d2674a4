import assert from 'node:assert/strict';
import type { ClaimRequest, LeaseRow, QueueLook } from '../../ports/rows/leases.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import { flag, int } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { leasedRecord, type NewLease } from './lease-rows.ts';

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
 * The first record of one look in each of its areas: one seek an area, in the index made for that shape (INDEXED BY refuses to
 * fall back on a scan). Which of them comes first is for the caller: sorting here would build a table.
 */
export function lookSql(look: QueueLook, spare: Spare = 'any'): string {
  const part = look.nextPart ? ' AND next_part = ?' : '';
  // Said twice: `priority > 0` is what the partial index is made of.
  const priority = look.priority === undefined ? '' : ' AND priority > 0 AND priority = ?';
  const reserved = sparesReserved(look, spare) ? NOT_RESERVED : '';
  return `SELECT record.id, record.due_at_ms FROM json_each(?) CROSS JOIN record ON record.id = (
  SELECT id FROM record INDEXED BY ${indexOf(look)}
  WHERE state = 'ready' AND hold IS NULL AND campaign = ? AND queue = ? AND area = json_each.value${OWNER[look.owner]}${part}${priority} AND due_at_ms <= ?${reserved}
  ORDER BY due_at_ms, id LIMIT 1)`;
}

/**
 * Whether the agent owns anything that is due, and whether any appointment is, in the places given: most looks are for one of
 * them, and find nothing most of the time.
 */
const DUE = `SELECT EXISTS (SELECT 1 FROM record INDEXED BY record_owner WHERE owner = ?1
    AND queue IN ('callback', 'new', 'retry') AND due_at_ms <= ?2 AND state = 'ready' AND hold IS NULL) AS own,
  EXISTS (SELECT 1 FROM json_each(?3) CROSS JOIN record INDEXED BY look_any ON state = 'ready' AND hold IS NULL
    AND campaign = json_each.value ->> 0 AND queue = 'callback' AND area = json_each.value ->> 1
    AND due_at_ms <= ?2) AS callback`;

export interface FindRequest {
  readonly agent: string;
  readonly looks: readonly QueueLook[];
  readonly nowMs: number;
}

async function firstOfLook(
  sql: Sql,
  look: QueueLook,
  { agent, nowMs, spare }: FindRequest & { spare: Spare },
): Promise<number | undefined> {
  const source = lookSql(look, spare);
  const reserved = sparesReserved(look, spare) ? [agent, nowMs] : [];
  const owner = look.owner === 'mine' ? [agent] : [];
  const part = look.nextPart ? [look.nextPart] : [];
  const priority = look.priority === undefined ? [] : [look.priority];
  const values = [...owner, ...part, ...priority, look.dueAtMs, ...reserved];
  let first: { id: number; dueAtMs: number } | undefined;
  for (const row of await sql.all(source, JSON.stringify(look.areas), look.campaign, look.queue, ...values)) {
    const found = { id: int(row, 'id'), dueAtMs: int(row, 'due_at_ms') };
    const isSooner =
      !first || found.dueAtMs < first.dueAtMs || (found.dueAtMs === first.dueAtMs && found.id < first.id);
    if (isSooner) first = found;
  }
  return first?.id;
}

/** The looks without those that cannot find anything now. */
async function worthLooking(sql: Sql, { agent, looks }: FindRequest): Promise<readonly QueueLook[]> {
  const callbacks = looks.filter((look) => look.queue === 'callback');
  if (callbacks.length === 0 && looks.every((look) => look.owner !== 'mine')) return looks;
  const places = callbacks.flatMap(({ campaign, areas }) => areas.map((area) => [campaign, area]));
  const latestMs = Math.max(...looks.map((look) => look.dueAtMs));
  const due = (await sql.get(DUE, agent, latestMs, JSON.stringify(places))) ?? {};
  const isOwner = flag(due, 'own');
  const isPromised = flag(due, 'callback');
  return looks.filter(
    ({ owner, queue }) => (owner !== 'mine' || isOwner) && (queue !== 'callback' || isPromised),
  );
}

/** The first record that the looks find, in their order, oldest due first within one. */
export async function findRecord(
  sql: Sql,
  request: FindRequest,
  spare: Spare,
): Promise<{ readonly recordId: number; readonly look: QueueLook } | undefined> {
  for (const look of await worthLooking(sql, request)) {
    const recordId = await firstOfLook(sql, look, { ...request, spare });
    if (recordId !== undefined) return { recordId, look };
  }
  return undefined;
}

/**
 * Takes the first record that the looks find. Cost: one statement a look, whatever the depth of the queue. One that is
 * reserved for another agent's next call is left to them while there is any other: an agent who waits goes before one who
 * is still talking. An agent who holds a lease already is a bug of the caller (unique key).
 */
export async function claimRecord(
  sql: Sql,
  request: ClaimRequest,
): Promise<{ readonly record: RecordRow; readonly lease: LeaseRow } | undefined> {
  const found = (await findRecord(sql, request, 'not-reserved')) ?? (await findRecord(sql, request, 'any'));
  if (!found) return undefined;
  await sql.insert('lease', await leaseFor(request, found.recordId, found.look));
  const leased = await leasedRecord(sql, 'record_id', found.recordId);
  assert(leased, 'the record just leased');
  return leased;
}

async function leaseFor(request: ClaimRequest, recordId: number, look: QueueLook): Promise<NewLease> {
  return {
    recordId,
    callId: request.callId,
    agent: request.agent,
    campaign: look.campaign,
    grantedAtMs: request.nowMs,
    expiresAtMs: request.nowMs + request.leaseMs(look.campaign),
    seenAtMs: request.nowMs,
    why: look.why,
    theme: (await request.themeOf?.(look.campaign, recordId)) ?? null,
  };
}
