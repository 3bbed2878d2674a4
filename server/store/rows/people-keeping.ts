import type { ParticipantStatus } from '../../../shared/people/people-words.ts';
import type { KeptParticipant } from '../../domain/people/retention-plan.ts';
import { int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

/**
 * Every event of ours that somebody took part in, of that directory. Whoever is an account of the house works here and is not
 * among them.
 */
const KEPT = `
WITH own AS (SELECT * FROM participant WHERE charity = ?1 AND account IS NULL),
contact (participant, at_ms) AS (
  SELECT id, since_ms FROM own
  UNION ALL SELECT id, entered_at_ms FROM own WHERE entered_at_ms IS NOT NULL
  UNION ALL SELECT participant, seen_at_ms FROM web_session
  UNION ALL SELECT participant, coalesce(to_ms, from_ms) FROM membership
  UNION ALL SELECT participant, at_ms FROM learned
  UNION ALL SELECT participant, coalesce(attended_at_ms, at_ms) FROM slot_signup WHERE participant IS NOT NULL
  UNION ALL SELECT author, at_ms FROM conversation_message WHERE author IS NOT NULL
  UNION ALL SELECT author, at_ms FROM follow_up_item
  UNION ALL SELECT author, at_ms FROM poll
)
SELECT own.id AS id, own.status AS status, own.left_at_ms AS left_at_ms, own.changed_at_ms AS changed_at_ms,
  own.trimmed_at_ms AS trimmed_at_ms, newest.at_ms AS contact_ms
FROM own JOIN (SELECT participant, max(at_ms) AS at_ms FROM contact GROUP BY participant) AS newest
  ON newest.participant = own.id
WHERE own.status <> 'confirmed'`;

/** The day that somebody leaves is that of the write that says so; whoever comes back has not left. */
const LEAVING = `UPDATE participant SET left_at_ms = CASE WHEN ?1 <> 'former' THEN NULL
  WHEN status = 'former' THEN coalesce(left_at_ms, changed_at_ms) ELSE CAST(?2 AS INTEGER) END WHERE id = ?3`;

function keptOf(row: Row): KeptParticipant {
  const status = text(row, 'status') as ParticipantStatus;
  const changedAtMs = int(row, 'changed_at_ms');
  // A server of before wrote that they left, and not when.
  const leftMs = status === 'former' ? (intOrNull(row, 'left_at_ms') ?? changedAtMs) : null;
  return {
    id: text(row, 'id'),
    contactMs: int(row, 'contact_ms'),
    trimmedMs: intOrNull(row, 'trimmed_at_ms'),
    ...{ status, changedAtMs, leftMs },
  };
}

/** Whoever of that directory is not confirmed, as retention reads them. */
export async function keptParticipants(sql: Sql, charity: string): Promise<readonly KeptParticipant[]> {
  return (await sql.all(KEPT, charity)).map(keptOf);
}

/** Before a status is written: what stands still tells whether they leave by it. */
export async function noteLeaving(
  sql: Sql,
  id: string,
  { status, atMs }: { readonly status: ParticipantStatus; readonly atMs: number },
): Promise<void> {
  await sql.run(LEAVING, status, atMs, id);
}
