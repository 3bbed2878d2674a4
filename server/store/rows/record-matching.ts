import { inTurn } from '../../../shared/in-turn.ts';
import type { LeaseRow } from '../../ports/rows/leases.ts';
import type { RecordFilter, RecordRow } from '../../ports/rows/records.ts';
import type { Sql } from '../sql.ts';
import { leaseBy } from './lease-rows.ts';
import { recordOf } from './record-columns.ts';

/** A record's state as the filter names it: on a screen, or the queue it waits in. One text whatever the states asked. */
const STATE = `CASE state WHEN 'leased' THEN 'lease' ELSE queue END IN (SELECT value FROM json_each(?))`;

/** The agent's own records, and the one on their screen whoever owns it. */
const AGENT = `id IN (SELECT id FROM record WHERE owner = ? UNION ALL SELECT record_id FROM lease WHERE agent = ?)`;

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

function conditionsOf(filter: RecordFilter): readonly Condition[] {
  const { campaign, states, agent, recordIds, segment, canton, dueFromMs, dueBeforeMs } = filter;
  const conditions: Condition[] = [{ sql: `state IN ('ready', 'leased')`, values: [] }];
  const add = (sql: string, ...values: (string | number)[]) => conditions.push({ sql, values });
  if (campaign !== undefined) add('campaign = ?', campaign);
  // No state at all matches nothing: a filter that came out empty must not move everything.
  if (states) add(STATE, JSON.stringify(states));
  if (agent !== undefined) add(AGENT, agent, agent);
  if (recordIds !== undefined)
    add('id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))', JSON.stringify(recordIds));
  if (segment !== undefined) add('segment = ?', segment);
  if (canton !== undefined) add('canton = ?', canton);
  if (dueFromMs !== undefined) add('due_at_ms >= ?', dueFromMs);
  if (dueBeforeMs !== undefined) add('due_at_ms < ?', dueBeforeMs);
  return conditions;
}

/** Open records (ready or leased) that pass the whole filter, soonest due first; leased ones with their lease. */
export async function matchingRecords(
  sql: Sql,
  filter: RecordFilter,
  limit: number,
): Promise<readonly (RecordRow & { readonly lease?: LeaseRow })[]> {
  const conditions = conditionsOf(filter);
  const where = conditions.map((condition) => condition.sql).join(' AND ');
  const values = conditions.flatMap((condition) => condition.values);
  const source = `SELECT * FROM record WHERE ${where} ORDER BY due_at_ms, id LIMIT ?`;
  return await inTurn.map(await sql.all(source, ...values, limit), async (row) => {
    const record = recordOf(row);
    const lease = record.state === 'leased' ? await leaseBy(sql, 'record_id', record.id) : undefined;
    return lease ? { ...record, lease } : record;
  });
}
