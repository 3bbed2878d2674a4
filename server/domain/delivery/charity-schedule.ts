import type { IsoWeek } from '../../../shared/time.ts';
import {
  hourAfter,
  type KnownDelivery,
  type ScheduledCampaign,
  timesOf,
  weeksOwed,
} from './week-schedule.ts';

export interface CharityReportDue {
  readonly charity: string;
  readonly week: IsoWeek;
}

interface CharityScheduleFacts<Campaign = ScheduledCampaign> {
  readonly campaigns: readonly (Campaign & { readonly charity: string })[];
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

/** A campaign that says when its charity's review pack leaves; the others leave it to a command. */
type ReviewedCampaign = ScheduledCampaign & {
  readonly settings: { readonly review?: { readonly day: number; readonly hour: number } | undefined };
};

/** A pack is a page and its figures. */
const REVIEW_KINDS = ['review', 'review-figures'] as const;

/**
 * The review packs that should have left by now: of each charity that has them leave by themselves, that of the last week
 * owed. An earlier one that never left is not caught up: the page tells everything since the beginning. The earliest hour set
 * counts.
 */
export function reviewsDue(facts: CharityScheduleFacts<ReviewedCampaign>): readonly CharityReportDue[] {
  const { campaigns, delivered, nowMs } = facts;
  return [...new Set(campaigns.map(({ charity }) => charity))].toSorted().flatMap((charity) => {
    const own = campaigns.filter(
      (one) => one.charity === charity && (one.state === 'open' || one.state === 'closed'),
    );
    const week = own
      .flatMap((campaign) => weeksOwed(campaign, nowMs))
      .toSorted()
      .at(-1);
    const hours = own.flatMap(({ settings }) => settings.review ?? []);
    if (week === undefined || hours.length === 0) return [];
    const codes = new Set(own.map(({ code }) => code));
    const hasLeft = REVIEW_KINDS.every((kind) =>
      delivered.some(
        (row) =>
          codes.has(row.campaign) && row.kind === kind && row.period === week && row.state === 'delivered',
      ),
    );
    const dueAtMs = Math.min(...hours.map((hour) => hourAfter(week, hour)));
    return hasLeft || dueAtMs > nowMs ? [] : [{ charity, week }];
  });
}
