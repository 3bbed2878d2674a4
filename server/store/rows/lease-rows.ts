import assert from 'node:assert/strict';
import type { LeaseRow, TakeRequest } from '../../ports/rows/leases.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import { int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { recordOf } from './record-columns.ts';

/** The record's state follows its lease by triggers of the base (migrations/until-0.4.0/001-init-leases). */

/** The base writes beside it the versions and the edition in force (migrations/042-editions). */
export type NewLease = Omit<LeaseRow, 'scriptVersion' | 'aidsVersion' | 'edition'>;

export function leaseOf(row: Row): LeaseRow {
  return {
    recordId: int(row, 'record_id'),
    callId: text(row, 'call_id'),
    agent: text(row, 'agent'),
    campaign: text(row, 'campaign'),
    grantedAtMs: int(row, 'granted_at_ms'),
    expiresAtMs: int(row, 'expires_at_ms'),
    seenAtMs: int(row, 'seen_at_ms'),
    why: text(row, 'why'),
    theme: textOrNull(row, 'theme'),
    scriptVersion: textOrNull(row, 'script_version'),
    aidsVersion: textOrNull(row, 'aids_version'),
    edition: textOrNull(row, 'edition'),
  };
}

export async function leaseBy(
  sql: Sql,
  key: 'record_id' | 'call_id' | 'agent',
  value: string | number,
): Promise<LeaseRow | undefined> {
  const row = await sql.get(`SELECT * FROM lease WHERE ${key} = ?`, value);
  return row && leaseOf(row);
}

/** The campaign, which both have, is the same. */
const leasedBy = (key: 'record_id' | 'call_id') => `SELECT record.*, lease.* FROM lease
CROSS JOIN record ON record.id = lease.record_id WHERE lease.${key} = ?`;

/** A lease and its record, in one question. */
export async function leasedRecord(
  sql: Sql,
  key: 'record_id' | 'call_id',
  value: string | number,
): Promise<{ readonly lease: LeaseRow; readonly record: RecordRow } | undefined> {
  const row = await sql.get(leasedBy(key), value);
  return row && { lease: leaseOf(row), record: recordOf(row) };
}

export async function endedLeaseOf(sql: Sql, callId: string): Promise<LeaseRow | undefined> {
  const row = await sql.get('SELECT * FROM ended_lease WHERE call_id = ?', callId);
  return row && leaseOf(row);
}

/** The base refuses a record that is not ready, and a second card for the agent: both are bugs of the caller. */
export async function takeRecord(sql: Sql, request: TakeRequest): Promise<LeaseRow> {
  const { recordId, callId, agent, nowMs, leaseMs, why, theme } = request;
  const record = await sql.get('SELECT campaign FROM record WHERE id = ?', recordId);
  assert(record, 'a record to lease');
  return await addLease(sql, {
    recordId,
    callId,
    agent,
    campaign: text(record, 'campaign'),
    grantedAtMs: nowMs,
    expiresAtMs: nowMs + leaseMs,
    seenAtMs: nowMs,
    why,
    theme,
  });
}

async function addLease(sql: Sql, lease: NewLease): Promise<LeaseRow> {
  await sql.insert('lease', lease);
  const added = await leaseBy(sql, 'record_id', lease.recordId);
  assert(added, 'the lease just made');
  return added;
}

const TOUCH = 'UPDATE lease SET seen_at_ms = ?, expires_at_ms = ? WHERE call_id = ?';

/** False when the lease is no longer. */
export async function touchLease(
  sql: Sql,
  callId: string,
  at: { seenAtMs: number; expiresAtMs: number },
): Promise<boolean> {
  return (await sql.run(TOUCH, at.seenAtMs, at.expiresAtMs, callId)) === 1;
}

/** A second call, or one after the outcome, does nothing. */
export async function releaseLease(sql: Sql, callId: string): Promise<void> {
  await sql.run('DELETE FROM lease WHERE call_id = ?', callId);
}

export async function expiredLeases(sql: Sql, nowMs: number): Promise<readonly LeaseRow[]> {
  return (
    await sql.all('SELECT * FROM lease WHERE expires_at_ms <= ? ORDER BY expires_at_ms, record_id', nowMs)
  ).map(leaseOf);
}
