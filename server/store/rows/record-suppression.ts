import { inTurn } from '../../../shared/in-turn.ts';
import type { RecordWriter } from '../../ports/rows/records.ts';
import { int, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

type Suppression = Parameters<RecordWriter['suppress']>[0];

const REMEMBER = `INSERT INTO suppression (charity, blind, campaign, at_ms) VALUES (?, ?, ?, ?)
ON CONFLICT DO NOTHING`;
const REACHED = `SELECT code FROM campaign WHERE charity = ? AND state IN ('open', 'closed')`;
/** A staged record too: else an objection made during an import would be lost when the file enters the queue. */
const BEARERS = `SELECT id, state FROM record INDEXED BY record_donor
WHERE campaign = ?1 AND donor_blind = ?2 AND state IN ('staged', 'ready', 'leased') AND id <> ?3
UNION
SELECT record.id, record.state FROM record_phone INDEXED BY record_phone_blind
CROSS JOIN record ON record.id = record_phone.record_id
WHERE record_phone.campaign = ?1 AND phone_blind = ?2 AND state IN ('staged', 'ready', 'leased') AND record.id <> ?3`;
/** Never called: outside production (P), like a line on the list at import. Called before: closed. */
const CLOSE = `UPDATE record SET state = CASE WHEN disposition IS NULL THEN 'excluded' ELSE 'closed' END,
  disposition = 'EF_DNC', closed_at_ms = ? WHERE id = ?`;

/** True when the charity blocks that donor or number for all its campaigns, or for that one alone (a campaign's code). */
export async function isSuppressed(
  sql: Sql,
  { charity, blind, alsoIn }: { charity: string; blind: string; alsoIn: string },
): Promise<boolean> {
  const source = `SELECT 1 FROM suppression WHERE charity = ? AND blind = ? AND campaign IN ('', ?)`;
  return (await sql.get(source, charity, blind, alsoIn)) !== undefined;
}

/** By the names of a charity, a campaign and a record in a statement. */
export function objected(charity: string, campaign: string, record: string): string {
  return `SELECT 1 FROM suppression WHERE charity = ${charity} AND campaign IN ('', ${campaign}) AND blind <> '' AND blind IN (
  SELECT donor_blind FROM record WHERE id = ${record} UNION ALL SELECT email_blind FROM record WHERE id = ${record}
  UNION ALL SELECT phone_blind FROM record_phone WHERE record_id = ${record}) LIMIT 1`;
}

export const OBJECTED = objected('?1', '?2', '?3');
export const ANY_LISTED = `SELECT 1 FROM suppression WHERE charity = ? AND campaign = ''
AND blind IN (SELECT value FROM json_each(?)) LIMIT 1`;

/** Whether any blind index of that record is blocked by the charity, for all its campaigns or for that one. */
export async function isObjected(
  sql: Sql,
  recordId: number,
  { charity, campaign }: { readonly charity: string; readonly campaign: string },
): Promise<boolean> {
  return (await sql.get(OBJECTED, charity, campaign, recordId)) !== undefined;
}

/** Whether the charity blocks any of those blind indexes for all its campaigns. */
export async function isAnySuppressed(
  sql: Sql,
  charity: string,
  blinds: readonly string[],
): Promise<boolean> {
  return (await sql.get(ANY_LISTED, charity, JSON.stringify(blinds))) !== undefined;
}

/**
 * Promise 4 (server/README.md): an objection blocks the donor in the same transaction. Twice: the second call closes
 * what has come since.
 */
export async function suppress(
  sql: Sql,
  request: Suppression,
): Promise<ReturnType<RecordWriter['suppress']>> {
  const { charity, campaign, blinds, onlyCampaign, atMs } = request;
  for (const blind of blinds) await sql.run(REMEMBER, charity, blind, onlyCampaign ? campaign : '', atMs);
  const reached = onlyCampaign
    ? [campaign]
    : (await sql.all(REACHED, charity)).map((row) => text(row, 'code'));
  const bearers = new Map(await inTurn.flatMap(reached, (code) => bearersIn(sql, code, request)));
  const leased = [...bearers].filter(([, state]) => state === 'leased').map(([id]) => id);
  let closed = 0;
  for (const [id, state] of bearers) {
    if (state !== 'leased') closed += await sql.run(CLOSE, atMs, id);
  }
  return { closed, leased };
}

async function bearersIn(
  sql: Sql,
  campaign: string,
  request: Suppression,
): Promise<readonly (readonly [number, string])[]> {
  return await inTurn.flatMap(request.blinds, async (blind) =>
    (await sql.all(BEARERS, campaign, blind, request.exceptRecordId)).map(
      (row) => [int(row, 'id'), text(row, 'state')] as const,
    ),
  );
}

const LIFT = `DELETE FROM suppression WHERE charity = ? AND blind = ?`;

/** The charity may have them called again from its next file on; records closed by the objection stay closed. */
export async function liftSuppression(sql: Sql, charity: string, blinds: readonly string[]): Promise<number> {
  return await inTurn.reduce(blinds, async (sum, blind) => sum + (await sql.run(LIFT, charity, blind)), 0);
}
