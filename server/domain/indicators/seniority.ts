import type { CivilDate } from '../../../shared/time.ts';
import type { Donor } from '../donor.ts';

/** Lower bounds, in full years since the first support known, of every class but the first. */
const BOUNDS_YEARS = [1, 3, 5, 10] as const;

/** How long donors have supported the charity: a class decided at import, so that figures open no record. */
export const SENIORITIES = [
  'moins d’un an',
  '1 à 2 ans',
  '3 à 4 ans',
  '5 à 9 ans',
  '10 ans et plus',
] as const;

/** Where the file says no date, and for records imported before this class was kept. */
const UNKNOWN_SENIORITY = 'inconnue';

/** Index in SENIORITIES, from the earliest date that the file gives; null without one, or with one still to come. */
export function seniorityOf(
  { firstGiftOn, recruitedOn, gift }: Pick<Donor, 'firstGiftOn' | 'recruitedOn' | 'gift'>,
  today: CivilDate,
): number | null {
  const dates = [firstGiftOn, recruitedOn, gift.startedOn].filter((date) => date !== undefined);
  const since = dates.toSorted()[0];
  if (since === undefined || since > today) return null;
  const years = Temporal.PlainDate.from(since).until(today, { largestUnit: 'year' }).years;
  return BOUNDS_YEARS.filter((bound) => years >= bound).length;
}

export function seniorityName(seniority: number | null): string {
  return (seniority === null ? undefined : SENIORITIES[seniority]) ?? UNKNOWN_SENIORITY;
}
