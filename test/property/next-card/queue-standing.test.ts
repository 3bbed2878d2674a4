import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type QueueGroup, queueStanding, whyEmpty } from '../../../server/domain/next-card/queue-standing.ts';
import { DAY_PARTS } from '../../../shared/floor-board.ts';

const NOW_MS = 1_800_000_000_000;
const AREAS = ['FR', 'FR-57', 'RE', 'CH-VD'] as const;
const group: fc.Arbitrary<QueueGroup> = fc
  .record({
    queue: fc.constantFrom('new', 'retry', 'callback'),
    area: fc.constantFrom(...AREAS),
    part: fc.constantFrom(...DAY_PARTS),
    isGiven: fc.boolean(),
    isDue: fc.boolean(),
    records: fc.integer({ min: 1, max: 5_000 }),
    byMs: fc.integer({ min: 1, max: 86_400_000 }),
  })
  .map(({ byMs, ...rest }) => ({ ...rest, firstDueAtMs: rest.isDue ? NOW_MS - byMs : NOW_MS + byMs }));
const places = fc.subarray([...AREAS]).map((areas) => new Set<string>(areas));
const count = fc.integer({ min: 0, max: 50 });

const question = fc
  .record({
    groups: fc.array(group, { maxLength: 30 }),
    open: places,
    more: places,
    leased: count,
    held: count,
    frozen: count,
  })
  .map(({ more, ...rest }) => ({
    ...rest,
    // Whoever asked to be called may be called whenever others may, and later.
    openForCallbacks: new Set([...rest.open, ...more]),
    opensAtMs: NOW_MS + 3_600_000,
  }));

test('every ready record stands in one place only, and an empty queue always says why', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const standing = queueStanding(asked);
      const { callable, given, outside, callbacks, resting, byPart } = standing;
      const all = asked.groups.reduce((sum, one) => sum + one.records, 0);
      expect(callable + given + outside + callbacks + resting).toBe(all);
      expect(DAY_PARTS.reduce((sum, part) => sum + byPart[part], 0)).toBe(callable + given);
      if (standing.nextAtMs !== null) expect(standing.nextAtMs).toBeGreaterThan(NOW_MS);
      const why = whyEmpty({
        state: 'open',
        paused: null,
        unapproved: [],
        standing,
        holiday: null,
        nowMs: NOW_MS,
      });
      expect(why === null).toBe(callable > 0);
      expect(why).not.toBe('');
    }),
  );
});
