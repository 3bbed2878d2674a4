import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTry } from '../../../server/domain/calling-rules/cadence.ts';
import { isCountedTry, type Try } from '../../../server/domain/calling-rules/cadence-counting.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { partsOffered } from '../../../server/domain/calling-rules/calling-rules-spans.ts';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import { USUAL_WINDOWS } from '../../support/call/centre.ts';
import { settings } from '../../support/store/store-rows.ts';

const rules = callingRules();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AREAS = ['FR', 'FR-57', 'RE', 'GP', 'YT', 'BE', 'CH-GE', 'CH-VD'];
const UNREACHED = ['NJ_NRP', 'NJ_REP', 'NJ_OCC', 'NJ_FILTRE', 'NJ_COUPE', 'NJ_TECH'];

const plan = fc.record({
  area: fc.constantFrom(...AREAS),
  maxAttempts: fc.integer({ min: 1, max: 10 }),
  strict: fc.boolean(),
  startHour: fc.integer({ min: 0, max: 24 * 30 }),
  // What each try gives, and how long after it came due the agent called (within the window).
  outcomes: fc.array(fc.tuple(fc.constantFrom(...UNREACHED), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 120,
    maxLength: 120,
  }),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

interface Life {
  readonly tries: readonly Try[];
  readonly end: 'exhausted' | 'campaign-ends' | 'still-open';
}

/** Plays one record, called each time somewhere in the window in which it came due. */
function live({ area, outcomes, startHour }: Plan, own: CampaignSettings): Life {
  const tries: Try[] = [];
  let due = rules.nextAllowed({
    area,
    settings: own,
    fromMs: Date.parse('2026-03-02T00:00:00Z') + startHour * HOUR,
  })?.atMs;
  for (const [code, late] of outcomes) {
    if (due === undefined) return { tries, end: 'campaign-ends' };
    const open = rules.mayCall({ area, atMs: due, settings: own });
    expect(open.ok, `due outside the window: ${new Date(due).toISOString()}`).toBe(true);
    if (!open.ok) break;
    const atMs = Math.floor(due + late * (open.untilMs - 1 - due));
    const outcome = { atMs, part: open.part, code };
    const next = nextTry({ past: tries, outcome, settings: own, area, rules });
    tries.push({ ...outcome, counted: isCountedTry(tries, code, own) });
    if (next.kind !== 'again') return { tries, end: next.kind };
    due = next.dueAtMs;
  }
  return { tries, end: 'still-open' };
}

function settingsOf({ maxAttempts, strict }: Plan): CampaignSettings {
  const base = settings({ windows: USUAL_WINDOWS, starts: '2026-03-02', ends: '2026-12-31' });
  return {
    ...base,
    callingProfile: strict ? 'STRICT_D223-9' : 'STANDARD',
    cadence: { ...base.cadence, maxAttempts },
  };
}

describe('cadence, whatever happens on the line', () => {
  it('rests 20 h, once a day, three times in seven days, never above the maximum, and ends', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const own = settingsOf(one);
        const { tries, end } = live(one, own);
        const counted = tries.filter((each) => each.counted);
        expect(end).not.toBe('still-open');
        expect(counted.length).toBeLessThanOrEqual(one.maxAttempts);
        if (end === 'exhausted') expect(counted).toHaveLength(one.maxAttempts);
        for (const [at, each] of counted.entries()) {
          const before = counted[at - 1];
          if (before) expect(each.atMs - before.atMs).toBeGreaterThanOrEqual(20 * HOUR);
          const week = counted.filter((other) => other.atMs > each.atMs - 7 * DAY && other.atMs <= each.atMs);
          expect(week.length).toBeLessThanOrEqual(3);
          const month = counted.filter(
            (other) => other.atMs > each.atMs - 30 * DAY && other.atMs <= each.atMs,
          );
          if (one.strict) expect(month.length).toBeLessThanOrEqual(4);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives every exhausted record its evenings, its Saturday and its day, when four attempts allow it', () => {
    fc.assert(
      fc.property(plan, (one) => {
        fc.pre(one.maxAttempts >= 4);
        const own = settingsOf(one);
        const { tries, end } = live(one, own);
        if (end !== 'exhausted') return;
        const parts = tries.filter((each) => each.counted).map((each) => each.part);
        const count = (...wanted: readonly string[]) => parts.filter((part) => wanted.includes(part)).length;
        expect(count('S')).toBeGreaterThanOrEqual(2);
        expect(count('M', 'A')).toBeGreaterThanOrEqual(1);
        if (partsOffered(own).includes('SA')) expect(count('SA')).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });
});
