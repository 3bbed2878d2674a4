import { broughtMinor } from '../../../shared/campaign-kind.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { Share } from '../indicators/confidence.ts';
import type { GapFactor, Gaps } from '../indicators/gap-parts.ts';
import { spanFacts } from '../indicators/indicators.ts';
import { themeCounts } from '../report/campaign-insights.ts';
import type { CampaignWeek } from '../report/campaign-week.ts';
import type { ComparedGroup, Comparison, ComparisonKey } from './review-comparisons.ts';

/** What measures are computed from: the campaign so far, and what is left of it. */
export interface MeasureFacts {
  readonly gaps: Gaps | undefined;
  readonly comparisons: readonly Comparison[];
  /** T, CU, pitched and A so far. */
  readonly treated: number;
  readonly useful: number;
  readonly agreements: number;
  /** Of these, those accepted at the first amount asked. */
  readonly atFirst: number;
  readonly pitched: number;
  /** Money brought so far, and what an agreement should bring, minor units a month. */
  readonly amountMinor: number;
  readonly averageMinor: number;
  /** Records that are missing for the target of T ÷ L, and that may still be called. */
  readonly missing: number;
  readonly open: number;
  readonly openBySegment: ReadonlyMap<string, number>;
  readonly seconds: number;
  /** Seats held, one for each agent and day. */
  readonly seatDays: number;
  /** What is left, over what is done: what the days left bring at the present pace is that many times what was done. */
  readonly left: number;
  /** Mondays to Saturdays left. */
  readonly callingDaysLeft: number;
}

export function measureFacts(
  week: CampaignWeek,
  { gaps, comparisons }: Pick<MeasureFacts, 'gaps' | 'comparisons'>,
): MeasureFacts {
  const { input, insights, days, kind, asOf, ends } = week;
  const facts = spanFacts(input, input.cumulated);
  const wanted = Math.ceil((input.delivered * Math.round(input.targets.processed * 10)) / 1000);
  const open = insights.profiles.filter(({ disposition }) => disposition === null);
  const openBySegment = new Map<string, number>();
  for (const { segment, count } of open)
    openBySegment.set(segment, (openBySegment.get(segment) ?? 0) + count);
  const themes = themeCounts(insights);
  return {
    gaps,
    comparisons,
    treated: facts.treated,
    useful: facts.useful,
    agreements: facts.netAgreements,
    atFirst: themes.reduce((sum, { byLevel }) => sum + byLevel['1'], 0),
    pitched: themes.reduce((sum, { pitched }) => sum + pitched, 0),
    amountMinor: broughtMinor(kind, facts),
    averageMinor: input.targets.averageMinor ?? 0,
    missing: Math.min(Math.max(0, wanted - facts.treated), Math.max(0, facts.open)),
    open: open.reduce((sum, { count }) => sum + count, 0),
    openBySegment,
    seconds: facts.seconds,
    seatDays: insights.seatDays,
    left: days && days.elapsedDays > 0 ? (days.totalDays - days.elapsedDays) / days.elapsedDays : 0,
    callingDaysLeft: callingDays(asOf, ends),
  };
}

/** From the first day that is not counted yet to the last one, Sundays left out. */
function callingDays(from: CivilDate, to: CivilDate): number {
  let count = 0;
  for (let day = Temporal.PlainDate.from(from); day.toString() <= to; day = day.add({ days: 1 }))
    if (day.dayOfWeek !== 7) count += 1;
  return count;
}

/** What a cause lacks: tenths of an agreement, minor units for amounts; 0 where it lacks nothing. */
export function lackOf({ gaps }: Pick<MeasureFacts, 'gaps'>, cause: GapFactor): number {
  const parts = cause === 'amount' ? gaps?.amount.parts : gaps?.agreements.parts;
  return Math.max(0, -(parts?.find(({ factor }) => factor === cause)?.value ?? 0));
}

export function groupsOf({ comparisons }: MeasureFacts, key: ComparisonKey): readonly ComparedGroup[] {
  return comparisons.find((one) => one.key === key)?.groups ?? [];
}

/** Records of a segment that are still to call, and would be at the present pace if all are taken alike. */
export function toCallOf(
  facts: MeasureFacts,
  segment: string,
): { readonly own: number; readonly others: number } {
  const own = facts.openBySegment.get(segment) ?? 0;
  const reach = facts.open === 0 ? 0 : Math.min(1, (facts.treated * facts.left) / facts.open);
  return { own: own * reach, others: (facts.open - own) * (1 - reach) };
}

/** Agreements among the useful contacts so far. */
export function agreedShare({ agreements, useful }: MeasureFacts): Share {
  return { successes: Math.max(0, Math.min(agreements, useful)), cases: useful };
}
