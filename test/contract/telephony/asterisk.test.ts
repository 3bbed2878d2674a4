import { afterAll, describe, expect, test } from 'vitest';
import { openAsterisk } from '../../../server/asterisk/ami-telephony.ts';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import type { Telephony } from '../../../server/ports/telephony.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { codeOf } from '../../support/telephony/ami-room.ts';
import { aLineWhereCallsCome, aLineWithPbx, type LineBench } from '../../support/telephony/line-contract.ts';
import { lineDiary } from '../../support/telephony/line-diary.ts';
import { type PbxPlan, type RealPbx, startRealPbx } from '../../support/telephony/real-pbx.ts';

const NAMES = {
  seats: ['MAISON-01', 'MAISON-02'],
  absentSeat: 'MAISON-99',
  queue: 'promesses',
  otherQueue: 'ecoute',
  farEnds: { answers: '+33639980010', busy: '+33639980011', rings: '+33639980012' },
} as const;
const { seats, absentSeat, queue, otherQueue, farEnds } = NAMES;
const PLAN: PbxPlan = { seats, absentSeat, queues: [queue, otherQueue], ...farEnds };

function lineOf({ host, amiPort: port, user, secret }: RealPbx): Telephony {
  return openAsterisk({
    setting: { host, port, tls: false, user, secret: () => secret },
    clock: steadyClock(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    readNumber: (shown) => {
      const read = parsePhone(shown, 'FR');
      return read.ok ? read.e164 : undefined;
    },
  });
}

describeWith('asterisk', 'sipp')('a real Asterisk', () => {
  /** A seat is given no caller for five seconds after its line is open: both suites sit at the same. */
  let shared: Promise<{ pbx: RealPbx; line: Telephony }> | undefined;
  const open = async (): Promise<LineBench> => {
    shared ??= startRealPbx(PLAN).then((pbx) => ({ pbx, line: lineOf(pbx) }));
    const { pbx, line } = await shared;
    return { line, ...NAMES, caller: pbx.caller, close: async () => undefined };
  };
  afterAll(async () => {
    const bench = await shared;
    await bench?.line.close();
    await bench?.pbx.close();
  });
  describe('where calls come', () => aLineWhereCallsCome(open));
  describe('with its PBX', () => aLineWithPbx(open));
});

describeWith('asterisk', 'sipp')('an Asterisk that records, and dies', () => {
  test('the doctor names the module; killed, it is told at once, and back it has its seats again', async () => {
    const pbx = await startRealPbx({ ...PLAN, more: ['app_mixmonitor'] });
    const line = lineOf(pbx);
    const diary = lineDiary(line);
    try {
      await diary.until('line', ({ state }) => state === 'up');
      expect(await codeOf(line.check([queue]))).toBe('line-keeps-calls');
      await expect(line.check([])).rejects.toThrow(/: app_mixmonitor\.$/);
      expect(await line.openSeat(seats[0])).toBe('done');
      pbx.caller(queue);
      const { call } = await diary.until('waiting');
      const killedMs = performance.now();
      await pbx.kill();
      await diary.until('line', ({ atMs, state }) => state === 'down' && atMs > (diary.events[1]?.atMs ?? 0));
      expect(performance.now() - killedMs).toBeLessThan(1_000);
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
