import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTonightDesk } from '../../../server/http/tonight-desk.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { markAttendance } from '../../../server/steps/agenda/attend-shift.ts';
import { leaveShift } from '../../../server/steps/agenda/leave-shift.ts';
import { type NamesShown, readTonight } from '../../../server/steps/agenda/read-tonight.ts';
import { fillFromWaiting, swapWithWaiting } from '../../../server/steps/agenda/swap-shift.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { drawCodes } from '../../../server/steps/seats/draw-badges.ts';
import { redeemCode } from '../../../server/steps/seats/redeem-code.ts';
import { signUp } from '../../../server/steps/seats/sign-up.ts';
import { addSlot } from '../../../server/steps/seats/slots.ts';
import type { Tonight } from '../../../shared/people/tonight.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { LINE, type LineHouse, openLineHouse, slotSoon } from '../../support/seats/line-house.ts';

const SOON = { timeout: 10_000 };
const REASON = 'ne viendra plus ce soir';
let house: LineHouse;
let other: AccountRow;
let slot: number;
let away: number;
const signups: number[] = [];

beforeAll(async () => {
  house = await openLineHouse();
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: house.ops.id });
  other = await house.hire('chef.autre', 'lead');
  const evening = (site: string, capacity: number) => addSlot(house.app, slotSoon(house, site, capacity));
  slot = (await evening('MAISON', 2)).slot;
  away = (await evening('PARTENAIRE', 5)).slot;
  for (const person of ['Ada T.', 'Blaise T.', 'Chloé T.', 'Denis T.'])
    signups.push((await signUp(house.app, { account: house.lead, slot, person })).signup);
});
afterAll(() => house.close());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
const seen = (account: AccountRow, wanted: number | undefined = slot) =>
  readTonight(house.app, { account, slot: wanted });
const one = (at: number) => signups[at] ?? 0;

describe('« Ce soir » (R-45, R-51)', () => {
  it('counts the slots of the day and names the people of one; a partner’s lead has the partner’s sites, another lead nothing', async () => {
    const evening = await seen(house.lead);
    expect(evening.slots.find(({ id }) => id === slot)).toMatchObject({
      ...{ capacity: 2, held: 2, waiting: 2, came: 0, seated: 0, missing: 2 },
    });
    expect(evening.people.map(({ person, state }) => `${person} ${state}`)).toEqual([
      'Ada T. held',
      'Blaise T. held',
      'Chloé T. waiting',
      'Denis T. waiting',
    ]);
    expect(Object.keys(evening.people[0] ?? {}).toSorted()).toEqual(
      [
        ...['attendance', 'attendedAtMs', 'isOnCall', 'isTrained', 'person', 'practiceDone'],
        ...['signup', 'state'],
      ].toSorted(),
    );
    const partners = await seen(house.partner);
    expect([partners.slot, partners.slots.map(({ id }) => id), partners.people]).toEqual([away, [away], []]);
    expect(await seen(other)).toEqual({ lines: [], slots: [], people: [] });
  });

  it('is marked at a slot of no event; neither another lead nor the partner’s marks, replaces or draws a code there', async () => {
    for (const account of [other, house.partner]) {
      const acts = [
        markAttendance(house.app, { account, signup: one(0), as: 'came' }),
        leaveShift(house.app, { account, signup: one(0), reason: REASON }),
        swapWithWaiting(house.app, { account, signup: one(0), reason: REASON }),
        fillFromWaiting(house.app, { account, slot }),
        drawCodes(house.app, { account, slot, signup: one(0) }),
      ];
      expect(await Promise.all(acts.map(codeOf))).toEqual(Array.from({ length: 5 }, () => 'slot-unknown'));
    }
    await markAttendance(house.app, { account: house.lead, signup: one(0), as: 'came' });
    expect((await seen(house.lead)).slots.find(({ id }) => id === slot)).toMatchObject({
      came: 1,
      missing: 1,
    });
    expect(await codeOf(fillFromWaiting(house.app, { account: house.lead, slot }))).toBe('swap-nobody');
    expect(await swapWithWaiting(house.app, { account: house.lead, signup: one(1), reason: REASON })).toEqual(
      {
        signup: one(2),
      },
    );
    expect((await seen(house.lead)).people.map(({ signup }) => signup)).toEqual([one(0), one(2), one(3)]);
  });

  it('is pushed to the screen as others mark and sit down; a code opens one seat once', async () => {
    const { token } = await house.enter('lea');
    const desk = openTonightDesk(house.app, { token: () => token, address: '127.0.0.1' });
    const came: Tonight[] = [];
    const refusals: unknown[] = [];
    const stop = desk.follow(slot, {
      came: (tonight) => came.push(tonight),
      refused: (refusal) => refusals.push(refusal),
    });
    const shown = () => came.at(-1)?.people.find(({ signup }) => signup === one(2));
    await expect.poll(() => shown()?.attendance, SOON).toBeNull();
    await markAttendance(house.app, { account: house.ops, signup: one(2), as: 'came' });
    await expect.poll(() => shown()?.attendance, SOON).toBe('came');
    const { code, person } = await desk.code(slot, one(2));
    expect(person).toBe('Chloé T.');
    await redeemCode(house.app, { seat: 'MAISON-03', code });
    await expect.poll(() => shown()?.seat, SOON).toBe('MAISON-03');
    expect(await codeOf(redeemCode(house.app, { seat: 'MAISON-04', code }))).not.toBe('done');
    stop();
    expect(refusals).toEqual([]);
  });

  it('opens each name once a screen, notes it first, and has none of whoever left or was erased', async () => {
    const { store } = house.app;
    const noted = () => store.read((rows) => rows.audit.ofCampaign(LINE, 'slot.names'));
    const [before, shown] = [await noted(), new Map() as NamesShown];
    const look = () => readTonight(house.app, { account: house.lead, slot, shown });
    expect((await look()).people.map(({ person }) => person)).toEqual(['Ada T.', 'Chloé T.', 'Denis T.']);
    await look();
    await look();
    expect([await noted(), shown.size]).toEqual([before + 1, 3]);
    await store.write(async (rows) => {
      await rows.slots.changeSignup(one(3), { state: 'cancelled' });
      await rows.slots.changeSignup(one(0), { person: '' });
    });
    shown.set(one(0), { person: 'Ada T.', participant: 'erased since' });
    expect((await look()).people.map(({ person }) => person)).toEqual(['', 'Chloé T.']);
    expect([...shown.keys()].toSorted()).toEqual([one(0), one(2)]);
  });

  it('begins anew at midnight: what is over yesterday is gone, and the next evening is told', async () => {
    const day = 24 * 3_600_000;
    const soon = slotSoon(house, 'MAISON', 1);
    const next = await addSlot(house.app, {
      ...soon,
      fromMs: soon.fromMs + 3 * day,
      toMs: soon.toMs + 3 * day,
    });
    const clock = { ...house.clock, nowMs: () => house.clock.nowMs() + 2 * day };
    const later = await readTonight({ ...house.app, clock }, { account: house.lead });
    expect([later.slots, later.next?.fromMs, next.slot > 0]).toEqual([[], soon.fromMs + 3 * day, true]);
  });
});
