import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterEvent,
  dueEvent,
  needsCheck,
  type PledgeEvent,
  type PledgeState,
  unpaidLife,
} from '../../../server/domain/line/pledge-state.ts';
import { lineSettings } from '../../support/campaign/pledge-line.ts';

const LINE = lineSettings();
const event: fc.Arbitrary<PledgeEvent> = fc.oneof(
  fc.constantFrom<PledgeEvent>(
    { kind: 'check' },
    { kind: 'sendLink' },
    { kind: 'remind' },
    { kind: 'lapse' },
    { kind: 'withdraw' },
  ),
  fc.constantFrom(4999, 5000, 5001).map((minor) => ({ kind: 'pay', minor }) as const),
);

/** Every state that a series of events goes through; an event that has no place changes nothing. */
function pathOf(events: readonly PledgeEvent[], isChecked: boolean): readonly PledgeState[] {
  const path: PledgeState[] = ['recorded'];
  for (const one of events) {
    const state = path.at(-1) ?? 'recorded';
    const next = afterEvent(state, one, { promisedMinor: 5000, needsCheck: isChecked });
    if (next !== undefined) path.push(next);
  }
  return path;
}

/** Written from the other side: the whole lives that a pledge may have. */
const LIVES =
  /^recorded( checked)?(( linkSent( reminded)?( paid| differs| lapsed| withdrawn)?)| lapsed| withdrawn)?$/;

describe('R-40 the life of a pledge', () => {
  it('takes no path but the one from the call to its end, whatever happens and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.boolean(), (events, isChecked) => {
        const path = pathOf(events, isChecked);
        expect(path.join(' ')).toMatch(LIVES);
        expect(path.filter((state) => state === 'reminded').length).toBeLessThanOrEqual(1);
        if (path.includes('linkSent')) expect(path.includes('checked')).toBe(isChecked);
        if (path.includes('paid')) expect(events).toContainEqual({ kind: 'pay', minor: 5000 });
      }),
      { numRuns: 5000, seed: 40 },
    );
  });

  it('reaches every state by some path', () => {
    const reached = new Set(
      fc
        .sample(fc.array(event, { maxLength: 12 }), { numRuns: 2000, seed: 40 })
        .flatMap((all) => [...pathOf(all, false), ...pathOf(all, true)]),
    );
    expect([...reached].toSorted()).toEqual(
      ['checked', 'differs', 'lapsed', 'linkSent', 'paid', 'recorded', 'reminded', 'withdrawn'].toSorted(),
    );
  });

  it('unpaid, is reminded once at most and ends on its day, whatever the settings', () => {
    const settings = fc.record({
      reminder: fc.option(fc.record({ afterDays: fc.integer({ min: 1, max: 60 }), times: fc.nat(1) }), {
        nil: undefined,
      }),
      keep: fc.record({ unconfirmedDays: fc.integer({ min: 1, max: 90 }) }),
    });
    fc.assert(
      fc.property(settings, (one) => {
        const life = unpaidLife({ ...one, verifyAboveUnits: undefined });
        const { reminder, keep } = one;
        const isReminded =
          reminder !== undefined && reminder.times > 0 && reminder.afterDays < keep.unconfirmedDays;
        expect(life).toEqual([
          { day: 0, event: 'sendLink' },
          ...(isReminded ? [{ day: reminder.afterDays, event: 'remind' }] : []),
          { day: keep.unconfirmedDays, event: 'lapse' },
        ]);
      }),
      { numRuns: 500, seed: 40 },
    );
  });

  it('is called back by a lead from the threshold on, and nothing is due once it has ended', () => {
    expect([29_999, 30_000].map((minor) => needsCheck(LINE, minor))).toEqual([false, true]);
    expect(dueEvent('recorded', 29, LINE)).toBe('sendLink');
    for (const state of ['recorded', 'checked', 'linkSent', 'reminded'] as const)
      expect(dueEvent(state, 30, LINE)).toBe('lapse');
    expect(needsCheck({ verifyAboveUnits: undefined }, 10_000_000)).toBe(false);
    for (const state of ['paid', 'differs', 'lapsed', 'withdrawn'] as const)
      expect(dueEvent(state, 1000, LINE)).toBeUndefined();
  });
});
