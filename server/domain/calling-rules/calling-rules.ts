import { localDay } from '../../../shared/local-day.ts';
import { type CivilDate, type Period, zoned } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { zoneOfArea } from './calling-area.ts';
import { holidayCalendar } from './calling-rules-holidays.ts';
import { type CallPart, type CallSpan, partOf, spansOfDay } from './calling-rules-spans.ts';
import { sayDate, sayWhen } from './calling-rules-words.ts';

/**
 * When calling a place is allowed: the donor's own clock, the campaign's windows and dates, the public holidays of the
 * place (docs/rules/law.md#zones-and-holidays, docs/rules/cadence.md).
 */
export interface CallingRules {
  /**
   * May this place be called at that instant? If not: why, and the next allowed instant (null when the campaign has
   * none left).
   */
  mayCall(question: CallQuestion): MayCall;
  /** The areas that may be called at that instant, each with its own day-part. */
  openAreas(question: AreasQuestion): readonly OpenArea[];
  /**
   * First allowed instant at or after `fromMs`, limited to some day-parts if given; undefined when the campaign has
   * none left.
   */
  nextAllowed(question: NextQuestion): { readonly atMs: number; readonly part: CallPart } | undefined;
  /** When the donor may ask to be called back: spans of the next days, evening appointments included. */
  callbackSpans(question: SpansQuestion): readonly Period[];
  /** A callback must lie in the future and inside those spans, whatever their distance. */
  isAllowedCallback(question: CallQuestion & { readonly nowMs: number }): boolean;
  /** The day-part of an instant at that place, allowed or not. */
  partAt(area: string, atMs: number): CallPart;
  /** French name of the public holiday of that place, or undefined. */
  holidayOn(area: string, date: CivilDate): string | undefined;
}

interface CallQuestion {
  readonly area: string;
  readonly atMs: number;
  readonly settings: CampaignSettings;
  /** The donor asked for that time: windows run up to `settings.appointmentUntil`. */
  readonly appointment?: boolean;
}
interface AreasQuestion extends Omit<CallQuestion, 'area'> {
  readonly areas: readonly string[];
}
interface NextQuestion extends Omit<CallQuestion, 'atMs'> {
  readonly fromMs: number;
  readonly parts?: readonly CallPart[];
}
interface SpansQuestion extends Omit<NextQuestion, 'parts'> {
  readonly days: number;
}
export interface OpenArea {
  readonly area: string;
  readonly part: CallPart;
  readonly untilMs: number;
}
type MayCall =
  | { readonly ok: true; readonly part: CallPart; readonly untilMs: number }
  | { readonly ok: false; readonly why: string; readonly nextAtMs: number | null };

/** A gap longer than this without one open hour is taken for the end of calling. */
const MAX_CLOSED_DAYS = 60;
const MAX_CACHED_DAYS = 20_000;
const MINUTE_MS = 60_000;

/** Makes the rules with their caches (holidays, days); one for the whole process, pure for the caller. */
export function callingRules(): CallingRules {
  const day = openDays();
  const { holidayOn } = day;

  const spanAt = (question: CallQuestion): CallSpan | undefined =>
    day
      .spans(question, localDate(question.area, question.atMs))
      .find((span) => span.fromMs <= question.atMs && question.atMs < span.toMs);

  function* spansFrom(question: Omit<NextQuestion, 'parts'>, maxDays: number): Generator<CallSpan> {
    const today = localDate(question.area, question.fromMs);
    const first = [today, question.settings.starts].toSorted().at(-1) ?? today;
    for (let ahead = 0; ahead <= maxDays; ahead += 1) {
      const date = Temporal.PlainDate.from(first).add({ days: ahead }).toString();
      if (date > question.settings.ends) return;
      for (const span of day.spans(question, date)) if (span.toMs > question.fromMs) yield span;
    }
  }

  function nextAllowed(question: NextQuestion) {
    for (const span of spansFrom(question, MAX_CLOSED_DAYS)) {
      if (question.parts && !question.parts.includes(span.part)) continue;
      return { atMs: Math.max(span.fromMs, question.fromMs), part: span.part };
    }
    return undefined;
  }

  return {
    holidayOn,
    nextAllowed,
    partAt: day.partAt,
    mayCall(question) {
      const span = spanAt(question);
      if (span) return { ok: true, part: span.part, untilMs: span.toMs };
      const nextAtMs = nextAllowed({ ...question, fromMs: question.atMs })?.atMs ?? null;
      return { ok: false, why: whyClosed(question, nextAtMs, holidayOn), nextAtMs };
    },
    openAreas: ({ areas, ...question }) =>
      areas.flatMap((area) => {
        const span = spanAt({ ...question, area });
        return span ? [{ area, part: span.part, untilMs: span.toMs }] : [];
      }),
    callbackSpans: (question) =>
      joined([...spansFrom({ ...question, appointment: true }, question.days)]).map((span) => ({
        fromMs: Math.max(span.fromMs, question.fromMs),
        toMs: span.toMs,
      })),
    isAllowedCallback: (question) =>
      question.atMs > question.nowMs && spanAt({ ...question, appointment: true }) !== undefined,
  };
}

function localDate(area: string, atMs: number): CivilDate {
  return localDay(atMs, zoneOfArea(area)).date;
}

/** The spans of a place's day, none on a holiday or outside the campaign; cached per settings, place and day. */
function openDays() {
  const calendar = holidayCalendar();
  const keyOf = settingsKeys();
  const cache = new Map<string, readonly CallSpan[]>();
  const parts = new Map<string, CallPart>();

  function fresh({ area, settings, appointment }: DayPlace, date: CivilDate): readonly CallSpan[] {
    if (date < settings.starts || date > settings.ends || closedFor(settings, date)) return [];
    if (calendar.nameOf(area, date) !== undefined && !settings.holidays.remove.includes(date)) return [];
    return spansOfDay({ date, zone: zoneOfArea(area), settings, appointment: appointment ?? false });
  }

  return {
    holidayOn: calendar.nameOf,
    /** Parts begin and end on whole minutes. */
    partAt(area: string, atMs: number): CallPart {
      const zone = zoneOfArea(area);
      const key = `${zone} ${Math.floor(atMs / MINUTE_MS)}`;
      const known = parts.get(key);
      if (known) return known;
      if (parts.size >= MAX_CACHED_DAYS) parts.clear();
      const at = zoned(atMs, zone);
      const part = partOf(at.dayOfWeek, at.toPlainTime().toString().slice(0, 5));
      parts.set(key, part);
      return part;
    },
    spans(place: DayPlace, date: CivilDate): readonly CallSpan[] {
      const key = `${place.area} ${date} ${place.appointment === true} ${keyOf(place.settings)}`;
      const known = cache.get(key);
      if (known) return known;
      if (cache.size >= MAX_CACHED_DAYS) cache.clear();
      const spans = fresh(place, date);
      cache.set(key, spans);
      return spans;
    },
  };
}

/** What of the settings decides a day, as text: a store hands out equal settings as new objects each time. */
function settingsKeys(): (settings: CampaignSettings) => string {
  const known = new WeakMap<CampaignSettings, string>();
  return (settings) => {
    const found = known.get(settings);
    if (found !== undefined) return found;
    const { starts, ends, windows, callingProfile, appointmentUntil, holidays } = settings;
    const key = JSON.stringify([starts, ends, windows, callingProfile, appointmentUntil, holidays]);
    known.set(settings, key);
    return key;
  };
}

type DayPlace = Pick<CallQuestion, 'area' | 'settings' | 'appointment'>;

/**
 * Days that ops closed by hand for the campaign (docs/rules/law.md#zones-and-holidays: canton data are doubtful, ops
 * may add and remove).
 */
function closedFor(settings: CampaignSettings, date: CivilDate): boolean {
  return settings.holidays.add.includes(date);
}

/** Joins spans that touch: morning–afternoon–evening of one window is one span to the donor. */
function joined(spans: readonly CallSpan[]): readonly Period[] {
  const whole: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of spans) {
    const last = whole.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else whole.push({ fromMs, toMs });
  }
  return whole;
}

function whyClosed(
  { area, atMs, settings }: CallQuestion,
  nextAtMs: number | null,
  holidayOn: CallingRules['holidayOn'],
): string {
  const zone = zoneOfArea(area);
  const today = localDate(area, atMs);
  if (today < settings.starts) return `La campagne commence le ${sayDate(settings.starts)}.`;
  if (nextAtMs === null) return 'La campagne n’a plus d’heures d’appel.';
  const until = `jusqu’à ${sayWhen(nextAtMs, atMs, zone)}, heure du donateur.`;
  const holiday = settings.holidays.remove.includes(today) ? undefined : holidayOn(area, today);
  if (holiday) return `Jour férié (${holiday}) : pas d’appel ${until}`;
  if (closedFor(settings, today)) return `Jour sans appel, ${until}`;
  return `Hors des heures d’appel ${until}`;
}
