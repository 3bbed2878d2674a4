import {
  type CivilDate,
  civilDate,
  HOUSE_ZONE,
  type IsoWeek,
  isoWeekOf,
  periodOfIsoWeek,
  previousIsoWeek,
} from '../../../shared/time.ts';

/**
 * Hour of the Tuesday after the week at which the schedule delivers by itself; the charity wants it at latest Wednesday
 * (R-20).
 */
const DELIVERY_HOUR = 22;

/** Weekly deliverables, in the order they leave. */
const WEEKLY_KINDS = ['weekly', 'report'] as const;
type WeeklyKind = (typeof WEEKLY_KINDS)[number];

export interface ScheduledCampaign {
  readonly code: string;
  readonly state: 'open' | 'closed' | 'purging' | 'purged';
  readonly createdAtMs: number;
  readonly settings: { readonly starts: CivilDate; readonly ends: CivilDate };
}

export interface KnownDelivery {
  readonly campaign: string;
  readonly kind: string;
  readonly period: string;
  readonly state: 'built' | 'delivered';
}

export interface DueDelivery {
  readonly campaign: string;
  readonly kind: WeeklyKind;
  readonly week: IsoWeek;
  /** Tuesday 22:00 after the week, house zone. */
  readonly dueAtMs: number;
  /** End of the Wednesday after the week. */
  readonly deadlineMs: number;
  readonly isLate: boolean;
}

export interface ScheduleFacts {
  readonly campaigns: readonly ScheduledCampaign[];
  readonly delivered: readonly KnownDelivery[];
  readonly nowMs: number;
}

/**
 * The weekly files and reports that should have left by now and have not, oldest first: one of each for every week from the
 * campaign's first to the last one ended. A closed campaign owes up to the week it was to end in; `built` still counts as owed.
 */
export function deliveriesDue({ campaigns, delivered, nowMs }: ScheduleFacts): readonly DueDelivery[] {
  const done = new Set(
    delivered
      .filter((row) => row.state === 'delivered')
      .map((row) => keyOf(row.campaign, row.kind, row.period)),
  );
  return campaigns
    .filter((campaign) => campaign.state === 'open' || campaign.state === 'closed')
    .flatMap((campaign) => weeksOwed(campaign, nowMs).map((week) => ({ campaign: campaign.code, week })))
    .flatMap(({ campaign, week }) => WEEKLY_KINDS.map((kind) => ({ campaign, kind, week, ...timesOf(week) })))
    .filter((due) => due.dueAtMs <= nowMs && !done.has(keyOf(due.campaign, due.kind, due.week)))
    .map((due) => ({ ...due, isLate: nowMs >= due.deadlineMs }))
    .sort((a, b) => a.dueAtMs - b.dueAtMs);
}

/** When the deliverables of that week are due and when they are late. Throws for a text that is no ISO week. */
export function timesOf(week: IsoWeek): { readonly dueAtMs: number; readonly deadlineMs: number } {
  return {
    dueAtMs: hourAfter(week, { day: 2, hour: DELIVERY_HOUR }),
    deadlineMs: hourAfter(week, { day: 4, hour: 0 }),
  };
}

/** That hour of the house's zone on that day (1 is Monday) of the week after. Throws for a text that is no ISO week. */
export function hourAfter(
  week: IsoWeek,
  { day, hour }: { readonly day: number; readonly hour: number },
): number {
  const period = periodOfIsoWeek(week);
  if (!period) throw new RangeError('not an ISO week');
  const monday = Temporal.Instant.fromEpochMilliseconds(period.toMs).toZonedDateTimeISO(HOUSE_ZONE);
  return monday.add({ days: day - 1 }).with({ hour }).epochMilliseconds;
}

/** Weeks after the one a closed campaign was to end in whose Tuesday has come: their files leave only if something came after. */
export function weeksAfterEnd({ state, settings }: ScheduledCampaign, nowMs: number): IsoWeek[] {
  if (state !== 'closed') return [];
  const planned = weekOfDate(settings.ends);
  const weeks: IsoWeek[] = [];
  for (let day = Temporal.PlainDate.from(settings.ends); ; ) {
    day = day.add({ weeks: 1 });
    const week = weekOfDate(day.toString());
    if (timesOf(week).dueAtMs > nowMs) return weeks;
    if (week > planned) weeks.push(week);
  }
}

/** From the campaign's first week to the last one ended, or the week a closed one was to end in. */
export function weeksOwed(campaign: ScheduledCampaign, nowMs: number): IsoWeek[] {
  const created = civilDate(campaign.createdAtMs);
  const first = [campaign.settings.starts, created].sort().at(-1) ?? created;
  const ended = previousIsoWeek(nowMs);
  const planned = weekOfDate(campaign.settings.ends);
  const last = campaign.state === 'closed' && planned < ended ? planned : ended;
  const weeks: IsoWeek[] = [];
  for (let day = Temporal.PlainDate.from(first); ; day = day.add({ weeks: 1 })) {
    const week = weekOfDate(day.toString());
    // ISO weeks compare as text: the year comes first and the week has two digits.
    if (week > last) return weeks;
    weeks.push(week);
  }
}

function weekOfDate(date: CivilDate): IsoWeek {
  return isoWeekOf(Temporal.PlainDate.from(date).toZonedDateTime(HOUSE_ZONE).epochMilliseconds);
}

function keyOf(campaign: string, kind: string, period: string): string {
  return `${campaign} ${kind} ${period}`;
}
