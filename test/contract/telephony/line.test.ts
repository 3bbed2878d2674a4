import { describe, expect, it } from 'vitest';
import { systemChance } from '../../../server/clock/system-clock.ts';
import { openManualLine } from '../../../server/manual-line/manual-line.ts';
import { handClock } from '../../support/call/centre.ts';
import { aLineWhereCallsCome, aLineWithPbx, type LineBench } from '../../support/telephony/line-contract.ts';
import { lineDiary } from '../../support/telephony/line-diary.ts';
import { scriptedLine } from '../../support/telephony/scripted-line.ts';

const NOW_MS = Date.UTC(2026, 11, 5, 19, 0);
const NAMES = {
  seats: ['MAISON-01', 'MAISON-02'],
  absentSeat: 'MAISON-99',
  queue: 'promesses',
  otherQueue: 'ecoute',
  farEnds: { answers: '+33639980010', busy: '+33639980011', rings: '+33639980012' },
} as const;

const manual = async (): Promise<LineBench> => {
  const line = openManualLine({ clock: handClock(NOW_MS), chance: systemChance });
  const pickUp = async (queue: string) => {
    const { seats } = await line.snapshot();
    const free = seats.find(({ isReady, state }) => isReady && state === 'free');
    if (free) line.pickedUp(free.seat, queue);
  };
  return { line, ...NAMES, caller: (queue) => void pickUp(queue), close: () => line.close() };
};

const scripted = async (): Promise<LineBench> => {
  const line = scriptedLine(handClock(NOW_MS));
  line.farEnd(NAMES.farEnds.busy, 'busy');
  line.farEnd(NAMES.farEnds.rings, 'rings');
  const { openSeat } = line;
  const absent = async (seat: string) => (seat === NAMES.absentSeat ? 'unavailable' : openSeat(seat));
  return {
    line: { ...line, openSeat: absent },
    ...NAMES,
    caller: (queue, { number, leaves } = {}) => {
      const call = line.caller(queue, number);
      if (leaves) line.leaves(call);
    },
    close: () => line.close(),
  };
};

describe('the manual line, where calls come', () => aLineWhereCallsCome(manual));
describe('the scripted line, where calls come', () => aLineWhereCallsCome(scripted));
describe('the scripted line, with its PBX', () => aLineWithPbx(scripted));

describe('the manual line tells what its agents say, and nothing else', () => {
  it('a telephone picked up twice is one call; nothing is told of who rang or waited', async () => {
    const line = openManualLine({ clock: handClock(NOW_MS), chance: systemChance });
    const diary = lineDiary(line);
    expect(line.pickedUp('MAISON-01', 'promesses')).toBe('unavailable');
    await line.openSeat('MAISON-01');
    const call = line.pickedUp('MAISON-01', 'promesses');
    expect(line.pickedUp('MAISON-01', 'promesses')).toBe(call);
    const told = { atMs: NOW_MS, call, queue: 'promesses', seat: 'MAISON-01' };
    expect(diary.events).toEqual([
      { kind: 'offered', ...told },
      { kind: 'answered', ...told, waitMs: 0 },
    ]);
  });

  it('what only a PBX does is left to the telephone itself', async () => {
    const line = openManualLine({ clock: handClock(NOW_MS), chance: systemChance });
    await line.openSeat('MAISON-01');
    const call = line.pickedUp('MAISON-01', 'promesses');
    const order = { seat: 'MAISON-01', number: '+33639980010', callerNumber: '+33199001234', callId: 'x' };
    expect(await line.dial(order)).toBe('unavailable');
    expect(await line.handOver(call, 'ecoute')).toBe('unavailable');
    expect((await line.snapshot()).calls).toEqual([{ call, queue: 'promesses', seat: 'MAISON-01' }]);
  });
});

describe('a line that is cut', () => {
  it('says so, does nothing meanwhile, and tells late what was missed', async () => {
    const line = scriptedLine(handClock(NOW_MS));
    const diary = lineDiary(line);
    await line.openSeat('MAISON-01');
    await line.setReady('MAISON-01', true, [{ queue: 'promesses', rank: 0 }]);
    line.cut();
    const call = line.caller('promesses');
    expect(await line.hangUp(call)).toBe('unavailable');
    expect(diary.kindsOf(call)).toEqual([]);
    line.restore();
    expect(diary.kindsOf(call)).toEqual(['waiting', 'offered', 'answered']);
    const states = diary.events.flatMap((event) => (event.kind === 'line' ? event.state : []));
    expect(states).toEqual(['up', 'down', 'up']);
  });
});
