import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDay } from '../../../shared/local-day.ts';
import { civilDate, zoned } from '../../../shared/time.ts';

/** Places of calling, and two whose clocks jump at midnight. */
const ZONES = ['Europe/Paris', 'Indian/Reunion', 'America/Martinique', 'Asia/Beirut', 'America/Santiago'];
const YEAR_MS = 366 * 86_400_000;

const asked = fc.record({
  zone: fc.constantFrom(...ZONES),
  atMs: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 0, 1) + 2 * YEAR_MS }),
  laterMs: fc.integer({ min: -7_200_000, max: 7_200_000 }),
});

test('the day kept for a zone is always that of the instant asked, across midnights and changes of hour', () => {
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 12 }), (all) => {
      for (const { zone, atMs, laterMs } of all) {
        for (const instant of [
          atMs,
          atMs + laterMs,
          localDay(atMs, zone).toMs,
          localDay(atMs, zone).fromMs - 1,
        ]) {
          const day = localDay(instant, zone);
          expect(day.date).toBe(civilDate(instant, zone));
          expect(day.fromMs).toBe(zoned(instant, zone).startOfDay().epochMilliseconds);
          expect(zoned(day.toMs, zone).startOfDay().epochMilliseconds).toBe(day.toMs);
          expect(civilDate(day.toMs - 1, zone)).toBe(day.date);
        }
      }
    }),
    { numRuns: 60 },
  );
});
