import { describe, expect, it } from 'vitest';
import type { PracticeVerdict, SeatNow, SeatShift } from '../../../../shared/line-seat.ts';
import { seatScreen } from '../../../../tui/line-seat/seat-screen.ts';
import { firstState, type SeatMessage, type SeatState } from '../../../../tui/line-seat/seat-state.ts';
import { seatUpdate } from '../../../../tui/line-seat/seat-update.ts';
import { cellsOf } from '../../../../tui/screen/line.ts';
import { begun, NOW_MS } from '../../../support/line/pledge-keys.ts';

const { line } = begun();
const SHIFT: SeatShift = {
  ...{ person: 'Camille D.', seat: 'MAISON-07', site: 'MAISON', when: 'samedi 5 décembre, 20 h – 23 h' },
  ...{
    endsAtMs: NOW_MS + 3 * 3_600_000,
    hasCharter: false,
    practiceDone: 0,
    practiceCalls: 8,
    isTrained: false,
  },
  ...{ practiceLine: line, line, hasPbx: true },
};

/** The seat after what it heard, and what the house is asked last. */
function heard(...messages: readonly (SeatMessage | string)[]) {
  let state: SeatState = firstState({ columns: 80, rows: 24 });
  let asked: readonly object[] = [];
  for (const one of messages) {
    const key = { name: String(one), text: String(one) };
    const message: SeatMessage =
      typeof one === 'string' ? { type: 'key', key, atMs: NOW_MS, newCallId: '' } : one;
    const step = seatUpdate(state, message);
    [state, asked] = [step.state, step.commands];
  }
  return { state, asked };
}
const arrived = (change: Partial<SeatShift> = {}): SeatMessage => ({
  type: 'loaded',
  shift: { ...SHIFT, ...change },
});
const judged = (change: Partial<PracticeVerdict>): SeatMessage => ({
  type: 'judged',
  verdict: { passed: true, faults: [], seconds: 64, practiceDone: 1, isTrained: false, ...change },
});
const now = (change: Partial<SeatNow>): SeatMessage => ({
  type: 'seat',
  now: { line: 'up', isReady: false, isTeamThere: false, ...change },
});
const RING: SeatMessage = { type: 'rang', atMs: NOW_MS, caller: { number: 1, says: ['Bonsoir.'] } };
const CALL = { callId: 'appel-1', atMs: NOW_MS, isOver: false };
const textOf = (state: SeatState): string =>
  seatScreen(state, NOW_MS + 23_000)
    .map((one) =>
      one
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
const TRAINED = { hasCharter: true, isTrained: true, practiceDone: 8 };

describe('a badge’s seat, from hello to the callers (R-45)', () => {
  it('goes from the charter to the practice, and to real callers only after it', () => {
    expect(heard(arrived(), 'o').asked).toEqual([{ type: 'accept' }]);
    expect(heard(arrived(), 'o', { type: 'accepted' }).state.stage.at).toBe('between');
    expect(heard(arrived({ hasCharter: true }), 'o', RING).state.stage).toMatchObject({
      at: 'desk',
      desk: { practice: { number: 1 }, stage: 'form' },
    });
    const last = heard(
      arrived({ hasCharter: true }),
      'o',
      RING,
      judged({ practiceDone: 8, isTrained: true }),
    ).state;
    expect(last.stage).toMatchObject({ at: 'desk', desk: { stage: 'waiting' } });
    expect(textOf(last)).toContain('Vous avez fait les huit exercices');
  });

  it('waits where the line takes no caller yet, and looks again by a key', () => {
    const { line: _, ...closed } = SHIFT;
    const waits = heard({ type: 'loaded', shift: { ...closed, ...TRAINED } }, 'o', 'enter');
    expect([waits.state.stage.at, waits.asked]).toEqual(['trained', [{ type: 'load' }]]);
    const shift = { ...SHIFT, ...TRAINED };
    expect(seatUpdate(waits.state, { type: 'loaded', shift }).state.stage.at).toBe('desk');
  });

  it('asks the house to judge a practice call, by its form or by its way out, and saves nothing', () => {
    const begins = [arrived({ hasCharter: true }), 'o', RING];
    expect(heard(...begins, 'f5', 'f12').asked).toEqual([
      { type: 'desk', command: { do: 'end', callId: '1', how: 'hang-up', exit: 'hoax', isReady: false } },
    ]);
    expect(heard(...begins, 'f12', 'f12').state.stage.at).toBe('between');
  });

  it('gives no caller to a seat whose screen nobody sees any more, and leaves a caller where they are', () => {
    const ready = [arrived(TRAINED), 'o', now({ isReady: true })];
    const asked = [{ type: 'desk', command: { do: 'ready', isReady: false } }];
    expect(heard(...ready, { type: 'left' }).asked).toEqual(asked);
    expect(heard(...ready, now({ isReady: true, call: CALL }), { type: 'left' }).asked).toEqual([]);
  });

  it.each<[string, () => SeatState]>([
    ['hello', () => heard(arrived({ hasCharter: true })).state],
    ['charter', () => heard(arrived()).state],
    ['between', () => heard(arrived({ hasCharter: true }), 'o').state],
    ['passed', () => heard(arrived({ hasCharter: true }), 'o', RING, judged({})).state],
    [
      'not-yet',
      () =>
        heard(
          arrived({ hasCharter: true }),
          'o',
          RING,
          judged({ passed: false, practiceDone: 0, faults: ['Rythme : une fois, ou chaque mois ?'] }),
        ).state,
    ],
    ['help', () => heard(arrived(TRAINED), 'o', 'f1').state],
    ['line-down', () => heard(arrived(TRAINED), 'o', now({ isReady: true }), now({ line: 'down' })).state],
  ])('%s fits 80×24 and reads as a person would', async (name, stateOf) => {
    const lines = seatScreen(stateOf(), NOW_MS);
    expect(lines).toHaveLength(24);
    expect(Math.max(...lines.map(cellsOf))).toBeLessThanOrEqual(80);
    await expect(`${textOf(stateOf())}\n`).toMatchFileSnapshot(
      `../../../golden/screens/pledge/seat-${name}.txt`,
    );
  });
});
