import { countryFacts } from '../../../shared/country.ts';
import type { LineBoard, LineBoardSite, LineCounts, SeatNow } from '../../../shared/line-board.ts';
import { zoned } from '../../../shared/time.ts';
import { siteOfCall } from './call-site.ts';
import { seatNames } from './dialplan-text.ts';
import { DAY_BEGINS_H } from './line-activity.ts';
import { type PledgeSum, pledgeFigures } from './line-figures.ts';
import { routeAt, saidRoute } from './line-routes.ts';
import type { LineSettings } from './line-settings.ts';
import { type QuietSpan, quietTotals } from './quiet-counts.ts';
import { seatsFor } from './staffing/erlang.ts';

/** A seat as its line tells it. */
interface SeatHeard {
  readonly seat: string;
  readonly state: 'preparing' | 'free' | 'talking';
  readonly isReady: boolean;
  readonly queues: readonly { readonly queue: string }[];
}

/** A caller as the line tells it. */
interface CallHeard {
  readonly queue: string;
  readonly waitingAtMs: number;
  readonly seat: string | null;
  readonly isTalking: boolean;
}

export interface BoardFacts {
  readonly nowMs: number;
  readonly line: LineBoard['line'];
  readonly calls: readonly CallHeard[];
  readonly seats: readonly SeatHeard[];
  /** When the last caller of a seat left it. */
  readonly freed: ReadonlyMap<string, number>;
  /** Since four in the morning, by site. */
  readonly counts: ReadonlyMap<string, LineCounts>;
  readonly pledges: readonly (PledgeSum & { readonly site: string })[];
  /** Calls that came, by site. */
  readonly lastHour: ReadonlyMap<string, number>;
  /** Pledges that wait for a lead's call-back, by site. */
  readonly toCheck: ReadonlyMap<string, number>;
  /** Callers who hung up and are not rung back yet, by site; null: the line keeps no number. */
  readonly toRing:
    | readonly { readonly site: string; readonly count: number; readonly oldestMs: number }[]
    | null;
  readonly helpAsked: number;
  readonly unapproved: LineBoard['unapproved'];
  readonly quiet: readonly QuietSpan[];
  /** The only sites that are shown, to a partner's lead; null: all, the team's too. */
  readonly sight: ReadonlySet<string> | null;
}

/** @internal for tests */
export const NO_COUNTS: LineCounts = {
  ...{ came: 0, answered: 0, abandoned: 0 },
  ...{ served: 0, overflowed: 0, unseen: 0 },
};

/** When the day of that instant began. */
export function dayBegan({ country }: Pick<LineSettings, 'country'>, nowMs: number): number {
  const now = zoned(nowMs, countryFacts(country).zone);
  const start = now.with({ hour: DAY_BEGINS_H, minute: 0, second: 0, millisecond: 0 });
  const isBefore = start.epochMilliseconds > nowMs;
  return (isBefore ? start.subtract({ days: 1 }) : start).epochMilliseconds;
}

function addCounts(all: readonly LineCounts[]): LineCounts {
  const sum = (read: (one: LineCounts) => number) => all.reduce((total, one) => total + read(one), 0);
  return {
    came: sum(({ came }) => came),
    answered: sum(({ answered }) => answered),
    abandoned: sum(({ abandoned }) => abandoned),
    served: sum(({ served }) => served),
    overflowed: sum(({ overflowed }) => overflowed),
    unseen: sum(({ unseen }) => unseen),
  };
}

/** The line as a wallboard shows it: only counts, and nobody; within the sight, nothing of another site. */
export function lineBoard(settings: LineSettings, facts: BoardFacts): LineBoard {
  const { nowMs, line, sight } = facts;
  const isSeen = (site: string) => sight === null || sight.has(site);
  const sites = settings.sites.filter(({ code }) => isSeen(code));
  const callsOfLastHour = sites.reduce((sum, { code }) => sum + (facts.lastHour.get(code) ?? 0), 0);
  const { servedPercent, servedSeconds, talkSeconds, wrapSeconds } = settings.expected;
  const placed = facts.calls.map((call) => ({ ...call, site: siteOfCall(settings, call) }));
  const ours = placed.filter(({ site }) => site !== undefined && isSeen(site));
  const waiting = ours.filter(({ isTalking }) => !isTalking);
  const route = routeAt(settings, nowMs);
  const goal = { share: servedPercent / 100, seconds: servedSeconds };
  const pace = { callsPerHour: callsOfLastHour, handlingSeconds: talkSeconds + wrapSeconds };
  return {
    nowMs,
    campaign: settings.code,
    name: settings.name,
    line,
    fromMs: dayBegan(settings, nowMs),
    counts: addCounts(sites.map(({ code }) => facts.counts.get(code) ?? NO_COUNTS)),
    pledges: pledgeFigures(facts.pledges.filter(({ site }) => isSeen(site))),
    talking: ours.length - waiting.length,
    waiting: {
      count: waiting.length,
      longestSinceMs:
        waiting.length === 0 ? null : Math.min(...waiting.map(({ waitingAtMs }) => waitingAtMs)),
    },
    goal: { percent: servedPercent, seconds: servedSeconds },
    sites: sites.map((site) =>
      boardSite(site, { ...facts, placed, wrapMs: wrapSeconds * 1000 + WRAP_OVER_MS }),
    ),
    team: sight === null ? boardTeam(settings, facts) : null,
    quiet: sight === null ? quietTotals(facts.quiet) : null,
    toCheck: [...facts.toCheck].reduce((sum, [site, count]) => sum + (isSeen(site) ? count : 0), 0),
    toRing: toRing(facts),
    helpAsked: facts.helpAsked,
    unapproved: facts.unapproved,
    lastHour: { calls: callsOfLastHour, seats: callsOfLastHour === 0 ? 0 : seatsFor(pace, goal) },
    route: route ? saidRoute(route.route) : null,
  };
}

function toRing({ toRing: all, sight }: BoardFacts): LineBoard['toRing'] {
  const seen = all?.filter(({ site }) => sight === null || sight.has(site));
  if (!seen) return null;
  const oldest = seen.map(({ oldestMs }) => oldestMs);
  const count = seen.reduce((sum, one) => sum + one.count, 0);
  return { count, oldestMs: oldest.length === 0 ? null : Math.min(...oldest) };
}

/** What follows a call may last a little longer than foreseen before it is a pause. */
const WRAP_OVER_MS = 5_000;

function boardSite(
  site: LineSettings['sites'][number],
  facts: BoardFacts & {
    readonly placed: readonly (CallHeard & { readonly site: string | undefined })[];
    readonly wrapMs: number;
  },
): LineBoardSite {
  const heard = new Map(facts.seats.map((one) => [one.seat, one]));
  const talking = new Set(
    facts.calls.flatMap(({ seat, isTalking }) => (isTalking && seat !== null ? [seat] : [])),
  );
  const { nowMs, wrapMs, freed } = facts;
  const now = (name: string): SeatNow => {
    const state = seatNow(heard.get(name), talking.has(name));
    return state === 'apart' && nowMs - (freed.get(name) ?? 0) <= wrapMs ? 'after' : state;
  };
  const isKnown = facts.line.state !== 'manual' || facts.seats.length > 0;
  return {
    site: site.code,
    held: site.seats,
    seats: isKnown ? seatNames(site).map(now) : [],
    talking: facts.placed.filter((one) => one.site === site.code && one.isTalking).length,
    counts: facts.counts.get(site.code) ?? NO_COUNTS,
    pledges: pledgeFigures(facts.pledges.filter((one) => one.site === site.code)),
  };
}

function seatNow(heard: SeatHeard | undefined, isTalking: boolean): SeatNow {
  if (isTalking || heard?.state === 'talking') return 'talking';
  if (!heard) return 'closed';
  if (heard.state === 'preparing') return 'preparing';
  return heard.isReady ? 'ready' : 'apart';
}

function boardTeam({ handOver }: LineSettings, { calls, seats }: BoardFacts): LineBoard['team'] {
  const own = seats.filter(({ queues }) => queues.some(({ queue }) => queue === handOver.queue));
  const talking = calls.filter(({ queue, isTalking }) => queue === handOver.queue && isTalking).length;
  return {
    name: handOver.name,
    open: own.length,
    talking,
    ready: own.filter(({ state, isReady }) => state === 'free' && isReady).length,
  };
}
