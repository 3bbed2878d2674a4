import type { RecordErasure } from '../../ports/rows/persons.ts';
import type { Sql } from '../sql.ts';

/** Rows that only say how to reach or find the person again: they go whole. */
const GONE = [
  'record_phone',
  'enrichment_line',
  'follow_up',
  'last_call',
  'reservation',
  'ended_lease',
  'profile_item',
  'waiting_act',
];

/**
 * Erases a person from one record (GDPR art. 17): sealed values are overwritten, look-ups and waiting e-mails end. What has no
 * person in it stays for the figures: state, disposition, amounts, segment. Their objection stays too: a file that comes
 * later must not bring them back. `secure_delete` zeroes the bytes freed; `compact` clears the log of the base.
 */
export async function eraseRecord(sql: Sql, erasure: RecordErasure): Promise<void> {
  const { recordId, campaign, requestId, atMs, sealed, version, donorBlind } = erasure;
  await sql.insert('erased_record', { recordId, campaign, requestId, atMs });
  await sql.update(
    'record',
    { id: recordId },
    { sealed, version, donorBlind, emailBlind: '', owner: null, hold: null, classes: '{}' },
  );
  for (const { callId, ...bytes } of erasure.calls) await sql.update('call', { call_id: callId }, bytes);
  for (const { callId, ...bytes } of erasure.signatures)
    await sql.update('mandate_signature', { call_id: callId }, bytes);
  for (const table of GONE) await sql.run(`DELETE FROM ${table} WHERE record_id = ?`, recordId);
  await sql.run(
    `UPDATE email SET state = 'cancelled', reply = 'erased' WHERE record_id = ? AND state IN ('to-send', 'uncertain')`,
    recordId,
  );
  // What was written of their calls: scores, kinds and measures have no person in them.
  await sql.run('UPDATE listening_note SET sealed = NULL WHERE record_id = ?', recordId);
  await sql.run(
    `UPDATE incident_entry SET sealed = NULL
    WHERE incident_id IN (SELECT id FROM incident WHERE record_id = ?)`,
    recordId,
  );
  await sql.run(
    `UPDATE person_request SET forget = 1, sealed = CASE WHEN delivery_id IS NULL THEN sealed END
    WHERE id IN (SELECT request_id FROM person_request_record WHERE record_id = ?)`,
    recordId,
  );
}
