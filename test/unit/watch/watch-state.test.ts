import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgeRound,
  NOTHING_SEEN,
  type Patience,
  type ProbeOutcome,
  type WatchEvent,
  type WatchState,
} from '../../../server/domain/watch/watch-state.ts';

const PATIENCE: Patience = {
  ...{ downAfter: 3, upAfter: 2, reminderHours: 6 },
  targets: [
    { name: 'Postes', witness: false },
    { name: 'Témoin 1', witness: true },
    { name: 'Témoin 2', witness: true },
  ],
};
const MINUTE = 60_000;
const YES: ProbeOutcome = { ok: true, ms: 12 };
const NO: ProbeOutcome = { ok: false, why: 'refused', detail: '' };

/** One letter a minute: `.` all answer, `x` the target fails, `o` it fails and so do both witnesses, `w` one witness fails. */
function played(minutes: string): { readonly events: readonly WatchEvent[]; readonly state: WatchState } {
  let state = NOTHING_SEEN;
  const all: WatchEvent[] = [];
  [...minutes].forEach((minute, at) => {
    const outcomes = new Map([
      ['Postes', 'xo'.includes(minute) ? NO : YES],
      ['Témoin 1', 'ow'.includes(minute) ? NO : YES],
      ['Témoin 2', minute === 'o' ? NO : YES],
    ]);
    const { state: next, events } = judgeRound(PATIENCE, state, { atMs: at * MINUTE, outcomes });
    state = next;
    all.push(...events);
  });
  return { events: all, state };
}
const told = (minutes: string) => played(minutes).events.map(({ kind, atMs }) => `${atMs / MINUTE} ${kind}`);

describe('a target between two rounds (R-58)', () => {
  it('is down at its third failure in a row, said once, and up at its second answer', () => {
    expect(told('.xx.xxx')).toEqual(['6 down']);
    expect(told('.xxxxxxx.x.')).toEqual(['3 down']);
    expect(told('.xxxx..')).toEqual(['3 down', '6 up']);
  });

  it('an outage lasts from the first failure to the first of the answers that ended it', () => {
    const { events } = played('..xxxx.x..');
    expect(events.at(-1)).toMatchObject({ kind: 'up', sinceMs: 2 * MINUTE, untilMs: 8 * MINUTE });
  });

  it('is reminded of every six hours', () => {
    expect(told(`.${'x'.repeat(13 * 60)}`)).toEqual(['3 down', '363 reminder', '723 reminder']);
  });

  it('is not down while no witness answers: it is our network, said once as it goes and once as it is back', () => {
    expect(told('.oooooooo.')).toEqual(['1 blind', '9 seeing']);
    expect(told('.xxooooo.')).toEqual(['3 blind', '8 seeing']);
  });

  it('one witness that still answers is enough to see, and a witness that falls is told as any target', () => {
    expect(told('.wwww')).toEqual(['3 down']);
  });

  it('what was counted before our network went is counted on when it is back', () => {
    expect(told('.xxoox')).toEqual(['3 blind', '5 seeing', '5 down']);
  });

  it('a target that left the file is forgotten', () => {
    const { state } = played('.xxx');
    const fewer = { ...PATIENCE, targets: PATIENCE.targets.slice(1) };
    const next = judgeRound(fewer, state, { atMs: 9 * MINUTE, outcomes: new Map() });
    expect(Object.keys(next.state.targets)).toEqual(['Témoin 1', 'Témoin 2']);
  });

  it('whatever happens, down and up alternate, and no outage begins in a blind minute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', 'x', 'o'), maxLength: 80 }), (minutes) => {
        const turns = played(minutes).events.filter(({ kind }) => kind === 'down' || kind === 'up');
        expect(turns.every(({ kind }, at) => kind === (at % 2 === 0 ? 'down' : 'up'))).toBe(true);
        const downs = turns.filter(({ kind }) => kind === 'down');
        expect(downs.every(({ atMs }) => minutes[atMs / MINUTE] === 'x')).toBe(true);
      }),
    );
  });
});
