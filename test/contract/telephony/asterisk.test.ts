import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { PbxPlan } from '../../../scripts/demo/pbx/pbx-config.ts';
import type { PlayedPbx } from '../../../scripts/demo/pbx/played-pbx.ts';
import type { Telephony } from '../../../server/ports/telephony.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { codeOf } from '../../support/telephony/ami-room.ts';
import { cutProxy } from '../../support/telephony/cut-proxy.ts';
import { aLineWhereCallsCome, aLineWithPbx, type LineBench } from '../../support/telephony/line-contract.ts';
import { lineDiary } from '../../support/telephony/line-diary.ts';
import { lineOf, startRealPbx } from '../../support/telephony/real-pbx.ts';

const NAMES = {
  seats: ['MAISON-01', 'MAISON-02'],
  absentSeat: 'MAISON-99',
  queue: 'promesses',
  otherQueue: 'ecoute',
  farEnds: { answers: '+33639980010', busy: '+33639980011', rings: '+33639980012' },
} as const;
const { seats, absentSeat, queue, otherQueue, farEnds } = NAMES;
/** A loaded machine has its time. */
const SOON = { timeout: 10_000, retry: 1 };
/** A hall beside the two seats of the suites. */
const HALL = Array.from({ length: 20 }, (_, at) => `MAISON-${at + 20}`);
const PLAN: PbxPlan = { seats, absentSeat, queues: [queue, otherQueue], ...farEnds };

describeWith('asterisk', 'sipp')('a real Asterisk', () => {
  /** A seat is given no caller for five seconds after its line is open: both suites sit at the same. */
  let shared: Promise<{ pbx: PlayedPbx; line: Telephony }> | undefined;
  const open = async (): Promise<LineBench> => {
    shared ??= startRealPbx({ ...PLAN, seats: [...seats, ...HALL] }).then(async (pbx) => {
      const line = lineOf(pbx);
      await Promise.all(HALL.map((seat) => line.openSeat(seat)));
      return { pbx, line };
    });
    const { pbx, line } = await shared;
    return { line, ...NAMES, caller: (to, who) => void pbx.caller(to, who), close: async () => undefined };
  };
  afterAll(async () => {
    const bench = await shared;
    await bench?.line.close();
    await bench?.pbx.close();
  });
  describe('where calls come', () => aLineWhereCallsCome(open));
  describe('with its PBX', () => aLineWithPbx(open));

  test('twenty callers at once have twenty seats, one each', async () => {
    await open();
    const { pbx, line } = (await shared) ?? expect.fail('no bench');
    const diary = lineDiary(line);
    const skills = [{ queue, rank: 0 }];
    for (const seat of HALL) expect(await line.setReady(seat, true, skills)).toBe('done');
    const before = diary.events.length;
    void pbx.caller(queue, { many: HALL.length });
    const answered = () =>
      diary.events.slice(before).flatMap((event) => (event.kind === 'answered' ? [event] : []));
    await expect.poll(() => answered().length, SOON).toBe(HALL.length);
    expect(new Set(answered().map(({ seat }) => seat))).toEqual(new Set(HALL));
    const calls = answered().map(({ call }) => call);
    expect(await Promise.all(calls.map((call) => line.hangUp(call)))).toEqual(HALL.map(() => 'done'));
    await expect.poll(() => calls.every((call) => diary.kindsOf(call).at(-1) === 'ended'), SOON).toBe(true);
    for (const call of calls)
      expect(diary.kindsOf(call).filter((kind) => kind === 'answered')).toHaveLength(1);
    diary.stop();
  });

  test('cut while twenty callers come, the line misses none of them and tells none twice', async () => {
    await open();
    const { pbx } = (await shared) ?? expect.fail('no bench');
    const wire = await cutProxy(pbx.amiPort);
    const line = lineOf({ ...pbx, amiPort: wire.port });
    onTestFinished(async () => {
      await line.close();
      await wire.close();
    });
    const diary = lineDiary(line);
    await diary.until('line', ({ state }) => state === 'up');
    for (const seat of HALL) expect(await line.setReady(seat, true, [{ queue, rank: 0 }])).toBe('done');
    const told = (kind: string) =>
      diary.events.flatMap((event) => (event.kind === kind && event.kind !== 'line' ? event.call : []));
    const downs = () =>
      diary.events.filter((event) => event.kind === 'line' && event.state === 'down').length;

    const before = downs();
    void pbx.caller(queue, { many: 10 });
    await diary.until('waiting');
    wire.cut();
    void pbx.caller(queue, { many: 10 });
    await expect.poll(downs, SOON).toBe(before + 1);
    await expect.poll(() => codeOf(line.snapshot()), SOON).toBe('ok');
    wire.cut();
    await expect.poll(() => told('answered').length, SOON).toBe(HALL.length);
    expect([new Set(told('waiting')).size, told('waiting').length]).toEqual([HALL.length, HALL.length]);
    expect(new Set(told('answered')).size).toBe(HALL.length);

    const calls = told('answered');
    await expect.poll(() => codeOf(line.snapshot()), SOON).toBe('ok');
    expect(await Promise.all(calls.map((call) => line.hangUp(call)))).toEqual(HALL.map(() => 'done'));
    await expect.poll(() => told('ended').length, SOON).toBe(HALL.length);
    expect(new Set(told('ended')).size).toBe(HALL.length);
  });
});

describeWith('asterisk', 'sipp')('an Asterisk that records, and dies', () => {
  test('the doctor names the module; killed, it is told while nothing answers, and back it has its seats again', async () => {
    const pbx = await startRealPbx({ ...PLAN, more: ['app_mixmonitor'] });
    const line = lineOf(pbx);
    const diary = lineDiary(line);
    try {
      await diary.until('line', ({ state }) => state === 'up');
      expect(await codeOf(line.check([queue]))).toBe('line-keeps-calls');
      await expect(line.check([])).rejects.toThrow(/: app_mixmonitor\.$/);
      expect(await line.openSeat(seats[0])).toBe('done');
      void pbx.caller(queue);
      const { call } = await diary.until('waiting');
      await pbx.kill();
      await diary.until('line', ({ atMs, state }) => state === 'down' && atMs > (diary.events[1]?.atMs ?? 0));
      expect(await line.openSeat(seats[0])).toBe('unavailable');
      await pbx.start();
      await diary.until('abandoned', (event) => event.call === call);
      expect((await line.snapshot()).seats).toEqual([]);
      expect(await line.openSeat(seats[0])).toBe('done');
      expect(await line.hangUp(call)).toBe('gone');
    } finally {
      await line.close();
      await pbx.close();
    }
  });
});
