import type { CivilDate } from '../../time.ts';

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
);

/** « 1er décembre 2026 »: the same in FR, BE and CH, without weekday (docs/rules/language.md). */
export function frenchSpokenDate(date: CivilDate): string {
  const { year, month, day } = Temporal.PlainDate.from(date);
  return `${day === 1 ? '1er' : day} ${MONTHS[month - 1]} ${year}`;
}
