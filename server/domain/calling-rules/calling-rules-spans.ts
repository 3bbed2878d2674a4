import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';

/**
 * Morning, afternoon, evening, Saturday (docs/rules/cadence.md); the same letters as `server/ports/rows/records.ts`.
 */
export const DAY_PARTS = ['M', 'A', 'S', 'SA'] as const;
export type CallPart = (typeof DAY_PARTS)[number];

/** A stretch of one day in which calling is allowed, all of one day-part; `toMs` is exclusive. */
export interface CallSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly part: CallPart;
}

interface Clockwork {
  readonly from: string;
  readonly to: string;
}

/** D. 223-9 of the Code de la consommation: weekdays, 10–13 h and 14–20 h (docs/rules/law.md#france). */
const STRICT_HOURS: readonly Clockwork[] = [
  { from: '10:00', to: '13:00' },
  { from: '14:00', to: '20:00' },
];

/** Where weekday parts change (docs/rules/cadence.md: M 10–13, A 14–17, S 17–20). */
const PART_STARTS: readonly (readonly [string, CallPart])[] = [
  ['00:00', 'M'],
  ['14:00', 'A'],
  ['17:00', 'S'],
];

/** The day-part of a local hour `HH:MM` on that ISO weekday (6 and 7: the week-end). */
export function partOf(weekday: number, hour: string): CallPart {
  if (weekday >= 6) return 'SA';
  return PART_STARTS.findLast(([from]) => from <= hour)?.[1] ?? 'M';
}

function overlap(a: Clockwork, b: Clockwork): Clockwork[] {
  const [, from = a.from] = [a.from, b.from].toSorted();
  const [to = a.to] = [a.to, b.to].toSorted();
  return from < to ? [{ from, to }] : [];
}

function splitByPart(weekday: number, hours: Clockwork): Clockwork[] {
  if (weekday >= 6) return [hours];
  const cuts = PART_STARTS.map(([from]) => from).filter((at) => at > hours.from && at < hours.to);
  const edges = [hours.from, ...cuts, hours.to];
  return edges.slice(1).map((to, at) => ({ from: edges[at] ?? hours.from, to }));
}

/** Local hours of that weekday in the campaign's windows; the strict profile only ever narrows them. */
function hoursOf(weekday: number, settings: CampaignSettings): readonly Clockwork[] {
  const own = settings.windows.filter((window) => window.days.includes(weekday));
  if (settings.callingProfile === 'STANDARD') return own;
  return weekday > 5
    ? []
    : own.flatMap((window) => STRICT_HOURS.flatMap((strict) => overlap(window, strict)));
}

/**
 * An appointment asked by the donor may run past the last window of a day, up to `appointmentUntil`
 * (docs/rules/cadence.md); never under the strict profile.
 */
function withAppointments(hours: readonly Clockwork[], settings: CampaignSettings): readonly Clockwork[] {
  const last = hours
    .map((one) => one.to)
    .toSorted()
    .at(-1);
  if (last === undefined || settings.callingProfile !== 'STANDARD' || last >= settings.appointmentUntil) {
    return hours;
  }
  return [...hours, { from: last, to: settings.appointmentUntil }];
}

export interface DayQuestion {
  readonly date: CivilDate;
  readonly zone: string;
  readonly settings: CampaignSettings;
  readonly appointment: boolean;
}

/** The spans of one ordinary day (no holiday, inside the campaign) in time order. */
export function spansOfDay({ date, zone, settings, appointment }: DayQuestion): readonly CallSpan[] {
  const day = Temporal.PlainDate.from(date);
  const hours = hoursOf(day.dayOfWeek, settings);
  const atMs = (hour: string) =>
    day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(hour) }).epochMilliseconds;
  return (appointment ? withAppointments(hours, settings) : hours)
    .flatMap((one) => splitByPart(day.dayOfWeek, one))
    .map((one) => ({ fromMs: atMs(one.from), toMs: atMs(one.to), part: partOf(day.dayOfWeek, one.from) }))
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** Day-parts that the campaign's windows can offer at all. */
export function partsOffered(settings: CampaignSettings): readonly CallPart[] {
  const offered = new Set<CallPart>();
  for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
    for (const hours of hoursOf(weekday, settings)) {
      for (const one of splitByPart(weekday, hours)) offered.add(partOf(weekday, one.from));
    }
  }
  return DAY_PARTS.filter((part) => offered.has(part));
}
