import { CURRENCIES } from '../../../shared/currency.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { money } from '../../../shared/money.ts';
import type { Period } from '../../../shared/time.ts';
import type { CallReader, CallSums } from '../../ports/rows/calls.ts';
import { int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { STANDING } from './undo-rows.ts';

/** Sums of the calls of one disposition and ask level; what each counts for is decided by the table's flags. */
interface Group {
  readonly disposition: string;
  readonly askLevel: string | null;
  readonly calls: number;
  readonly oldMonthlyMinor: number;
  readonly newMonthlyMinor: number;
  readonly oneOffMinor: number;
}

function groupOf(row: Row): Group {
  return {
    disposition: text(row, 'disposition'),
    askLevel: textOrNull(row, 'ask_level'),
    calls: int(row, 'calls'),
    oldMonthlyMinor: int(row, 'old_monthly_minor'),
    newMonthlyMinor: int(row, 'new_monthly_minor'),
    oneOffMinor: int(row, 'one_off_minor'),
  };
}

const AMOUNTS = `count(*) AS calls,
  coalesce(sum(old_monthly_minor), 0) AS old_monthly_minor,
  coalesce(sum(new_monthly_minor), 0) AS new_monthly_minor,
  coalesce(sum(one_off_minor), 0) AS one_off_minor`;
const SUMS = `SELECT disposition, ask_level, ${AMOUNTS} FROM call
WHERE campaign = ? AND ended_at_ms >= ? AND ended_at_ms < ? AND ${STANDING} GROUP BY disposition, ask_level`;
const AGENT_SUMS = `SELECT disposition, ask_level, currency, ${AMOUNTS} FROM call
WHERE agent = ? AND ended_at_ms >= ? AND ended_at_ms < ? AND ${STANDING} GROUP BY disposition, ask_level, currency`;

function tally(
  groups: readonly Group[],
  keyOf: (group: Group) => string | null,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) {
    const key = keyOf(group);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + group.calls);
  }
  return counts;
}

function total(groups: readonly Group[], of: (group: Group) => number): number {
  return groups.reduce((sum, group) => sum + of(group), 0);
}

/** Sums of a campaign's calls ended in the period. */
export function callSums(sql: Sql, campaign: string, { fromMs, toMs }: Period): CallSums {
  const groups = sql.all(SUMS, campaign, fromMs, toMs).map(groupOf);
  const agreements = groups.filter((group) => dispositionOf(group.disposition)?.agreement);
  const oneOffs = groups.filter((group) => dispositionOf(group.disposition)?.oneOff);
  const pitched = groups.filter((group) => {
    const row = dispositionOf(group.disposition);
    return row?.pitched && row.isFinal;
  });
  return {
    calls: total(groups, (group) => group.calls),
    pitched: total(pitched, (group) => group.calls),
    byDisposition: tally(groups, (group) => group.disposition),
    agreementOldMonthlyMinor: total(agreements, (group) => group.oldMonthlyMinor),
    agreementNewMonthlyMinor: total(agreements, (group) => group.newMonthlyMinor),
    oneOffMinor: total(oneOffs, (group) => group.oneOffMinor),
    byAskLevel: tally(agreements, (group) => group.askLevel),
  };
}

/** An agent's calls ended in the period, and the uplift of the agreements among them, currency by currency. */
export function agentSums(
  sql: Sql,
  agent: string,
  { fromMs, toMs }: Period,
): ReturnType<CallReader['ofAgent']> {
  const groups = sql.all(AGENT_SUMS, agent, fromMs, toMs).map((row) => ({
    ...groupOf(row),
    currency: text(row, 'currency'),
  }));
  const agreements = groups.filter((group) => dispositionOf(group.disposition)?.agreement);
  return {
    byDisposition: tally(groups, (group) => group.disposition),
    uplifts: CURRENCIES.flatMap((currency) => {
      const own = agreements.filter((group) => group.currency === currency);
      const rise = total(own, (group) => group.newMonthlyMinor - group.oldMonthlyMinor);
      return own.length === 0 ? [] : [money(rise, currency)];
    }),
  };
}
