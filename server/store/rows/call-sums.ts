import { dispositionOf } from '../../../shared/dispositions.ts';
import type { Period } from '../../../shared/time.ts';
import type { CallSums } from '../../ports/rows/calls.ts';
import { int, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { STANDING } from './undo-rows.ts';

/** What each disposition counts for is decided by the table's flags. */
const SUMS = `SELECT disposition, count(*) AS calls, coalesce(sum(one_off_minor), 0) AS one_off_minor,
  count(*) FILTER (WHERE coordinates = 'corrigees') AS corrected FROM call
WHERE campaign = ? AND ended_at_ms >= ? AND ended_at_ms < ? AND ${STANDING} GROUP BY disposition ORDER BY disposition`;
export const ENDED_BY_AGENT = `SELECT disposition FROM call INDEXED BY call_agent
WHERE agent = ? AND ended_at_ms >= ? AND ended_at_ms < ? AND ${STANDING}`;

/** Sums of a campaign's calls ended in the period. */
export async function callSums(sql: Sql, campaign: string, { fromMs, toMs }: Period): Promise<CallSums> {
  const groups = (await sql.all(SUMS, campaign, fromMs, toMs)).map((row) => ({
    disposition: text(row, 'disposition'),
    calls: int(row, 'calls'),
    oneOffMinor: int(row, 'one_off_minor'),
    corrected: int(row, 'corrected'),
  }));
  const total = (of: typeof groups, key: 'calls' | 'oneOffMinor' | 'corrected') =>
    of.reduce((sum, group) => sum + group[key], 0);
  const pitched = groups.filter((group) => {
    const row = dispositionOf(group.disposition);
    return row?.pitched && row.isFinal;
  });
  const oneOffs = groups.filter((group) => dispositionOf(group.disposition)?.oneOff);
  return {
    calls: total(groups, 'calls'),
    pitched: total(pitched, 'calls'),
    byDisposition: new Map(groups.map(({ disposition, calls }) => [disposition, calls])),
    oneOffMinor: total(oneOffs, 'oneOffMinor'),
    corrected: total(groups, 'corrected'),
  };
}

/** An agent's calls ended in the period, by disposition. */
export async function agentCalls(
  sql: Sql,
  agent: string,
  { fromMs, toMs }: Period,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const row of await sql.all(ENDED_BY_AGENT, agent, fromMs, toMs)) {
    const code = text(row, 'disposition');
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
