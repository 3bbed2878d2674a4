import { dispositionOf } from '../../../shared/dispositions.ts';
import { zoned } from '../../../shared/time.ts';

/** Counts behind pictures and review pack: sums that the base makes, without any donor in them. */

/** Calls ended, or records closed, in one clock hour. Paris is whole hours off UTC: an hour here is an hour there. */
export interface HourCount {
  readonly hourStartMs: number;
  readonly disposition: string;
  readonly count: number;
}

/** Records of finished contact files by profile and last disposition; `null`: never called. */
export interface ProfileCount {
  readonly segment: string;
  /** Index in GIFT_BANDS. */
  readonly band: number;
  readonly disposition: string | null;
  readonly count: number;
}

/** Calls ended in the period, by profile and theme served. */
export interface TalkCount {
  readonly segment: string;
  readonly band: number;
  /** Index in SENIORITIES. */
  readonly seniority: number | null;
  /** Theme in force when the card was served; '' for calls older than this column. */
  readonly theme: string;
  readonly disposition: string;
  readonly calls: number;
}

/**
 * Lower bounds, in minor units, of every band but the first: the steps of the ask ladder (docs/rules/asks.md#ladder).
 */
export const GIFT_BAND_BOUNDS_MINOR = [800, 1300, 2000, 3000, 5000] as const;
export const GIFT_BANDS = [
  'moins de 8',
  '8 à moins de 13',
  '13 à moins de 20',
  '20 à moins de 30',
  '30 à moins de 50',
  '50 et plus',
] as const;

export const DAY_PARTS = ['matin', 'après-midi', 'soir'] as const;
type DayPartName = (typeof DAY_PARTS)[number];
/** ISO order: Monday is 1. */
export const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const;

export interface Slot {
  /** Index in WEEKDAYS. */
  readonly weekday: number;
  readonly part: DayPartName;
}

const PART_STARTS_HOUR = { afternoon: 14, evening: 17 } as const;

/** Where an hour falls in the week; undefined on Sundays, when nobody is called. */
export function slotOf(hourStartMs: number): Slot | undefined {
  const { dayOfWeek, hour } = zoned(hourStartMs);
  if (dayOfWeek > WEEKDAYS.length) return undefined;
  const late = hour >= PART_STARTS_HOUR.evening ? 'soir' : 'après-midi';
  return { weekday: dayOfWeek - 1, part: hour < PART_STARTS_HOUR.afternoon ? 'matin' : late };
}

/** Tries and, among them, those that found the donor in person. */
interface Reached {
  readonly tries: number;
  readonly reached: number;
}

export interface SlotCount extends Slot, Reached {}

/**
 * Contact rate of docs/rules/cadence.md: counted tries that found the donor, by weekday and day-part; slots never tried
 * are absent.
 */
export function contactSlots(calls: readonly HourCount[]): readonly SlotCount[] {
  const slots = new Map<string, { weekday: number; part: DayPartName; tries: number; reached: number }>();
  for (const { hourStartMs, disposition, count } of calls) {
    const slot = slotOf(hourStartMs);
    const row = dispositionOf(disposition);
    if (!slot || !row?.countsAttempt) continue;
    const key = `${slot.weekday} ${slot.part}`;
    const sums = slots.get(key) ?? { ...slot, tries: 0, reached: 0 };
    sums.tries += count;
    if (row.rightPerson) sums.reached += count;
    slots.set(key, sums);
  }
  const rank = (one: Slot) => one.weekday * DAY_PARTS.length + DAY_PARTS.indexOf(one.part);
  return [...slots.values()].sort((a, b) => rank(a) - rank(b));
}
