import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { markAttendance } from '../../../server/steps/agenda/attend-shift.ts';
import { comeToShift } from '../../../server/steps/agenda/come-to-shift.ts';
import { fillShift } from '../../../server/steps/agenda/fill-shift.ts';
import { cancelEvent, createEvent, editEvent, listEvents } from '../../../server/steps/agenda/keep-events.ts';
import { learnTraining } from '../../../server/steps/agenda/learn-training.ts';
import { leaveShift } from '../../../server/steps/agenda/leave-shift.ts';
import { listComing, listShifts, reportShifts } from '../../../server/steps/agenda/list-shifts.ts';
import { planShifts } from '../../../server/steps/agenda/plan-shifts.ts';
import { fillFromWaiting, swapWithCard, swapWithWaiting } from '../../../server/steps/agenda/swap-shift.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { eraseParticipant } from '../../../server/steps/people/erase-participant.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import { type AgendaHouse, openAgendaHouse } from '../../support/agenda/agenda-house.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { LINE, lineFiles } from '../../support/seats/line-house.ts';

const HOUR_MS = 3_600_000;
const REASON = 'essai de la soirée';

let house: AgendaHouse;
const accounts: AccountRow[] = [];
const one = (at: number): AccountRow => {
  const found = accounts[at];
  if (!found) throw new Error('a volunteer of the test');
  return found;
};
beforeAll(async () => {
  house = await openAgendaHouse();
  for (const at of [0, 1, 2, 3]) accounts.push(await house.volunteer(at));
  accounts.push(await house.volunteer(4, 'coordinator'));
});
afterAll(() => house.close());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
const come = (account: AccountRow, slot: number, mayWait = false) =>
  comeToShift(house.app, { account, slot, mayWait });
const cardOf = async (account: AccountRow) =>
  (await house.app.store.read((rows) => rows.people.byAccount(account.id)))?.id ?? '';

describe('events of the agenda (R-55)', () => {
  it('are drafts that their writers alone see, then what their privacy says; the words stand sealed', async () => {
    const account = house.team;
    const fromMs = house.clock.nowMs() + 24 * HOUR_MS;
    const hours = { fromMs, toMs: fromMs + HOUR_MS };
    const said = {
      kind: 'meeting',
      title: 'Réunion Zanzibar',
      body: '',
      place: 'Zanzibar',
      ...hours,
    } as const;
    const text = { ...said, privacy: 'groups', groups: ['GL Caen'] } as const;
    expect(await codeOf(createEvent(house.app, { account, text: { ...text, groups: [] } }))).toBe(
      'event-groups',
    );
    expect(await codeOf(createEvent(house.app, { account, text: { ...text, toMs: fromMs } }))).toBe(
      'event-hours',
    );
    expect(await codeOf(createEvent(house.app, { account: one(0), text }))).toBe('people-forbidden');
    const draft = await createEvent(house.app, { account: one(4), text });
    const seen = async (who: AccountRow) =>
      (await listEvents(house.app, { account: who, past: false })).map(({ id }) => id).includes(draft.id);
    expect([await seen(one(0)), await seen(one(4)), await seen(account)]).toEqual([false, true, true]);
    await house.app.store.write((rows) => rows.agenda.updateEvent(draft.id, { state: 'published' }));
    expect([await seen(one(0)), await seen(one(4))]).toEqual([false, true]);
    const bytes = house.app.store.files().map((file) => readFileSync(file, 'latin1'));
    expect(bytes.some((words) => words.includes('Zanzibar'))).toBe(false);
  });

  it('count each change that a calendar shows, and a cancelled one cancels its slots', async () => {
    const { event, fromMs } = await house.evening();
    const slot = await house.shift(event, fromMs);
    const changed = await editEvent(house.app, { account: house.team, event, change: { place: 'salle B' } });
    expect(changed.sequence).toBe(2);
    await cancelEvent(house.app, { account: house.team, event, reason: REASON });
    expect(await codeOf(come(one(0), slot))).toBe('sign-up-cancelled');
  });
});

describe('slots of an event', () => {
  it('are copied to other days at the same hours on the clock, across the change of time', async () => {
    const fromMs = Date.parse('2027-03-27T20:00+01:00');
    const { event } = await house.evening({ fromMs, toMs: fromMs + 3 * 86_400_000 });
    const plan = {
      fromMs,
      toMs: fromMs + 2 * HOUR_MS,
      role: 'standard',
      needs: '',
      capacity: 3,
      longestHours: 0,
    };
    const request = { account: house.team, event, plan: { ...plan, days: ['2027-03-28'] } };
    await planShifts(house.app, request);
    const shifts = await listShifts(house.app, { account: house.team, event });
    expect(shifts.map((shift) => new Date(shift.fromMs).toISOString())).toEqual([
      '2027-03-27T19:00:00.000Z',
      '2027-03-28T18:00:00.000Z',
    ]);
    const outside = { ...request, plan: { ...plan, days: ['2027-04-28'] } };
    expect(await codeOf(planShifts(house.app, outside))).toBe('slot-outside');
  });

  it('take whoever comes, say why not, and keep a waiting list: first come, first served', async () => {
    const { event, fromMs } = await house.evening();
    const slot = await house.shift(event, fromMs);
    const clash = await house.shift(event, fromMs + HOUR_MS);
    const first = await come(one(0), slot);
    expect(first.state).toBe('held');
    expect(await codeOf(come(one(0), slot))).toBe('sign-up-already-in');
    expect(await codeOf(come(one(0), clash))).toBe('sign-up-taken-elsewhere');
    expect(await codeOf(come(one(1), slot))).toBe('sign-up-full');
    const [second, third] = [await come(one(1), slot, true), await come(one(2), slot, true)];
    expect([second.state, third.state]).toEqual(['waiting', 'waiting']);
    // The second has taken another place meanwhile: the third moves up.
    await come(one(1), clash);
    const left = await leaveShift(house.app, { account: one(0), signup: first.signup, reason: REASON });
    expect(left).toEqual({ movedUp: third.signup });
    const noted = () => house.app.store.read((rows) => rows.audit.ofCampaign('', 'slot.names'));
    const before = await noted();
    const people = await listComing(house.app, { account: house.team, slot });
    expect(await noted()).toBe(before + 1);
    expect(people.map(({ person, state }) => [person, state])).toEqual([
      ['Élodie F.', 'waiting'],
      ['Élodie F.', 'held'],
    ]);
  });

  it('free a place for nobody in the last day: a lead decides; and nobody withdraws alone after the hour said', async () => {
    const { event } = await house.evening({ fromMs: house.clock.nowMs() + HOUR_MS });
    const fromMs = house.clock.nowMs() + 10 * HOUR_MS;
    const withdrawUntilMs = fromMs - 3 * HOUR_MS;
    const slot = await house.shift(event, fromMs, { withdrawUntilMs });
    const [first, second] = [await come(one(0), slot), await come(one(1), slot, true)];
    expect(await leaveShift(house.app, { account: one(0), signup: first.signup, reason: REASON })).toEqual(
      {},
    );
    expect(await fillFromWaiting(house.app, { account: house.team, slot })).toEqual({
      signup: second.signup,
    });
    house.clock.advance(8 * HOUR_MS);
    const late = leaveShift(house.app, { account: one(1), signup: second.signup, reason: REASON });
    expect(await codeOf(late)).toBe('withdraw-late');
    const others = leaveShift(house.app, { account: one(2), signup: second.signup, reason: REASON });
    expect(await codeOf(others)).toBe('people-forbidden');
    const third = await come(one(2), slot, true);
    const request = { account: house.team, signup: second.signup, reason: REASON };
    expect(await swapWithWaiting(house.app, request)).toEqual({ signup: third.signup });
    const again = { account: house.team, signup: third.signup, reason: REASON };
    expect(await codeOf(swapWithWaiting(house.app, again))).toBe('swap-nobody');
    const swapped = await swapWithCard(house.app, { ...again, card: await cardOf(one(3)) });
    expect(swapped.signup).toBeGreaterThan(third.signup);
  });

  it('that need a training open to whoever followed it', async () => {
    const { event, fromMs } = await house.evening();
    const slot = await house.shift(event, fromMs + 4 * HOUR_MS, { needs: 'ACCUEIL-2026' });
    expect(await codeOf(come(one(3), slot))).toBe('sign-up-training-needed');
    const request = { card: await cardOf(one(3)), training: 'ACCUEIL-2026' };
    expect(await codeOf(learnTraining(house.app, { account: one(4), ...request }))).toBe(
      'people-card-unknown',
    );
    await learnTraining(house.app, { account: house.team, ...request });
    expect((await come(one(3), slot)).state).toBe('held');
  });

  it('are filled from a search, each judged as if they came by themselves, and only their cards opened', async () => {
    const { event, fromMs } = await house.evening();
    const slot = await house.shift(event, fromMs + 7 * HOUR_MS, { capacity: 3 });
    await come(one(0), slot);
    const opened = (await house.actions('people.open')).length;
    const filled = await fillShift(house.app, {
      account: house.team,
      slot,
      where: 'fictive',
      mayWait: false,
    });
    expect(filled).toEqual({
      held: 2,
      waiting: 0,
      refused: [
        { says: 'Vous y êtes.', count: 1 },
        { says: 'Complet.', count: 2 },
      ],
    });
    expect((await house.actions('people.open')).length).toBe(opened + 2);
  });
});

describe('attendance', () => {
  it('is noted, corrected, and gives the hours of the report', async () => {
    const { event, fromMs } = await house.evening({ fromMs: house.clock.nowMs() + HOUR_MS });
    const slot = await house.shift(event, fromMs, { capacity: 3, toMs: fromMs + 2.5 * HOUR_MS });
    const signups: number[] = [];
    for (const at of [0, 1, 2]) signups.push((await come(one(at), slot)).signup);
    const mark = (at: number, as: 'came' | 'absent' | 'excused', account = house.team) =>
      markAttendance(house.app, { account, signup: signups[at] ?? 0, as });
    await mark(0, 'absent');
    await mark(0, 'came');
    await mark(1, 'came');
    await mark(2, 'excused');
    expect(await codeOf(mark(2, 'came', one(0)))).toBe('people-forbidden');
    const report = await reportShifts(house.app, { account: house.team, event });
    expect(report).toMatchObject({ places: 3, held: 3, came: 2, absent: 0, excused: 1, hours: 5 });
    const early = await house.shift((await house.evening()).event, house.clock.nowMs() + 80 * HOUR_MS);
    const { signup } = await come(one(3), early);
    expect(await codeOf(markAttendance(house.app, { account: house.team, signup, as: 'came' }))).toBe(
      'attendance-early',
    );
  });
});

describe('a withdrawal from a slot of a pledge line', () => {
  it('the day before gives the place to the first who waits and tells them; two hours before it tells the leads of the site alone', async () => {
    const { app, clock } = house;
    const ops = await house.hire('olga', 'ops');
    await planSeats(app, { actor: ops.id, files: lineFiles() });
    await loadCampaign(app, { dir: PLEDGE_LINE_FOLDER, actor: ops.id });
    const lead = await house.hire('lea', 'lead', { campaigns: [LINE] });
    const partner = await house.hire('paul', 'lead', { campaigns: [LINE] });
    await app.store.write((rows) =>
      rows.seats.holdTo({ account: partner.id, campaign: LINE, site: 'PARTENAIRE' }),
    );
    const account = { ...house.team, campaigns: [LINE] };
    const comers = [await house.volunteer(11), await house.volunteer(12)] as const;
    const withdrawn = async (hours: number) => {
      const fromMs = clock.nowMs() + hours * HOUR_MS;
      const { event } = await house.evening({ fromMs });
      const line = { campaign: LINE, site: 'MAISON' };
      const times = { fromMs, toMs: fromMs + 2 * HOUR_MS };
      const plan = { ...times, role: '', needs: '', capacity: 1, longestHours: 0, days: [], line };
      const [slot = 0] = (await planShifts(app, { account, event, plan })).slots;
      const first = await come(comers[0], slot);
      const second = await come(comers[1], slot, true);
      const before = await app.store.read((rows) => rows.floor.lastLiveEvent());
      await leaveShift(app, { account: comers[0], signup: first.signup, reason: REASON });
      return await app.store.read(async (rows) => ({
        state: (await rows.slots.signup(second.signup))?.state,
        written: (await rows.slotNotices.due(clock.nowMs(), 100)).filter(
          ({ signup }) => signup === second.signup,
        ),
        told: await rows.floor.liveEventsAfter(before, 10),
      }));
    };
    expect(await withdrawn(25)).toMatchObject({ state: 'held', written: [{ kind: 'moved-up' }], told: [] });
    const late = await withdrawn(2);
    expect(late).toMatchObject({ state: 'waiting', written: [], told: [{ agent: lead.id }] });
    expect(late.told[0]?.event).toMatchObject({ kind: 'place-freed', campaign: LINE });
    expect(late.told[0]?.event.text).toMatch(/^Une place s’est libérée : .*, MAISON\. En attente : 1\./);
    expect(JSON.stringify(late.told)).not.toMatch(/Élodie|Fictive/i);
  });
});

describe('somebody erased from the directory (R-34)', () => {
  it('leaves no name and no number in the agenda: a place to come is free, hours given stay in the counts', async () => {
    const account = await house.volunteer(9);
    const { event, fromMs } = await house.evening({ fromMs: house.clock.nowMs() + HOUR_MS });
    const [past, next] = [await house.shift(event, fromMs), await house.shift(event, fromMs + 5 * HOUR_MS)];
    const { signup } = await come(account, past);
    await come(account, next);
    await markAttendance(house.app, { account: house.team, signup, as: 'came' });
    const card = await cardOf(account);
    await learnTraining(house.app, { account: house.team, card, training: 'ACCUEIL-2026' });
    await eraseParticipant(house.app, { account: house.dpo, card, reason: REASON });
    const { kept, slot, own } = await house.app.store.read(async (rows) => ({
      kept: await rows.slots.signup(signup),
      slot: await rows.agenda.slot(next),
      own: [await rows.agenda.own(card), await rows.agenda.trainings(card), await rows.slots.signups(next)],
    }));
    expect(kept).toMatchObject({ person: '', participant: null, attendance: 'came' });
    expect(slot?.taken).toBe(0);
    expect(own).toEqual([[], [], []]);
    expect(await reportShifts(house.app, { account: house.team, event })).toMatchObject({
      came: 1,
      hours: 2,
    });
  });
});
