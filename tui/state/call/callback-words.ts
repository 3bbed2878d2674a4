import { zoned } from '../../../shared/time.ts';
import { plain } from '../fuzzy.ts';

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What was typed: an instant, a stretch of time in which the first allowed moment will do, several of which one is to be
 * chosen (a day without its hour, a week-end, the week to come), or nothing understood.
 */
export type Meaning =
  | { readonly kind: 'at'; readonly atMs: number }
  | ({ readonly kind: 'within' } & Stretch)
  | { readonly kind: 'among'; readonly stretches: readonly Stretch[] };

export interface Place {
  readonly nowMs: number;
  /** IANA zone of the donor: days and hours are theirs. */
  readonly zone: string;
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(
  ' ',
);
const NUMBERS: Readonly<Record<string, number>> = { un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5 };

/** Hours of the words for parts of a day, and whether « 7 h » said with them is after noon. */
const PARTS = [
  { words: /\b(?:la )?fin d(?:'|e l')apres-?midi\b|\bfin de (?:la )?journee\b/, hours: [17, 19], late: true },
  { words: /\b(?:l')?(?:apres-?midi|aprem)\b/, hours: [13, 18], late: true },
  { words: /\b(?:matin|matinee)\b/, hours: [0, 12], late: false },
  { words: /\b(?:soir|soiree)\b/, hours: [18, 24], late: true },
] as const;

/** Words that add nothing once day, part and hour are taken. */
const FILLERS =
  /\b(?:a|au|vers|pour|le|la|ce|cet|cette|en|du|de|dans|l|et|jour|journee|plutot|prochaine?)\b|[,']/g;

/** Takes pieces out of a text, from what is sure to what is left. */
class Sentence {
  private text: string;

  constructor(text: string) {
    this.text = ` ${plain(text).replace(/\s+/g, ' ').trim()} `;
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.text = `${this.text.slice(0, match.index)} ${this.text.slice(match.index + match[0].length)}`;
    return match;
  }

  isSpent(): boolean {
    return this.text.replace(FILLERS, '').trim() === '';
  }
}

function countOf(text: string | undefined): number {
  return NUMBERS[text ?? ''] ?? Number(text);
}

/** « dans 20 min », « dans une heure », « dans un quart d’heure »: from now on, in minutes. */
function takeMinutes(sentence: Sentence): number | undefined {
  if (sentence.take(/\bdans un quart d'heure\b/)) return 15;
  if (sentence.take(/\bdans une demi-?\s?heure\b/)) return 30;
  const hours = sentence.take(/\bdans (\d{1,2}|une?|deux|trois) ?(?:heures?|h) ?(\d{2})?(?= )/);
  if (hours) return countOf(hours[1]) * 60 + Number(hours[2] ?? 0);
  const match = sentence.take(/\bdans (\d{1,3}) ?(?:minutes?|min|mn)(?= )/);
  return match ? Number(match[1]) : undefined;
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return day > first.daysInMonth ? undefined : first.add({ days: day - 1 });
}

const isComing = (date: Temporal.PlainDate | undefined, today: Temporal.PlainDate) =>
  date !== undefined && Temporal.PlainDate.compare(date, today) >= 0;

interface Day {
  readonly day: number;
  readonly month: number;
  /** As written, `26` or `2026`; undefined without one. */
  readonly year: string | undefined;
}

/** The next such day: in December « 05/01 » is next year's. With its year it is that day, unless it is over. */
function dayOfYear({ day, month, year }: Day, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const years = year === undefined ? [today.year, today.year + 1] : [2000 + (Number(year) % 100)];
  return years.map((one) => plainDate(one, month, day)).find((date) => isComing(date, today));
}

/** « mercredi 02/12 »: a day of the week that is not that day's is a misunderstanding. */
function withItsWeekday(
  sentence: Sentence,
  date: Temporal.PlainDate | undefined,
): Temporal.PlainDate | 'wrong' {
  const name = sentence.take(WEEKDAY)?.[1];
  if (date === undefined) return 'wrong';
  return name === undefined || weekdayNumber(name) === date.dayOfWeek ? date : 'wrong';
}

/** « le 3 »: of this month, or of the next one that has such a day. */
function dayOfMonth(day: number, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  return [0, 1, 2]
    .map((later) => today.with({ day: 1 }).add({ months: later }))
    .map(({ year, month }) => plainDate(year, month, day))
    .find((date) => isComing(date, today));
}

function weekdayNumber(name: string): number {
  return WEEKDAYS.findIndex((one) => one.startsWith(name.slice(0, 3))) + 1;
}

function weekday(name: string, today: Temporal.PlainDate): Temporal.PlainDate {
  const wanted = weekdayNumber(name);
  // « Mardi », said on a Tuesday, is in a week: for today there is « ce soir ».
  return today.add({ days: ((wanted - today.dayOfWeek + 6) % 7) + 1 });
}

const WEEKDAY =
  /\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\.?(?= ))/;
const DATE = /\b(\d{1,2})[/.-](\d{1,2})(?:[/.-]((?:20)?\d{2}))?(?= )/;
const NAMED_DATE = new RegExp(`\\b(\\d{1,2})(?:er)? (${MONTHS.join('|')})(?: (20\\d{2}))?\\b`);

/** « mardi », « mardi en huit », « vendredi 27 »: a number that is not that weekday's is a misunderstanding. */
function takeWeekday(
  sentence: Sentence,
  name: string,
  today: Temporal.PlainDate,
): Temporal.PlainDate | 'wrong' {
  const next = weekday(name, today);
  if (sentence.take(/\ben huit\b/)) return next.add({ days: 7 });
  const number = sentence.take(/^\s*(?:le )?(\d{1,2})(?:er)?(?= (?!h|:|$))/);
  if (!number) return next;
  const date = dayOfMonth(Number(number[1]), today);
  return date?.dayOfWeek === next.dayOfWeek ? date : 'wrong';
}

function takeDay(sentence: Sentence, today: Temporal.PlainDate): Temporal.PlainDate | 'none' | 'wrong' {
  const orWrong = (date: Temporal.PlainDate | undefined) => date ?? 'wrong';
  const days = sentence.take(/\bdans (\d{1,2}|une?|deux|trois) (jours?|semaines?)\b/);
  if (days) return today.add({ days: countOf(days[1]) * (days[2]?.startsWith('s') ? 7 : 1) });
  const named = sentence.take(NAMED_DATE);
  if (named) {
    const day = { day: Number(named[1]), month: MONTHS.indexOf(named[2] ?? '') + 1, year: named[3] };
    return withItsWeekday(sentence, dayOfYear(day, today));
  }
  const date = sentence.take(DATE);
  // « 18.30 » is no date: it is given back as an hour.
  if (date) {
    const day = { day: Number(date[1]), month: Number(date[2]), year: date[3] };
    return withItsWeekday(sentence, dayOfYear(day, today));
  }
  if (sentence.take(/\bapres-?\s?demain\b/)) return today.add({ days: 2 });
  if (sentence.take(/\bdemain\b/)) return today.add({ days: 1 });
  if (sentence.take(/\baujourd'?hui\b|\btout a l'heure\b/)) return today;
  const name = sentence.take(WEEKDAY);
  if (name) return takeWeekday(sentence, name[1] ?? '', today);
  const alone = sentence.take(/\ble (\d{1,2})(?:er)?(?= (?!h))/);
  return alone ? orWrong(dayOfMonth(Number(alone[1]), today)) : 'none';
}

function takeClock(sentence: Sentence): Clock | 'none' | 'wrong' {
  if (sentence.take(/\bmidi et demie?\b/)) return { hour: 12, minute: 30 };
  if (sentence.take(/\bmidi\b/)) return { hour: 12, minute: 0 };
  const match =
    sentence.take(/\b(\d{1,2}) ?(?:h|heures?|:) ?(\d{2})?(?= )/) ??
    sentence.take(/\b(\d{1,2})(?:\.(\d{2}))?(?= )/);
  if (!match) return 'none';
  const half = match[2] === undefined && sentence.take(/\bet demie?\b/) ? 30 : 0;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? half)];
  return hour < 24 && minute < 60 ? { hour, minute } : 'wrong';
}

/**
 * What an agent means by « demain 18h », « mardi matin », « dans 20 min », « le 3 à 14h30 », « ce soir », « 23/11 18:00 » or
 * an hour alone (today, or tomorrow once past), in the donor's zone. Undefined when anything in it is not understood: a
 * word left over may be the one that counted.
 */
export function meaningOf(text: string, { nowMs, zone }: Place): Meaning | undefined {
  const today = zoned(nowMs, zone).toPlainDate();
  const sentence = new Sentence(text.replace(/(\d)[.](\d{2})(?!\d|[./-])/, clockWhenNoDate));
  const minutes = takeMinutes(sentence);
  if (minutes !== undefined) {
    const atMs = Math.ceil((nowMs + minutes * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
    return sentence.isSpent() ? { kind: 'at', atMs } : undefined;
  }
  const isToday = sentence.take(/\b(?:ce|cet|cette)(?= (?:matin|soir|apres|aprem|fin|midi))/) !== undefined;
  const days = takeDays(sentence, today);
  const found = days.length > 0 ? 'none' : takeDay(sentence, today);
  const part = PARTS.find(({ words }) => sentence.take(words) !== undefined);
  const clock = takeClock(sentence);
  if (found === 'wrong' || clock === 'wrong' || !sentence.isSpent()) return undefined;
  // An hour of no day in particular would be a guess.
  if (days.length > 0) return clock === 'none' ? amongDays(days, part, zone) : undefined;
  const day = found === 'none' ? (isToday ? today : undefined) : found;
  if (day === undefined && part === undefined && clock === 'none') return undefined;
  return timeOf({ day, part, clock: clock === 'none' ? undefined : clock }, { nowMs, zone });
}

/** « 18.30 » becomes « 18:30 »; « 24.11 » stays a date. */
function clockWhenNoDate(whole: string, unit: string, minutes: string): string {
  return Number(minutes) > 12 || minutes === '00' ? `${unit}:${minutes}` : whole;
}

type Part = (typeof PARTS)[number];
type Hours = readonly [number, number];

/** Parts of a day that is said without its hour. */
const WHOLE_DAY: readonly Hours[] = [
  [0, 13],
  [13, 18],
  [18, 24],
];
/** Of the days of a week said as a whole: the evening, when people are in; all of a Saturday. */
const WEEK_DAY: Hours = [17, 24];

/** « le week-end », « la semaine prochaine »: the days meant, none of them chosen. */
function takeDays(sentence: Sentence, today: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  const from = (first: Temporal.PlainDate, count: number) =>
    Array.from({ length: count }, (_, at) => first.add({ days: at }));
  if (sentence.take(/\bsemaine (?:prochaine|d'apres|qui vient)\b/))
    return from(today.add({ days: 8 - today.dayOfWeek }), 7);
  // Begun on Saturday, it is the one that goes on.
  if (sentence.take(/\bweek-? ?ends?\b/)) {
    const left = today.dayOfWeek === 7 ? 1 : 2;
    return from(today.dayOfWeek >= 6 ? today : today.add({ days: 6 - today.dayOfWeek }), left);
  }
  return [];
}

function amongDays(days: readonly Temporal.PlainDate[], part: Part | undefined, zone: string): Meaning {
  const stretches = days.flatMap((day) => {
    const parts: readonly Hours[] = part
      ? [part.hours]
      : days.length > 2
        ? [day.dayOfWeek > 5 ? [0, 24] : WEEK_DAY]
        : WHOLE_DAY;
    return parts.map((hours) => stretchOf(day, hours, zone));
  });
  return { kind: 'among', stretches };
}

function stretchOf(day: Temporal.PlainDate, [from, to]: Hours, zone: string): Stretch {
  return {
    fromMs: instantOf(day, { hour: from, minute: 0 }, zone),
    toMs: instantOf(day, { hour: to, minute: 0 }, zone),
  };
}

function instantOf(date: Temporal.PlainDate, { hour, minute }: Clock, zone: string): number {
  return (hour === 24 ? date.add({ days: 1 }) : date).toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from({ hour: hour % 24, minute }),
  }).epochMilliseconds;
}

interface Said {
  readonly day: Temporal.PlainDate | undefined;
  readonly part: Part | undefined;
  readonly clock: Clock | undefined;
}

function timeOf({ day, part, clock }: Said, { nowMs, zone }: Place): Meaning {
  const today = zoned(nowMs, zone).toPlainDate();
  if (clock) {
    const late = part?.late && clock.hour > 0 && clock.hour < 12;
    const said = late ? { ...clock, hour: clock.hour + 12 } : clock;
    const first = instantOf(day ?? today, said, zone);
    const atMs = day === undefined && first <= nowMs ? instantOf(today.add({ days: 1 }), said, zone) : first;
    return { kind: 'at', atMs };
  }
  if (!part) return amongDays([day ?? today], undefined, zone);
  const first = stretchOf(day ?? today, part.hours, zone);
  const isOver = day === undefined && first.toMs <= nowMs;
  return { kind: 'within', ...(isOver ? stretchOf(today.add({ days: 1 }), part.hours, zone) : first) };
}
