import type { Country } from '../../../shared/country.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { HOUSE_ZONE, isoWeekOf, type Period, periodOfIsoWeek, zoned } from '../../../shared/time.ts';
import { daysOf, hoursDay } from '../../domain/floor/hours-day.ts';
import { teamsOf } from '../../domain/indicators/cross-axes.ts';
import {
  type TeamConditions,
  type WorkedDay,
  weekConditions,
} from '../../domain/staff/working-conditions.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';

export interface WorkingConditions {
  readonly campaign: string;
  readonly country: Country;
  /** Donors and agents are told that a colleague may listen. */
  readonly isListeningTold: boolean;
  /** Listening sheets filled in over these weeks. */
  readonly listenings: number;
  /** Oldest week first. */
  readonly weeks: readonly TeamConditions[];
}

/** The last weeks, the one under way included, of those who worked for that campaign: no name, small teams masked. */
export async function conditionsOf(
  rows: StoreReader,
  { code, country, settings }: CampaignRow,
  asked: { readonly weeks: number; readonly nowMs: number },
): Promise<WorkingConditions> {
  const periods = lastWeeks(asked);
  const agents = (await rows.accounts.all()).filter(
    (one) => one.role === 'agent' && one.campaigns.includes(code),
  );
  const teams = teamsOf(agents);
  const whole = { fromMs: periods[0]?.period.fromMs ?? asked.nowMs, toMs: asked.nowMs + 1 };
  return {
    campaign: code,
    country,
    isListeningTold: settings.listening !== 'none',
    listenings: (await rows.listening.notes([code], whole)).length,
    weeks: await inTurn.flatMap(periods, async ({ week, period }) => {
      const days = await inTurn.flatMap(agents, ({ id }) =>
        workedDays(rows, {
          agent: id,
          team: teams.get(id) ?? '',
          campaign: code,
          period,
          nowMs: asked.nowMs,
        }),
      );
      return weekConditions(week, days, country);
    }),
  };
}

function lastWeeks({ weeks, nowMs }: { readonly weeks: number; readonly nowMs: number }) {
  return Array.from({ length: weeks }, (_, at) => weeks - 1 - at).flatMap((back) => {
    const week = isoWeekOf(zoned(nowMs, HOUSE_ZONE).subtract({ weeks: back }).epochMilliseconds);
    const period = periodOfIsoWeek(week);
    return period ? [{ week, period }] : [];
  });
}

interface Sought {
  readonly agent: string;
  readonly team: string;
  readonly campaign: string;
  readonly period: Period;
  readonly nowMs: number;
}

/** Days on which that person produced for the campaign; presence and breaks are of the person. */
async function workedDays(
  rows: StoreReader,
  { agent, team, campaign, period, nowMs }: Sought,
): Promise<readonly WorkedDay[]> {
  return await inTurn.flatMap(daysOf(period), async (day): Promise<WorkedDay[]> => {
    const spans = await rows.shifts.spansOf(agent, day);
    if (!spans.some((span) => span.kind === 'production' && span.campaign === campaign)) return [];
    const whole = hoursDay(day, { shifts: await rows.shifts.ofAgent(agent, day), spans, nowMs });
    const own = spans.filter((span) => span.campaign === campaign);
    const here = hoursDay(day, { shifts: [], spans: own, nowMs });
    if (!whole || !here) return [];
    const presenceSeconds = Math.floor(((whole.toMs ?? nowMs) - whole.fromMs) / 1000);
    const { breaks } = whole;
    const calls = await rows.shifts.callsOf(agent, day, campaign);
    return [{ agent, team, presenceSeconds, productionSeconds: here.productionSeconds, breaks, calls }];
  });
}
