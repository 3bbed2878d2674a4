import { dispositionOf } from '../../../shared/dispositions.ts';
import { zoned } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { isCountedTry, quickRetryMinutes, type Try } from './cadence-counting.ts';
import { partWish, triesByPart } from './cadence-parts.ts';
import { zoneOfArea } from './calling-area.ts';
import type { CallingRules } from './calling-rules.ts';
import type { CallPart } from './calling-rules-spans.ts';

/**
 * When an open record may be tried again (docs/rules/cadence.md). Counted tries are at least `minHoursBetween` apart,
 * at most `maxPerDay` of the donor's day, `maxPer7Days` in any seven days, `maxAttempts` in all; a busy line and a
 * technical failure come back soon and are not counted. Appointments asked by the donor do not pass here.
 *
 * The last attempts are steered to the day-parts still owed (two evenings, a Saturday, a morning or an afternoon), so
 * that a record that reaches `maxAttempts` has had them, unless callbacks asked by the donor used them up: the maximum
 * always wins over the minima. A record whose campaign ends first waits for it, and closes then as EF_CLOTURE.
 */
export interface CadenceQuestion {
  /** Every earlier try of the record, oldest first. */
  readonly past: readonly Try[];
  /** The try that has just ended, without its count: `isCountedTry` decides it. */
  readonly outcome: Omit<Try, 'counted'>;
  readonly settings: CampaignSettings;
  readonly area: string;
  readonly rules: CallingRules;
}

export type NextTry =
  | { readonly kind: 'again'; readonly dueAtMs: number; readonly nextPart: CallPart }
  /** No allowed hour is left before the campaign ends: nothing is due any more. */
  | { readonly kind: 'campaign-ends'; readonly dueAtMs: number; readonly nextPart: CallPart }
  /** Closed by the system: RA_REFLEX when an earlier try was argued, so that the contact is not lost. */
  | { readonly kind: 'exhausted'; readonly disposition: 'EF_EPUISE' | 'RA_REFLEX' };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** D. 223-9: four attempts in any thirty days (docs/rules/law.md#france). */
const STRICT_LIMIT = { max: 4, spanMs: 30 * DAY_MS };

/** Decides after the outcome of one try; pure, the same question gives the same answer. */
export function nextTry(question: CadenceQuestion): NextTry {
  const { past, outcome, settings, area, rules } = question;
  const counted = isCountedTry(past, outcome.code, settings);
  const tries: readonly Try[] = [...past, { ...outcome, counted }];
  const countedTries = tries.filter((one) => one.counted);
  if (countedTries.length >= settings.cadence.maxAttempts) return exhausted(tries);

  const wish = partWish(triesByPart(countedTries), settings);
  const fromMs = Math.max(
    outcome.atMs + (counted ? 0 : quickRetryMinutes(outcome.code, settings) * MINUTE_MS),
    earliestMs(countedTries, question),
  );
  const where = { area, settings, fromMs };
  const next =
    (wish.owed ? rules.nextAllowed({ ...where, parts: wish.parts }) : undefined) ?? rules.nextAllowed(where);
  const nextPart = wish.parts[0] ?? 'S';
  if (next) return { kind: 'again', dueAtMs: next.atMs, nextPart: wish.owed ? next.part : nextPart };
  return { kind: 'campaign-ends', dueAtMs: endOfCampaignMs(settings, area), nextPart };
}

function exhausted(tries: readonly Try[]): NextTry {
  const argued = tries.some((one) => dispositionOf(one.code)?.pitched === true);
  return { kind: 'exhausted', disposition: argued ? 'RA_REFLEX' : 'EF_EPUISE' };
}

/**
 * The first instant that respects rest, day and rolling limits after counted tries, oldest first; 0 when nothing was
 * counted yet.
 */
export function earliestMs(
  counted: readonly Try[],
  { settings, area }: Pick<CadenceQuestion, 'settings' | 'area'>,
): number {
  const last = counted.at(-1);
  if (!last) return 0;
  const { minHoursBetween, maxPer7Days, maxPerDay } = settings.cadence;
  const limits = [{ max: maxPer7Days, spanMs: 7 * DAY_MS }];
  if (settings.callingProfile === 'STRICT_D223-9') limits.push(STRICT_LIMIT);
  return Math.max(
    last.atMs + minHoursBetween * HOUR_MS,
    afterFullDay(counted, maxPerDay, zoneOfArea(area)),
    ...limits.map(({ max, spanMs }) => (counted.at(-max)?.atMs ?? -spanMs) + spanMs),
  );
}

/** The start of the donor's next day when the last day of calls is full. */
function afterFullDay(counted: readonly Try[], maxPerDay: number, zone: string): number {
  const dayOf = (atMs: number) => zoned(atMs, zone).startOfDay();
  const last = counted.at(-1);
  if (!last) return 0;
  const day = dayOf(last.atMs);
  const thatDay = counted.filter((one) => dayOf(one.atMs).equals(day)).length;
  return thatDay >= maxPerDay ? day.add({ days: 1 }).epochMilliseconds : 0;
}

function endOfCampaignMs(settings: CampaignSettings, area: string): number {
  return Temporal.PlainDate.from(settings.ends).add({ days: 1 }).toZonedDateTime(zoneOfArea(area))
    .epochMilliseconds;
}
