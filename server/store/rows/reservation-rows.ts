import assert from 'node:assert/strict';
import type { ReservationRow, ReserveRequest } from '../../ports/rows/leases.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import { int, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { findRecord } from './record-claim.ts';
import { recordOf } from './record-columns.ts';

/** What changes the record ends its reservation, by a trigger of the base (migrations/until-0.4.0/007-reservations). */

const REPLACE = 'DELETE FROM reservation WHERE agent = ? OR record_id = ?';

/** The first record that the looks find and nobody else has reserved; it takes the place of the agent's former one. */
export async function reserve(sql: Sql, request: ReserveRequest): Promise<RecordRow | undefined> {
  const { agent, untilMs } = request;
  const found = await findRecord(sql, request, 'not-reserved');
  await endReservation(sql, agent);
  if (!found) return undefined;
  // Somebody's, whose time has run out.
  await sql.run(REPLACE, agent, found.recordId);
  await sql.insert('reservation', {
    recordId: found.recordId,
    agent,
    campaign: found.look.campaign,
    untilMs,
  });
  const row = await sql.get('SELECT * FROM record WHERE id = ?', found.recordId);
  assert(row, 'the record just reserved');
  return recordOf(row);
}

/** Twice, or without one, does nothing. */
export async function endReservation(sql: Sql, agent: string): Promise<void> {
  await sql.run('DELETE FROM reservation WHERE agent = ?', agent);
}

export async function reservationOf(sql: Sql, agent: string): Promise<ReservationRow | undefined> {
  const row = await sql.get('SELECT * FROM reservation WHERE agent = ?', agent);
  return (
    row && {
      recordId: int(row, 'record_id'),
      agent: text(row, 'agent'),
      campaign: text(row, 'campaign'),
      untilMs: int(row, 'until_ms'),
    }
  );
}
