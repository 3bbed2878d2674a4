import { expect, test } from 'vitest';
import { LINE } from '../../../scripts/demo/pbx/pbx-config.ts';
import { pbxFiles, seatNames } from '../../../server/domain/line/dialplan-text.ts';
import { lineSettings } from '../../support/campaign/pledge-line.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { lineOf, startRealPbx } from '../../support/telephony/real-pbx.ts';

const CALLERS = 20;
/** The limit asked of a seat while somebody waits; Asterisk by itself takes up to a second, half of one on average. */
const MOST_IDLE_MS = 500;

describeWith('asterisk', 'sipp')('a real Asterisk whose callers wait', () => {
  test('R-40 a freed seat has the next of them within half a second, whether it is freed by its call or made ready again', async () => {
    const settings = { ...lineSettings(), routes: [{ when: 'always' as const, to: 'MAISON' }] };
    const seats = settings.sites.flatMap(seatNames).slice(0, 2);
    const pbx = await startRealPbx({
      ...{ written: pbxFiles(settings), seats, absentSeat: 'NULLE-PART', queues: [] },
      ...{ busy: '+33639980011', rings: '+33639980012' },
    });
    const line = lineOf(pbx);
    const skills = [{ queue: 'promesses', rank: 0 }];
    const freed = new Map<string, number>();
    const idleMs: number[] = [];
    const answered: string[] = [];
    // The second seat writes up after each call, as a form does: no caller, until it says so.
    const writesUp = seats[1] ?? '';
    line.follow((event) => {
      if (event.kind === 'ended' && event.seat !== writesUp) freed.set(event.seat, performance.now());
      if (event.kind === 'ended' && event.seat === writesUp)
        void line.setReady(writesUp, true, skills).then(() => freed.set(writesUp, performance.now()));
      if (event.kind !== 'answered') return;
      const sinceMs = freed.get(event.seat);
      if (sinceMs !== undefined) idleMs.push(performance.now() - sinceMs);
      answered.push(event.call);
      const ready = event.seat === writesUp ? line.setReady(writesUp, false, skills) : undefined;
      void Promise.resolve(ready).then(() => setTimeout(() => void line.hangUp(event.call), 150));
    });
    try {
      for (const seat of seats) {
        await expect.poll(() => line.openSeat(seat), { timeout: 10_000 }).toBe('done');
        expect(await line.setReady(seat, true, skills)).toBe('done');
      }
      const free = async () => (await line.snapshot()).seats.filter(({ state }) => state === 'free').length;
      await expect.poll(free, { timeout: 15_000 }).toBe(2);
      void pbx.caller(LINE, { many: CALLERS });
      await expect.poll(() => answered.length, { timeout: 30_000 }).toBe(CALLERS);
      expect(new Set(answered).size).toBe(CALLERS);
      const inOrder = idleMs.toSorted((a, b) => a - b);
      expect(inOrder.length).toBe(CALLERS - seats.length);
      // A loaded machine has its time: by itself nine in ten would be late as often as not.
      expect(inOrder[Math.floor(inOrder.length * 0.9)]).toBeLessThan(MOST_IDLE_MS);
    } finally {
      await line.close();
      await pbx.close();
    }
  });
});
