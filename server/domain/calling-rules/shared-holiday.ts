import { zoned } from '../../../shared/time.ts';
import { zoneOfArea } from './calling-area.ts';
import type { CallingRules } from './calling-rules.ts';

/** The public holiday that all these places have at that instant, each by its own clock; null when one has none. */
export function sharedHoliday(
  rules: Pick<CallingRules, 'holidayOn'>,
  areas: readonly string[],
  nowMs: number,
): string | null {
  const names = areas.map((area) =>
    rules.holidayOn(area, zoned(nowMs, zoneOfArea(area)).toPlainDate().toString()),
  );
  const known = [...new Set(names.filter((name) => name !== undefined))];
  return known.length === 0 || names.includes(undefined) ? null : known.join(', ');
}
