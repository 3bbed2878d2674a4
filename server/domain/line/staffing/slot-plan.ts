import { routeAt } from '../line-routes.ts';
import type { LineSettings } from '../line-settings.ts';
import type { ExpectedCalls } from './call-forecast.ts';
import { blockedShare, seatsFor } from './erlang.ts';

/**
 * Places of a site in some hours, and how many are held.
 *
 * @internal for tests
 */
export interface PlannedSlot {
  readonly site: string;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly capacity: number;
  readonly taken: number;
}

/** A site in some hours: what the calls ask of it, and who comes. */
export interface SiteNeed {
  readonly site: string;
  /** Seats to be held for the goal (Erlang C). */
  readonly needed: number;
  /** Of its folder: no slot holds more. */
  readonly seats: number;
  /** Of the slots that cover these hours; absent where slots were not asked for, or are not shown to the reader. */
  readonly places?: number;
  readonly signedUp?: number;
  /** Seats that nobody has signed up for. */
  readonly missing?: number;
}

/** Hours in which nothing of the plan changes. */
export interface PlannedHours extends ExpectedCalls {
  /** The number of the rule that holds; null in a gap of the week. */
  readonly rule: number | null;
  /** The site of the rule first, then the one that takes what overflows; last those that have places and no calls. */
  readonly sites: readonly SiteNeed[];
}

interface Slots {
  readonly slots: readonly PlannedSlot[];
  /** Sites whose slots the reader sees. */
  readonly seen: ReadonlySet<string>;
}

/** Borders of rules and slots stand on quarters of an hour; a time that is none of them is cut shorter. */
const QUARTER_MS = 15 * 60_000;
const ONE_IN_A_HUNDRED = 0.01;

/**
 * What the calls expected ask of each site, hour by hour, beside those who signed up. Seats by Erlang C; beyond the
 * threshold of a rule, calls go on to the next site as Erlang B says. Calls come by chance all through a time: a spike needs a
 * time of its own in the forecast.
 */
export function slotPlan(
  settings: LineSettings,
  forecast: readonly ExpectedCalls[],
  slots?: Slots,
): readonly PlannedHours[] {
  const quarters = forecast.flatMap((row) => quartersOf(row).map((one) => plannedAt(settings, one, slots)));
  const merged: PlannedHours[] = [];
  for (const one of quarters) {
    const last = merged.at(-1);
    if (last && last.toMs === one.fromMs && isSame(last, one))
      merged[merged.length - 1] = { ...last, toMs: one.toMs };
    else merged.push(one);
  }
  return merged;
}

const isSame = (
  { fromMs: _, toMs: __, ...one }: PlannedHours,
  { fromMs: ___, toMs: ____, ...other }: PlannedHours,
) => JSON.stringify(one) === JSON.stringify(other);

function quartersOf({ fromMs, toMs, callsPerHour }: ExpectedCalls): readonly ExpectedCalls[] {
  const borders = [fromMs];
  for (let at = (Math.floor(fromMs / QUARTER_MS) + 1) * QUARTER_MS; at < toMs; at += QUARTER_MS)
    borders.push(at);
  return borders.map((from, at) => ({ fromMs: from, toMs: borders[at + 1] ?? toMs, callsPerHour }));
}

function plannedAt(settings: LineSettings, time: ExpectedCalls, slots: Slots | undefined): PlannedHours {
  const found = routeAt(settings, time.fromMs);
  if (!found) return { ...time, rule: null, sites: [] };
  const { to, max, overflow } = found.route;
  const asked = needs(settings, time.callsPerHour, { to, max, overflow });
  const others = settings.sites.filter(({ code }) => !asked.some(({ site }) => site === code));
  const all = [...asked, ...others.map(({ code }) => ({ site: code, needed: 0 }))];
  const sites = all.map(({ site, needed }) => ({
    site,
    needed,
    seats: settings.sites.find(({ code }) => code === site)?.seats ?? 0,
    ...(slots?.seen.has(site) && comingTo(site, { time, needed, slots: slots.slots })),
  }));
  const isShown = ({ site, places = 0 }: SiteNeed) => places > 0 || asked.some((one) => one.site === site);
  return { ...time, rule: found.number, sites: sites.filter(isShown) };
}

interface Way {
  readonly to: string;
  readonly max: number | undefined;
  readonly overflow: string | undefined;
}

function needs(
  { expected }: LineSettings,
  callsPerHour: number,
  { to, max, overflow }: Way,
): readonly { readonly site: string; readonly needed: number }[] {
  const { talkSeconds, wrapSeconds, servedPercent, servedSeconds } = expected;
  const handlingSeconds = talkSeconds + wrapSeconds;
  const goal = { share: servedPercent / 100, seconds: servedSeconds };
  const seatsOf = (calls: number) =>
    calls === 0 ? 0 : seatsFor({ callsPerHour: calls, handlingSeconds }, goal);
  const all = seatsOf(callsPerHour);
  if (max === undefined || overflow === undefined) return [{ site: to, needed: all }];
  // The PBX counts calls at once: what an agent writes after one holds no place there.
  const share = blockedShare({ callsPerHour, handlingSeconds: talkSeconds, seats: max });
  const beyond =
    callsPerHour === 0 || (all <= max && share < ONE_IN_A_HUNDRED) ? 0 : Math.ceil(callsPerHour * share);
  return [
    { site: to, needed: Math.min(all, max) },
    { site: overflow, needed: seatsOf(beyond) },
  ];
}

interface Coming {
  readonly time: ExpectedCalls;
  readonly needed: number;
  readonly slots: readonly PlannedSlot[];
}

/** A slot counts where it covers the whole time. */
function comingTo(site: string, { time, needed, slots }: Coming) {
  const own = slots.filter((one) => one.site === site && one.fromMs <= time.fromMs && one.toMs >= time.toMs);
  const places = own.reduce((sum, { capacity }) => sum + capacity, 0);
  const signedUp = own.reduce((sum, { taken }) => sum + taken, 0);
  return { places, signedUp, missing: Math.max(0, needed - signedUp) };
}
