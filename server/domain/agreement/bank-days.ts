import type { BankSystem } from '../../../shared/debit.ts';
import type { CivilDate } from '../../../shared/time.ts';

interface ClosedDays {
  /** The same every year, `MM-DD`. */
  readonly fixed: readonly string[];
  /** Days after Easter Sunday. */
  readonly fromEaster: readonly number[];
}

const GOOD_FRIDAY = -2;
const EASTER_MONDAY = 1;
const ASCENSION = 39;
const WHIT_MONDAY = 50;

/**
 * Days on which no bank settles, beside Saturdays and Sundays: TARGET of the Eurosystem, SIC of the Swiss National Bank
 * (docs/rules/direct-debit.md#bank-days). Both are fixed for good, whatever the public holidays of a place.
 */
const CLOSED: Readonly<Record<BankSystem, ClosedDays>> = {
  TARGET: { fixed: ['01-01', '05-01', '12-25', '12-26'], fromEaster: [GOOD_FRIDAY, EASTER_MONDAY] },
  SIC: {
    fixed: ['01-01', '01-02', '08-01', '12-25', '12-26'],
    fromEaster: [GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
  },
};

const FRIDAY = 5;

/** True when that system settles debits on that day. */
export function isBankDay(system: BankSystem, date: CivilDate): boolean {
  const day = Temporal.PlainDate.from(date);
  const { fixed, fromEaster } = CLOSED[system];
  if (day.dayOfWeek > FRIDAY || fixed.includes(date.slice(5))) return false;
  return !fromEaster.includes(easterOf(day.year).until(day).days);
}

/** That day, or the first one after it on which debits are settled: never more than a week away. */
export function bankDayFrom(system: BankSystem, date: CivilDate): CivilDate {
  let day = Temporal.PlainDate.from(date);
  while (!isBankDay(system, day.toString())) day = day.add({ days: 1 });
  return day.toString();
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Meeus gives. */
function easterOf(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const leaps = century - Math.floor(century / 4);
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + leaps - moonShift + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return new Temporal.PlainDate(year, Math.floor(days / 31), (days % 31) + 1);
}
