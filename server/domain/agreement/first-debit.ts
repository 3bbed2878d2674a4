import type { Country } from '../../../shared/country.ts';
import type { Frequency } from '../../../shared/money.ts';
import { type CivilDate, civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import { MONTHS } from '../ask/gift-ladder-terms.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Donor } from '../donor.ts';

interface DonorDebitQuestion {
  readonly donor: Pick<Donor, 'gift'>;
  readonly campaign: { readonly country: Country; readonly settings: Pick<CampaignSettings, 'firstDebit'> };
  readonly callAtMs: number;
  readonly rules: CallingRules;
}

/**
 * First debit of that donor at a new amount agreed at `callAtMs`, by the campaign's delays and holidays
 * (docs/rules/direct-debit.md).
 */
export function firstDebitFor(question: DonorDebitQuestion): CivilDate {
  const { donor, campaign, callAtMs, rules } = question;
  return firstDebitOn({
    callAtMs,
    gift: donor.gift,
    ...campaign.settings.firstDebit,
    isHoliday: (date) => rules.holidayOn(campaign.country, date) !== undefined,
  });
}

interface FirstDebitQuestion {
  readonly callAtMs: number;
  readonly gift: {
    readonly frequency: Frequency;
    readonly debitDay?: number;
    readonly startedOn?: CivilDate;
    readonly lastDebitOn?: CivilDate;
  };
  readonly minDays: number;
  readonly processingWorkingDays: number;
  /** Public holidays of the campaign's country: banks do not process then. */
  readonly isHoliday: (date: CivilDate) => boolean;
}

/**
 * First debit at the new amount (docs/rules/direct-debit.md): the donor's first debit day on or after the later of call
 * + `minDays` (pre-notification) and the Wednesday of the next ISO week + processing working days. A gift that is not
 * monthly follows its cycle when a debit or start date tells it. Without a debit day: that earliest date itself.
 *
 * @internal for tests
 */
export function firstDebitOn(question: FirstDebitQuestion): CivilDate {
  const called = Temporal.PlainDate.from(civilDate(question.callAtMs, HOUSE_ZONE));
  const notified = called.add({ days: question.minDays });
  const processed = addWorkingDays(nextWednesday(called), question);
  const earliest = Temporal.PlainDate.compare(notified, processed) < 0 ? processed : notified;
  const { debitDay } = question.gift;
  if (debitDay === undefined) return earliest.toString();
  return firstDebitDay(earliest, debitDay, cycleOf(question)).toString();
}

/** Wednesday of the ISO week after the call: its weekly file carries the agreement. */
function nextWednesday(called: Temporal.PlainDate): Temporal.PlainDate {
  return called.subtract({ days: called.dayOfWeek - 1 }).add({ days: 9 });
}

function addWorkingDays(from: Temporal.PlainDate, question: FirstDebitQuestion): Temporal.PlainDate {
  let day = from;
  for (let left = question.processingWorkingDays; left > 0; ) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek <= 5 && !question.isHoliday(day.toString())) left -= 1;
  }
  return day;
}

/** Which months are debited: every `months`, counted from a known debit; every month when none is known. */
function cycleOf({ gift }: FirstDebitQuestion): { readonly months: number; readonly anchor: number } {
  const known = gift.lastDebitOn ?? gift.startedOn;
  if (known === undefined) return { months: 1, anchor: 0 };
  const date = Temporal.PlainDate.from(known);
  return { months: MONTHS[gift.frequency], anchor: date.year * 12 + date.month };
}

function firstDebitDay(
  earliest: Temporal.PlainDate,
  debitDay: number,
  cycle: { readonly months: number; readonly anchor: number },
): Temporal.PlainDate {
  for (let ahead = 0; ahead <= 13; ahead += 1) {
    const month = earliest.with({ day: 1 }).add({ months: ahead });
    // A 31 in a shorter month is debited on its last day.
    const day = month.with({ day: Math.min(debitDay, month.daysInMonth) });
    const inCycle = (month.year * 12 + month.month - cycle.anchor) % cycle.months === 0;
    if (inCycle && Temporal.PlainDate.compare(day, earliest) >= 0) return day;
  }
  return earliest;
}
