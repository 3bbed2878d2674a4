import type { IsoWeek } from '../../../shared/time.ts';
import { type KnownDelivery, type ScheduledCampaign, timesOf, weeksOwed } from './week-schedule.ts';

export interface CharityReportDue {
  readonly charity: string;
  readonly week: IsoWeek;
}

interface CharityScheduleFacts {
  readonly campaigns: readonly (ScheduledCampaign & { readonly charity: string })[];
  readonly delivered: readonly KnownDelivery[];
  readonly nowMs: number;
}

/**
 * Weekly reports of all campaigns that should have left by now and have not, oldest first: one for every week that at least
 * one campaign of the charity owes. Whichever campaign it was recorded under, it left.
 */
export function charityReportsDue(facts: CharityScheduleFacts): readonly CharityReportDue[] {
  const charityOf = new Map(facts.campaigns.map((campaign) => [campaign.code, campaign.charity]));
  const done = new Set(
    facts.delivered
      .filter((row) => row.kind === 'charity-report' && row.state === 'delivered')
      .map((row) => `${charityOf.get(row.campaign)} ${row.period}`),
  );
  const owed = new Map<string, CharityReportDue>();
  for (const campaign of facts.campaigns) {
    if (campaign.state !== 'open' && campaign.state !== 'closed') continue;
    for (const week of weeksOwed(campaign, facts.nowMs))
      owed.set(`${campaign.charity} ${week}`, { charity: campaign.charity, week });
  }
  return [...owed]
    .filter(([key, due]) => !done.has(key) && timesOf(due.week).dueAtMs <= facts.nowMs)
    .map(([, due]) => due)
    .sort((a, b) => (a.week === b.week ? (a.charity < b.charity ? -1 : 1) : a.week < b.week ? -1 : 1));
}
