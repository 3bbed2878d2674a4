import { expect, test } from 'vitest';
import { openSeats } from '../../../server/live/seats.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { dialCard } from '../../../server/steps/dial/dial-card.ts';
import { followDials } from '../../../server/steps/dial/follow-dials.ts';
import { hangUpDial } from '../../../server/steps/dial/hang-up.ts';
import { takeSeat } from '../../../server/steps/dial/take-seat.ts';
import { type Centre, cardOf, openCentre } from '../../support/call/centre.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { lineOf, startRealPbx } from '../../support/telephony/real-pbx.ts';

/** A loaded machine has its time. */
const SOON = { timeout: 10_000 };
const SEAT = 'MAISON-01';
/** The donors' numbers, by the centre's records from the tenth on. */
const PLAN = {
  seats: [SEAT],
  absentSeat: 'MAISON-99',
  queues: ['promesses'],
  busy: '+33639980011',
  rings: '+33639980012',
} as const;

async function house(centre: Centre) {
  const pbx = await startRealPbx(PLAN);
  const telephony = lineOf(pbx);
  const silent = () => undefined;
  const log = { info: silent, warn: silent, error: silent };
  const live = { listening: () => new Set(centre.agents.map(({ id }) => id)) };
  const deps = { ...centre, telephony, log, live, seats: openSeats() };
  const stop = followDials(deps);
  const close = async () => {
    await stop();
    await telephony.close();
    await pbx.close();
    centre.close();
  };
  return { deps, close };
}

describeWith('asterisk', 'sipp')('R-13 cards dialled on a real Asterisk', () => {
  test('one answers and is hung up, one is busy, one rings in vain: each is kept as the line said it', async () => {
    const centre = await openCentre({
      records: 3,
      from: 10,
      agents: 3,
      settings: { callerNumber: '+33199001234' },
    });
    const { deps, close } = await house(centre);
    try {
      const seen = new Map<string, unknown>();
      for (const agent of centre.agents as readonly AccountRow[]) {
        const { callId, donor } = await cardOf(centre, agent);
        const dials = () => centre.store.read((rows) => rows.dials.ofCall(callId));
        const has = (field: 'ringingAtMs' | 'answeredAtMs' | 'endedAtMs') =>
          expect.poll(async () => (await dials())[0]?.[field] ?? null, SOON).not.toBeNull();
        // One telephone, which each agent leaves to the next.
        deps.live.listening = () => new Set([agent.id]);
        await expect
          .poll(
            () =>
              takeSeat(deps, { agent, seat: SEAT }).then(
                () => 'open',
                ({ code }) => code,
              ),
            SOON,
          )
          .toBe('open');
        const dial = () => dialCard(deps, { agent, callId, slot: 'TEL_MOBILE' });
        await expect
          .poll(
            () =>
              dial().then(
                () => 'on',
                ({ code }) => code,
              ),
            SOON,
          )
          .toBe('on');
        await dial();
        const [phone] = donor.phones;
        if (phone?.national === '06 39 98 00 10') await has('answeredAtMs');
        if (phone?.national === '06 39 98 00 12') await has('ringingAtMs');
        if (phone?.national !== '06 39 98 00 11') await hangUpDial(deps, { agent, callId });
        await has('endedAtMs');
        seen.set(
          phone?.national ?? '',
          (await dials()).map(({ turn, ending }) => [turn, ending]),
        );
      }
      expect(Object.fromEntries(seen)).toEqual({
        '06 39 98 00 10': [[1, 'ended']],
        '06 39 98 00 11': [[1, 'busy']],
        '06 39 98 00 12': [[1, 'unanswered']],
      });
    } finally {
      await close();
    }
  });
});
