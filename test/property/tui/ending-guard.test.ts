import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD_GUARD_MS } from '../../../tui/state/call/ending-guard.ts';
import { TimedHand } from '../../support/workstation/timed-hand.ts';

const ENDING = fc.constantFrom(
  ...['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9', 'f10'],
  ...[
    'N',
    'R',
    'O',
    'P',
    'T',
    'E',
    'H',
    'F',
    'S',
    'A',
    'm',
    's',
    'o',
    'h',
    'l',
    'd',
    'f',
    'n',
    'r',
    'enter',
    'tab',
    ':',
  ],
);
const serverMs = fc.integer({ min: 0, max: 5000 });

describe('whatever the hand does', () => {
  it('no card is filed that was not on screen for the time of the guard', () => {
    const stroke = fc.tuple(
      ENDING,
      fc.oneof(fc.integer({ min: 5, max: 400 }), fc.integer({ min: 5, max: 4000 })),
    );
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 20, maxLength: 120 }), serverMs, (strokes, delay) => {
        const hand = new TimedHand({ serverMs: delay });
        for (const [key, afterMs] of strokes) hand.press(afterMs, key);
        for (const { shownMs } of hand.filed) expect(shownMs).toBeGreaterThanOrEqual(CARD_GUARD_MS);
      }),
      { numRuns: 300 },
    );
  });

  it('one key held closes one card at most, however long and however the line stutters', () => {
    const intervals = fc.array(fc.integer({ min: 1, max: 990 }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(ENDING, intervals, serverMs, (key, waits, delay) => {
        const hand = new TimedHand({ serverMs: delay }).wait(10_000);
        for (const afterMs of waits) hand.press(afterMs, key);
        expect(hand.filed.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });
});
