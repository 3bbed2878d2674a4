import { type CampaignKind, callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import { type MandateAction, schemeFacts } from '../../../shared/debit.ts';
import { dispositionOf, isAwaitingSignature } from '../../../shared/dispositions.ts';
import { type CivilDate, civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import { MONTHS } from '../ask/gift-ladder-terms.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Donor } from '../donor.ts';
import { EMAIL_LIMIT_HOURS } from '../email/confirmation-life.ts';
import { bankDayFrom, isBankDay } from './bank-days.ts';
import { mandateAction } from './mandate-action.ts';

export interface FirstDebitQuestion {
  readonly donor: Pick<Donor, 'gift' | 'mandate'>;
  readonly campaign: {
    readonly kind: CampaignKind;
    readonly country: Country;
    readonly settings: Pick<CampaignSettings, 'firstDebit' | 'emailHoldMinutes'>;
  };
  /** When the date is told: the card was served, the correction or the signature recorded. */
  readonly toldAtMs: number;
  readonly rules: Pick<CallingRules, 'holidayOn'>;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * THE rule of the first debit at an amount agreed at `toldAtMs` (docs/rules/direct-debit.md#first-debit): the donor's
 * first debit day on or after the later of the end of the pre-notification and the Wednesday of the next ISO week +
 * processing working days, moved to the next bank day. The pre-notification runs from the latest moment at which the
 * e-mail may leave. A running gift that is not monthly follows its cycle when a debit or start date tells it; a stopped
 * one has no cycle left. Without a debit day: the first bank day.
 */
export function firstDebitFor(question: FirstDebitQuestion): CivilDate {
  const { donor, toldAtMs } = question;
  const processed = processedOn(civilDay(toldAtMs), question);
  const notified = notifiedOn(question);
  const earliest = Temporal.PlainDate.compare(notified, processed) < 0 ? processed : notified;
  const { debitDay } = donor.gift;
  const day =
    debitDay === undefined ? earliest : firstDebitDay({ earliest, debitDay, cycle: cycleOf(question) });
  return bankDayFrom(schemeFacts(donor.mandate.scheme).settledBy, day.toString());
}

/** What an agreement made at that moment may rest on: the mandate, judged on the day of its first debit, and that day. */
export interface PlannedDebit {
  readonly mandate: MandateAction;
  /** Undefined before a new mandate is signed: nothing is debited, so no day is told. */
  readonly on: CivilDate | undefined;
}

export function plannedDebit(question: FirstDebitQuestion): PlannedDebit {
  const { donor, campaign } = question;
  const debitOn = firstDebitFor(question);
  const mandate = mandateAction({ kind: campaign.kind, gift: donor.gift, mandate: donor.mandate, debitOn });
  return { mandate, on: mandate === 'NOUVEAU_SIGNATURE' ? undefined : debitOn };
}

/** The recorded day of a call as it was told to the donor: none while a signature was awaited, whatever 0.4.0 recorded. */
export function toldDebitOn(call: {
  readonly disposition: string;
  readonly firstDebitOn: CivilDate | null;
}): CivilDate | null {
  const disposition = dispositionOf(call.disposition);
  return disposition && isAwaitingSignature(disposition) ? null : call.firstDebitOn;
}

/** The day on which a recorded agreement's mandate is judged: that of its first debit, else that of its call. */
export function judgedOn(call: {
  readonly firstDebitOn: CivilDate | null;
  readonly endedAtMs: number;
}): CivilDate {
  return call.firstDebitOn ?? civilDate(call.endedAtMs);
}

const civilDay = (atMs: number) => Temporal.PlainDate.from(civilDate(atMs, HOUSE_ZONE));

/** End of the pre-notification, counted from the latest moment at which the e-mail may leave. */
function notifiedOn({ campaign, toldAtMs }: FirstDebitQuestion): Temporal.PlainDate {
  const { firstDebit, emailHoldMinutes } = campaign.settings;
  const leavesAtMs = toldAtMs + emailHoldMinutes * MINUTE_MS + EMAIL_LIMIT_HOURS * HOUR_MS;
  return civilDay(leavesAtMs).add({ days: firstDebit.minDays });
}

/** The Wednesday of the ISO week after the call, whose weekly file carries the agreement, + the charity's working days. */
function processedOn(called: Temporal.PlainDate, question: FirstDebitQuestion): Temporal.PlainDate {
  let day = called.subtract({ days: called.dayOfWeek - 1 }).add({ days: 9 });
  for (let left = question.campaign.settings.firstDebit.processingWorkingDays; left > 0; ) {
    day = day.add({ days: 1 });
    if (isWorked(day.toString(), question)) left -= 1;
  }
  return day;
}

/** Neither a public holiday of the campaign's country nor a day without settlement. */
function isWorked(date: CivilDate, { donor, campaign, rules }: FirstDebitQuestion): boolean {
  if (rules.holidayOn(campaign.country, date) !== undefined) return false;
  return isBankDay(schemeFacts(donor.mandate.scheme).settledBy, date);
}

interface Cycle {
  /** Debited every so many months, counted from the anchor. */
  readonly months: number;
  readonly anchor: number;
}

const EVERY_MONTH: Cycle = { months: 1, anchor: 0 };

function cycleOf({ donor, campaign }: FirstDebitQuestion): Cycle {
  if (callsStoppedGifts(campaign.kind)) return EVERY_MONTH;
  const { lastDebitOn, startedOn, frequency } = donor.gift;
  const known = lastDebitOn ?? startedOn;
  if (known === undefined) return EVERY_MONTH;
  const date = Temporal.PlainDate.from(known);
  return { months: MONTHS[frequency], anchor: date.year * 12 + date.month };
}

interface DebitDayQuestion {
  readonly earliest: Temporal.PlainDate;
  readonly debitDay: number;
  readonly cycle: Cycle;
}

/** A yearly gift whose day just passed is debited a year and a month later at most. */
const MOST_MONTHS_AHEAD = 13;

function firstDebitDay({ earliest, debitDay, cycle }: DebitDayQuestion): Temporal.PlainDate {
  for (let ahead = 0; ahead <= MOST_MONTHS_AHEAD; ahead += 1) {
    const month = earliest.with({ day: 1 }).add({ months: ahead });
    // A 31 in a shorter month is debited on its last day.
    const day = month.with({ day: Math.min(debitDay, month.daysInMonth) });
    const inCycle = (month.year * 12 + month.month - cycle.anchor) % cycle.months === 0;
    if (inCycle && Temporal.PlainDate.compare(day, earliest) >= 0) return day;
  }
  return earliest;
}
