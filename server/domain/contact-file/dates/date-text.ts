import type { CivilDate } from '../../../../shared/time.ts';
import { folded } from '../contact-texts.ts';
import { monthNamed, weekdayNamed } from './date-words.ts';

/**
 * How sure the reading is: `certain` has one reading whatever the habits of its writer; `day-first` and `month-first` are the
 * only day that the numbers make; `either` makes two, of which the day before the month was taken.
 */
export type DateOrder = 'certain' | 'day-first' | 'month-first' | 'either';

export interface WrittenDate {
  readonly date: CivilDate;
  readonly order: DateOrder;
  /** An hour stood beside it, and is left. */
  readonly hasHour: boolean;
  /** Its year had two digits. */
  readonly isShort: boolean;
}

export interface DateHabits {
  readonly today: CivilDate;
  /** Whose century may be the one before: a child is not called, and a hundred years are lived by some. */
  readonly isBirth: boolean;
}

/** A day that is there, else undefined. */
function civil(year: number, month: number, day: number): CivilDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Found = Pick<WrittenDate, 'date' | 'order' | 'isShort'>;

const ADULT_YEARS = 18;

/** `20` of today's century unless it is to come; of a birth, undefined when it may be either. */
function fullYear(short: number, { today, isBirth }: DateHabits): number | undefined {
  const thisYear = Number(today.slice(0, 4));
  const late = Math.floor(thisYear / 100) * 100 + short;
  if (late > thisYear) return late - 100;
  return isBirth && thisYear - late <= ADULT_YEARS ? undefined : late;
}

function certain(date: CivilDate | undefined, isShort = false): Found | undefined {
  return date === undefined ? undefined : { date, order: 'certain', isShort };
}

interface Year {
  readonly year: number;
  readonly isShort: boolean;
}

/** Three numbers, the year last: the two orders of people, and which of them makes a day. */
function yearLast(first: number, second: number, { year, isShort }: Year): Found | undefined {
  const dayFirst = civil(year, second, first);
  const monthFirst = civil(year, first, second);
  if (dayFirst === undefined)
    return monthFirst === undefined ? undefined : { date: monthFirst, order: 'month-first', isShort };
  if (monthFirst === undefined) return { date: dayFirst, order: 'day-first', isShort };
  return { date: dayFirst, order: dayFirst === monthFirst ? 'certain' : 'either', isShort };
}

const YEAR_FIRST = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$|^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/;
const SHORT = /^(\d{2}|\d)([-/.])(\d{1,2})[-/.](\d{2})$/;

function numbered(text: string, habits: DateHabits): Found | undefined {
  const [, ...year] = YEAR_FIRST.exec(text) ?? [];
  const parts = year.filter((one) => one !== undefined).map(Number);
  if (parts.length === 3) return certain(civil(parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0));
  const last = YEAR_LAST.exec(text);
  if (last) return yearLast(Number(last[1]), Number(last[2]), { year: Number(last[3]), isShort: false });
  const [, first = '', mark, second = '', third = ''] = SHORT.exec(text) ?? [];
  if (mark === undefined) return undefined;
  const year2 = fullYear(Number(third), habits);
  const usual =
    year2 === undefined ? undefined : yearLast(Number(first), Number(second), { year: year2, isShort: true });
  const year0 = first.length < 2 ? undefined : fullYear(Number(first), habits);
  const iso = year0 === undefined ? undefined : civil(year0, Number(second), Number(third));
  // With hyphens both orders are written: « 20-02-03 » is the year 2020 or the 20th.
  if (mark === '-' && usual && iso && usual.date !== iso) return undefined;
  return usual ?? (year2 === undefined ? undefined : certain(iso, true));
}

const DAY_NAMED =
  /^(?:([A-Z]+)[.,]* )?(\d{1,2})(?:ER|E|ST|ND|RD|TH)?[-/. ]+(?:DE |OF )?([A-Z]+)[-/., ]+(\d{4}|\d{2})$/;
const MONTH_NAMED = /^(?:([A-Z]+)[.,]* )?([A-Z]+)[. ]+(\d{1,2})(?:ST|ND|RD|TH)?,? (\d{4})$/;
const YEAR_NAMED = /^(\d{4})[-/. ]([A-Z]+)[-/. ]+(\d{1,2})$/;

interface Named {
  readonly weekday?: string | undefined;
  readonly day: string | undefined;
  readonly month: string | undefined;
  readonly year: string | undefined;
}

function namesOf(text: string): Named | undefined {
  const [day, month, year] = [DAY_NAMED.exec(text), MONTH_NAMED.exec(text), YEAR_NAMED.exec(text)];
  if (day) return { weekday: day[1], day: day[2], month: day[3], year: day[4] };
  if (month) return { weekday: month[1], day: month[3], month: month[2], year: month[4] };
  return year ? { day: year[3], month: year[2], year: year[1] } : undefined;
}

/** `3 février 2020`, `Feb 3, 2020`, `lundi 3 février 2020`: a day of the week that is not that day’s is a mistake. */
function named(text: string, habits: DateHabits): Found | undefined {
  const names = namesOf(text.replace(/^LE /, ''));
  const month = monthNamed(names?.month ?? '');
  if (names === undefined || month === undefined) return undefined;
  const isShort = names.year?.length === 2;
  const year = isShort ? fullYear(Number(names.year), habits) : Number(names.year);
  const date = year === undefined ? undefined : civil(year, month, Number(names.day));
  if (date === undefined) return undefined;
  const { weekday } = names;
  const isIts = weekday === undefined || weekdayNamed(weekday) === Temporal.PlainDate.from(date).dayOfWeek;
  return isIts ? certain(date, isShort) : undefined;
}

const HOUR =
  /^(.*\d)(?:T|,? +(?:A +)?)(\d{1,2})(?::|H)(\d{2})?(?::(\d{2})(?:[.,]\d+)?)? ?(AM|PM)?(Z|[+-]\d{2}:?\d{2})?$/;
const UTC = new Set(['Z', '+00:00', '+0000']);

/**
 * True when that hour may be another day’s midnight, told by the clock of another place: 22:00 and 23:00 are what our summer
 * and winter midnights become in universal time.
 */
export function isEdge(hour: number, minute: number, second: number): boolean {
  return hour >= 22 && minute === 0 && second === 0;
}

interface Split {
  readonly day: string;
  readonly hasHour: boolean;
  /** Half-day hours: Americans write them, and their months first. */
  readonly isHalfDay: boolean;
}

function withoutHour(text: string): Split | undefined {
  const match = HOUR.exec(text);
  if (!match) return { day: text, hasHour: false, isHalfDay: false };
  const [, day = '', hour, minute = '0', second = '0', half, zone] = match;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > (half === undefined ? 23 : 12) || m > 59 || s > 59) return undefined;
  const isLate = zone !== undefined && UTC.has(zone) && h >= 22;
  if (isLate || (half === 'PM' ? isEdge(h + 12, m, s) : isEdge(h, m, s))) return undefined;
  return { day: day.trim(), hasHour: h + m + s > 0 && half === undefined, isHalfDay: half !== undefined };
}

/**
 * The day that a text says, in the ways of people and of programs (docs/rules/layouts.md); undefined when it says none, or two
 * that nothing tells apart.
 */
export function readDateText(text: string, habits: DateHabits): WrittenDate | undefined {
  const split = withoutHour(folded(text).replace(/(\d) *([-/.]) *(?=\d)/g, '$1$2'));
  if (split === undefined) return undefined;
  const found = numbered(split.day, habits) ?? named(split.day, habits);
  if (found === undefined || (split.isHalfDay && found.order === 'either')) return undefined;
  return { ...found, hasHour: split.hasHour || split.isHalfDay };
}
