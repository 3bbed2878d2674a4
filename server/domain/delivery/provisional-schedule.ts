import { civilDate, previousIsoWeek } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { type KnownDelivery, type ScheduledCampaign, timesOf, weeksOwed } from './week-schedule.ts';

/** How often a campaign sends a provisional return by itself: with each weekly file, or with the first of each month. */
type ProvisionalRhythm = NonNullable<CampaignSettings['provisionalReturn']>;

type ReturningCampaign = ScheduledCampaign & {
  readonly settings: { readonly provisionalReturn?: ProvisionalRhythm | undefined };
};

/** The name under which a provisional return of that day is kept. */
export function provisionalPeriod(day: string): string {
  return `early-${day}`;
}

const FIRST_WEEK_DAYS = 7;

/**
 * Open campaigns whose provisional return should have left by now and has not: at the hour of the weekly file, once. An earlier
 * one that never left is not caught up: each tells everything since the beginning.
 */
export function provisionalsDue(facts: {
  readonly campaigns: readonly ReturningCampaign[];
  readonly delivered: readonly KnownDelivery[];
  readonly nowMs: number;
}): readonly string[] {
  const { campaigns, delivered, nowMs } = facts;
  const week = previousIsoWeek(nowMs);
  const { dueAtMs } = timesOf(week);
  const day = civilDate(dueAtMs);
  if (dueAtMs > nowMs) return [];
  const isFirstOfMonth = Temporal.PlainDate.from(day).day <= FIRST_WEEK_DAYS;
  return campaigns
    .filter(({ state, settings }) => {
      const rhythm = settings.provisionalReturn;
      return state === 'open' && (rhythm === 'weekly' || (rhythm === 'monthly' && isFirstOfMonth));
    })
    .filter((campaign) => weeksOwed(campaign, nowMs).includes(week))
    .map(({ code }) => code)
    .filter(
      (code) =>
        !delivered.some(
          (row) =>
            row.campaign === code &&
            row.kind === 'final' &&
            row.state === 'delivered' &&
            row.period.startsWith('early-') &&
            row.period >= provisionalPeriod(day),
        ),
    );
}
