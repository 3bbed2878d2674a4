import { expect, it } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { sharedHoliday } from '../../../server/domain/calling-rules/shared-holiday.ts';
import { queueStanding, whyEmpty } from '../../../server/domain/next-card/queue-standing.ts';
import { paris } from '../../support/call/centre.ts';

const rules = callingRules();

/** Why nobody gets one of nine records due in each of these places, all closed. */
function why(areas: readonly string[], at: string): string | null {
  const nowMs = paris(at);
  const one = { queue: 'new', part: 'M', isGiven: false, isDue: true, records: 9, firstDueAtMs: 0 } as const;
  const standing = queueStanding({
    groups: areas.map((area) => ({ ...one, area })),
    open: new Set(),
    openForCallbacks: new Set(),
    opensAtMs: null,
    ...{ leased: 0, held: 0, frozen: 0 },
  });
  const holiday = sharedHoliday(rules, areas, nowMs);
  return whyEmpty({ state: 'open', paused: null, unapproved: [], standing, holiday, nowMs });
}

it.each([
  [['FR'], '2026-11-11T11:00', '9 hors des heures d’appel (jour férié : Armistice 1918)'],
  [['BE'], '2026-11-11T11:00', '9 hors des heures d’appel (jour férié : Armistice)'],
  [['FR'], '2026-11-10T22:00', '9 hors des heures d’appel'],
  // Lausanne rests on the 2nd of January, Geneva does not: one holiday does not tell of both.
  [['CH-VD'], '2027-01-02T11:00', '9 hors des heures d’appel (jour férié : 2 Janvier)'],
  [['CH-VD', 'CH-GE'], '2027-01-02T22:00', '18 hors des heures d’appel'],
])('%j on %s: %s', (areas, at, said) => {
  expect(why(areas, at)).toBe(said);
});
