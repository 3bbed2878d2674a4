import type { Period } from '../../../shared/time.ts';
import type { Sql } from '../sql.ts';

/** ?1 from, ?2 to, ?3 now: numbers are bound as REAL, so a span that one of them cuts would give a fraction of a second. */
const OVERLAP = `SELECT CAST(coalesce(sum(min(coalesce(to_ms, ?3), ?2) - max(from_ms, ?1)), 0) / 1000 AS INTEGER) AS n
FROM work_span
WHERE kind = 'production' AND from_ms < ?2 AND coalesce(to_ms, ?3) > max(from_ms, ?1)`;

/**
 * Whole seconds of production that overlap [fromMs, toMs), of one campaign, of one agent, of both or of all; a
 * running span counts up to `nowMs` (docs/rules/indicators.md: breaks and training excluded).
 */
export async function productionSeconds(
  sql: Sql,
  scope: { readonly campaign?: string; readonly agent?: string },
  span: { readonly fromMs: number; readonly toMs: number; readonly nowMs: number },
): Promise<number> {
  const { campaign, agent } = scope;
  const ofCampaign = campaign === undefined ? '' : ' AND campaign = ?';
  const ofAgent = agent === undefined ? '' : ' AND agent = ?';
  const named = [campaign, agent].filter((value) => value !== undefined);
  return await sql.count(OVERLAP + ofCampaign + ofAgent, span.fromMs, span.toMs, span.nowMs, ...named);
}

const SEAT_DAYS = `SELECT count(DISTINCT agent || ' ' || CAST(from_ms / 86400000 AS INTEGER)) AS n FROM work_span
WHERE campaign = ? AND kind = 'production' AND from_ms >= ? AND from_ms < ?`;

/** Seats held in production, one for each agent and day of a beginning; nobody works through midnight. */
export async function seatDays(sql: Sql, campaign: string, { fromMs, toMs }: Period): Promise<number> {
  return await sql.count(SEAT_DAYS, campaign, fromMs, toMs);
}
