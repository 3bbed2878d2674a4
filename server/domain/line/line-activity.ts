import { countryFacts } from '../../../shared/country.ts';
import type { LineCounts, LinePledges } from '../../../shared/line-board.ts';
import { type CivilDate, civilDate, type Period, zoned } from '../../../shared/time.ts';
import { type PledgeSum, pledgeFigures } from './line-figures.ts';
import type { LimitChange } from './line-limits.ts';
import type { LineSettings } from './line-settings.ts';
import type { QuietSpan } from './quiet-counts.ts';
import { seatsFor } from './staffing/erlang.ts';

/** A call, by its instants and where it was. */
interface ActivityCall {
  readonly site: string;
  readonly ruleSite: string;
  readonly seat: string | null;
  readonly waitingAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly isEndSeen: boolean;
}

export interface ActivityCounts extends LineCounts {
  /** Of the talks whose end was seen, and how many they are. */
  readonly talkMs: number;
  readonly talks: number;
  /** Of the calls that were answered. */
  readonly waitMs: number;
  /** Of whoever gave up, too. */
  readonly longestWaitMs: number;
}

/** Fifteen minutes of calls, by when they came. */
export interface ActivityQuarter extends ActivityCounts {
  readonly fromMs: number;
  /** Seats that talked at some moment of it. */
  readonly seatsUsed: number;
  /** Places that people held in the slots of that time. */
  readonly seatsPlanned: number;
  /** Seats that an hour of such quarters asks for within the goal (Erlang C). */
  readonly seatsNeeded: number;
}

/** Hours at a site, and how they were filled. */
export interface ActivitySlot {
  readonly site: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly capacity: number;
  readonly taken: number;
  /** Of those who held a place, and passed the practice calls. */
  readonly trained: number;
}

/** What an evening’s figures do not explain by themselves. */
type ActivityIncident =
  | { readonly kind: 'unseen'; readonly atMs: number; readonly calls: number }
  | {
      readonly kind: 'limit' | 'limit-undone';
      readonly atMs: number;
      readonly rule: number;
      readonly before: number;
      readonly max: number;
    };

/** From four in the morning to four: an evening that passes midnight stays one. */
export interface ActivityDay {
  readonly day: CivilDate;
  /** From the first quarter with a call to the last. */
  readonly quarters: readonly ActivityQuarter[];
}

/** What a pledge line did in a period, whole or for one site. Nobody is named. */
export interface LineActivity {
  readonly campaign: string;
  readonly name: string;
  readonly charity: string;
  /** Its own calls only, for the site's partner; null: all of them. */
  readonly site: string | null;
  readonly period: Period;
  readonly goal: { readonly percent: number; readonly seconds: number };
  readonly total: ActivityCounts;
  readonly bySite: readonly { readonly site: string; readonly counts: ActivityCounts }[];
  readonly pledges: readonly LinePledges[];
  readonly days: readonly ActivityDay[];
  readonly slots: readonly ActivitySlot[];
  /** Oldest first; changes of the thresholds never for one site. */
  readonly incidents: readonly ActivityIncident[];
  /** Never for one site. */
  readonly quiet: readonly QuietSpan[];
}

interface ActivityFacts {
  readonly settings: LineSettings;
  readonly period: Period;
  readonly site: string | null;
  readonly calls: readonly ActivityCall[];
  readonly pledges: readonly (PledgeSum & { readonly site: string })[];
  readonly quiet: readonly QuietSpan[];
  readonly slots: readonly ActivitySlot[];
  readonly limits: readonly LimitChange[];
}

const QUARTER_MS = 15 * 60_000;
/** When a day of calls begins on the wall's clock of the line: an evening that passes midnight stays one. */
export const DAY_BEGINS_H = 4;

function countsOf(calls: readonly ActivityCall[], servedMs: number): ActivityCounts {
  const count = (holds: (one: ActivityCall) => boolean) => calls.filter(holds).length;
  const waits = calls.flatMap(({ waitingAtMs, answeredAtMs, endedAtMs, isEndSeen }) =>
    answeredAtMs === null && !isEndSeen ? [] : [(answeredAtMs ?? endedAtMs ?? waitingAtMs) - waitingAtMs],
  );
  const talks = calls.flatMap(({ answeredAtMs, endedAtMs, isEndSeen }) =>
    answeredAtMs === null || endedAtMs === null || !isEndSeen ? [] : [endedAtMs - answeredAtMs],
  );
  return {
    came: calls.length,
    answered: count(({ answeredAtMs }) => answeredAtMs !== null),
    abandoned: count((one) => one.answeredAtMs === null && one.endedAtMs !== null && one.isEndSeen),
    served: count((one) => one.answeredAtMs !== null && one.answeredAtMs - one.waitingAtMs <= servedMs),
    overflowed: count(({ site, ruleSite }) => site !== ruleSite),
    unseen: count(({ isEndSeen }) => !isEndSeen),
    talkMs: talks.reduce((sum, one) => sum + one, 0),
    talks: talks.length,
    waitMs: calls.reduce(
      (sum, { waitingAtMs, answeredAtMs }) => sum + ((answeredAtMs ?? waitingAtMs) - waitingAtMs),
      0,
    ),
    longestWaitMs: Math.max(0, ...waits),
  };
}

/** The last day of the line in a period, which ends in the night after it. */
export function lastDay({ toMs }: Period): CivilDate {
  return civilDate(toMs - DAY_BEGINS_H * 3_600_000 - 1);
}

/** The day of the line on which a call came. */
function dayOf({ country }: LineSettings, atMs: number): CivilDate {
  return zoned(atMs, countryFacts(country).zone).subtract({ hours: DAY_BEGINS_H }).toPlainDate().toString();
}

function quartersOf(
  calls: readonly ActivityCall[],
  { settings: { expected }, slots }: Pick<ActivityFacts, 'settings' | 'slots'>,
): readonly ActivityQuarter[] {
  const first = Math.floor((calls[0]?.waitingAtMs ?? 0) / QUARTER_MS);
  const last = Math.floor((calls.at(-1)?.waitingAtMs ?? 0) / QUARTER_MS);
  const goal = { share: expected.servedPercent / 100, seconds: expected.servedSeconds };
  const handlingSeconds = expected.talkSeconds + expected.wrapSeconds;
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const fromMs = (first + at) * QUARTER_MS;
    const toMs = fromMs + QUARTER_MS;
    const own = calls.filter(({ waitingAtMs }) => waitingAtMs >= fromMs && waitingAtMs < toMs);
    const talking = calls.filter(
      ({ answeredAtMs, endedAtMs }) =>
        answeredAtMs !== null && answeredAtMs < toMs && (endedAtMs ?? answeredAtMs) >= fromMs,
    );
    const seats = new Set(talking.flatMap(({ seat }) => (seat === null ? [] : [seat])));
    return {
      fromMs,
      ...countsOf(own, expected.servedSeconds * 1000),
      seatsUsed: seats.size,
      seatsPlanned: slots
        .filter((one) => one.fromMs < toMs && one.toMs > fromMs)
        .reduce((sum, { taken }) => sum + taken, 0),
      seatsNeeded: own.length === 0 ? 0 : seatsFor({ callsPerHour: own.length * 4, handlingSeconds }, goal),
    };
  });
}

/** What happened beside the calls: thresholds changed or taken back, and quarters whose calls ended unseen. */
function incidentsOf(
  days: readonly ActivityDay[],
  { period, site, limits }: Pick<ActivityFacts, 'period' | 'site' | 'limits'>,
): readonly ActivityIncident[] {
  const isIn = (atMs: number) => atMs >= period.fromMs && atMs < period.toMs;
  const changes = limits.flatMap(({ rule, before, max, atMs, undoneAtMs }): ActivityIncident[] => [
    { kind: 'limit', atMs, rule, before, max },
    ...(undoneAtMs === null
      ? []
      : [{ kind: 'limit-undone' as const, atMs: undoneAtMs, rule, before: max, max: before }]),
  ]);
  const unseen = days.flatMap(({ quarters }) =>
    quarters.flatMap(({ fromMs, unseen: calls }): ActivityIncident[] =>
      calls === 0 ? [] : [{ kind: 'unseen', atMs: fromMs, calls }],
    ),
  );
  return [...(site === null ? changes.filter(({ atMs }) => isIn(atMs)) : []), ...unseen].toSorted(
    (a, b) => a.atMs - b.atMs,
  );
}

/** The calls are in the order in which they came. With a site, only those that it had, and nothing of the team's. */
export function lineActivity(facts: ActivityFacts): LineActivity {
  const { settings, period, site, calls, pledges, quiet } = facts;
  const { code, name, charity, expected } = settings;
  const servedMs = expected.servedSeconds * 1000;
  const own = site === null ? calls : calls.filter((one) => one.site === site);
  const slots = facts.slots.filter((one) => site === null || one.site === site);
  const days = [...new Set(own.map(({ waitingAtMs }) => dayOf(settings, waitingAtMs)))].map((day) => ({
    day,
    quarters: quartersOf(
      own.filter(({ waitingAtMs }) => dayOf(settings, waitingAtMs) === day),
      { settings, slots },
    ),
  }));
  const sites = settings.sites.filter((one) => site === null || one.code === site);
  return {
    ...{ campaign: code, name, charity: charity.code, site, period },
    goal: { percent: expected.servedPercent, seconds: expected.servedSeconds },
    total: countsOf(own, servedMs),
    bySite: sites.map((one) => ({
      site: one.code,
      counts: countsOf(
        own.filter((call) => call.site === one.code),
        servedMs,
      ),
    })),
    pledges: pledgeFigures(pledges.filter((one) => site === null || one.site === site)),
    days,
    slots,
    incidents: incidentsOf(days, facts),
    quiet: site === null ? quiet : [],
  };
}
