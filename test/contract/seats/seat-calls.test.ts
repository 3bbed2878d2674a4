import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { knownBehind } from '../../../server/steps/seats/known-callers.ts';
import {
  endSeatCall,
  knownCallers,
  pickUpCall,
  readySeat,
  saveSeatPledge,
} from '../../../server/steps/seats/seat-calls.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { SeatNow } from '../../../shared/line-seat.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { rpcOf } from '../../support/house/server-process.ts';
import { typedPledge } from '../../support/line/pledge-room.ts';
import { deskCallsByHand, deskCallsByPbx, deskCut, deskRefusals } from '../../support/seats/desk-calls.ts';
import { LINE, type LineHouse, openLineHouse } from '../../support/seats/line-house.ts';
import { playedPbx } from '../../support/seats/played-pbx.ts';
import { type Sitting, sitDown } from '../../support/seats/seated-people.ts';

const HOUR_MS = 3_600_000;
const QUEUE = 'promesses';

let house: LineHouse;
beforeAll(async () => {
  house = await openLineHouse();
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: house.ops.id });
});
afterAll(() => house.close());

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: AppError) => error.code,
  );
const pledgesBy = async (agent: string) =>
  (await house.app.store.read((rows) => rows.pledges.ofCampaign(LINE))).filter((row) => row.agent === agent);
const callsOf = () =>
  house.app.store.read(
    async (rows) =>
      (await rows.lineCalls.ofPeriod(LINE, { fromMs: 0, toMs: house.clock.nowMs() + HOUR_MS })).length,
  );

const behindPbx = playedPbx(() => house);
type Room = ReturnType<typeof behindPbx>['app'];
const now = ({ seatLines }: Room, seat: string): SeatNow => seatLines.now(seat);
const save = (app: Room, { account }: Sitting, callId: string, lastName = 'Pélouneau') =>
  saveSeatPledge(app, { account, pledge: { callId, form: typedPledge({ lastName }) } });

describe('a badge’s seat without a PBX (R-40, R-45)', () => {
  it('takes no real call before the practice is passed', async () => {
    const { account } = await sitDown(house, { seat: 'MAISON-01', isTrained: false });
    expect(await codeOf(readySeat(house.app, { account, isReady: true }))).toBe('seat-charter');
    await house.app.store.write(async (rows) => {
      const signup = await rows.slots.signupOfAccount(account.id);
      await rows.slots.changeSignup(signup?.id ?? 0, { charterAtMs: 1 });
    });
    expect(await codeOf(pickUpCall(house.app, { account }))).toBe('seat-untrained');
    expect(await callsOf()).toBe(0);
  });

  it('takes a call by a key, saves its pledge with the site, and counts the call once', async () => {
    const { account } = await sitDown(house, { seat: 'MAISON-03' });
    const call = await pickUpCall(house.app, { account });
    expect(await pickUpCall(house.app, { account })).toEqual(call);
    const pledge = { callId: call.callId, form: typedPledge() };
    const saved = await saveSeatPledge(house.app, { account, pledge });
    expect(saved).toMatchObject({ kind: 'saved' });
    expect(await saveSeatPledge(house.app, { account, pledge })).toEqual(saved);
    await endSeatCall(house.app, { account, end: { callId: call.callId, how: 'hang-up', isReady: true } });
    expect((await pledgesBy(account.id)).map(({ site, agent }) => [site, agent])).toEqual([
      ['MAISON', account.id],
    ]);
    expect(house.app.seatLines.now('MAISON-03')).toEqual({
      line: 'manual',
      isReady: true,
      isTeamThere: false,
    });
    expect((await pickUpCall(house.app, { account })).callId).not.toBe(call.callId);
    await house.app.lineWatch.close();
    expect(await callsOf()).toBe(2);
  });

  it('takes none while the line of its slot is not open', async () => {
    const { account } = await sitDown(house, { seat: 'MAISON-05' });
    await house.app.store.write((rows) => rows.accounts.update(account.id, { campaigns: ['AUTRE'] }));
    const elsewhere = { ...account, campaigns: ['AUTRE'] };
    expect(await codeOf(pickUpCall(house.app, { account: elsewhere }))).toBe('campaign-unknown');
  });
});

describe('a badge’s seat behind a PBX (R-44)', () => {
  it('has its caller as soon as they are joined, and the next one only once it has let them go', async () => {
    const { app, pbx } = behindPbx();
    const one = await sitDown(house, { seat: 'MAISON-01' });
    await readySeat(app, { account: one.account, isReady: true });
    const first = pbx.caller(QUEUE, '+33639980001');
    expect(now(app, 'MAISON-01')).toMatchObject({
      line: 'up',
      isReady: true,
      call: { callId: first, isOver: false },
    });
    pbx.leaves(first);
    const second = pbx.caller(QUEUE);
    expect(now(app, 'MAISON-01').call).toMatchObject({ callId: first, isOver: true });
    expect(await save(app, one, first, 'Premier')).toMatchObject({ kind: 'saved' });
    await endSeatCall(app, { account: one.account, end: { callId: first, how: 'hang-up', isReady: true } });
    expect(now(app, 'MAISON-01').call).toMatchObject({ callId: second, isOver: false });
    expect(await codeOf(save(app, one, first))).toBe('call-not-yours');
    expect(await codeOf(pickUpCall(app, { account: one.account }))).toBe('calls-come-alone');
  });

  it('keeps the caller’s number as its blind index, though the workstation never had it', async () => {
    const { app, pbx } = behindPbx();
    const one = await sitDown(house, { seat: 'MAISON-01' });
    await readySeat(app, { account: one.account, isReady: true });
    const call = pbx.caller(QUEUE, '+33639980002');
    expect(await save(app, one, call, 'Deuxième')).toMatchObject({ kind: 'saved' });
    await endSeatCall(app, { account: one.account, end: { callId: call, how: 'hang-up', isReady: true } });
    const again = pbx.caller(QUEUE, '+33639980002');
    expect(await save(app, one, again, 'Autrement')).toMatchObject({ kind: 'duplicate' });
    expect(JSON.stringify(now(app, 'MAISON-01'))).not.toContain('39980002');
  });

  it('refuses another seat’s caller, a queue that is none of its line’s, and a call that nobody has', async () => {
    const { app, pbx } = behindPbx();
    const one = await sitDown(house, { seat: 'MAISON-01' });
    const two = await sitDown(house, { seat: 'MAISON-02' });
    await readySeat(app, { account: one.account, isReady: true });
    const call = pbx.caller(QUEUE, '+33639980001');
    await readySeat(app, { account: two.account, isReady: true });
    expect(await codeOf(save(app, two, call))).toBe('call-not-yours');
    const end = { callId: call, how: 'hang-up', isReady: true } as const;
    expect(await codeOf(endSeatCall(app, { account: two.account, end }))).toBe('call-not-yours');
    expect(await codeOf(save(app, two, 'personne'))).toBe('call-not-yours');
    expect(now(app, 'MAISON-01').call).toMatchObject({ callId: call, isOver: false });
    const ranks = [{ queue: 'service-client', rank: 0 }];
    await app.seatLines.setReady('MAISON-02', true, { ranks, team: 'ecoute' });
    const foreign = pbx.caller('service-client');
    expect(await codeOf(save(app, two, foreign))).toBe('call-not-yours');
    expect(await pledgesBy(two.account.id)).toEqual([]);
  });

  it('passes a caller on to the team by the same act as a hang-up, and lets the next one come', async () => {
    const { app, pbx } = behindPbx();
    const one = await sitDown(house, { seat: 'MAISON-01' });
    await readySeat(app, { account: one.account, isReady: true });
    const call = pbx.caller(QUEUE, '+33639980001');
    const next = pbx.caller(QUEUE);
    await endSeatCall(app, { account: one.account, end: { callId: call, how: 'hand-over', isReady: true } });
    expect((await pbx.snapshot()).calls).toContainEqual(expect.objectContaining({ call, queue: 'ecoute' }));
    expect(now(app, 'MAISON-01').call?.callId).toBe(next);
    expect(await codeOf(save(app, one, call))).toBe('call-not-yours');
  });

  it('counts the way out of a caller once, by its kind', async () => {
    const counted: string[] = [];
    const lineWatch = { countQuiet: (line: string, kind: string) => void counted.push(`${line} ${kind}`) };
    const { app, pbx } = behindPbx();
    const room = { ...app, lineWatch };
    const { account } = await sitDown(house, { seat: 'MAISON-01' });
    await readySeat(room, { account, isReady: true });
    for (const exit of ['hoax', 'minor', 'handOver', undefined] as const) {
      const end = { callId: pbx.caller(QUEUE), how: 'hang-up', exit, isReady: true } as const;
      await endSeatCall(room, { account, end });
      await endSeatCall(room, { account, end });
    }
    expect(counted).toEqual([`${LINE} hoax`, `${LINE} minor`, `${LINE} helpline`]);
  });

  it('gives no caller to a seat that nobody looks at any more, nor to one in a pause', async () => {
    const { app, pbx } = behindPbx();
    const one = await sitDown(house, { seat: 'MAISON-01' });
    const watching = new AbortController();
    const turns = app.seatLines.turns('MAISON-01', watching.signal);
    await turns.next();
    await readySeat(app, { account: one.account, isReady: true });
    await readySeat(app, { account: one.account, isReady: false });
    pbx.caller(QUEUE);
    expect(now(app, 'MAISON-01')).toEqual({ line: 'up', isReady: false, isTeamThere: false });
    await readySeat(app, { account: one.account, isReady: true });
    expect(now(app, 'MAISON-01').call).toBeDefined();
    watching.abort();
    for await (const _ of turns);
    expect(now(app, 'MAISON-01')).toEqual({ line: 'up', isReady: false, isTeamThere: false });
    expect((await pbx.snapshot()).seats).toEqual([expect.objectContaining({ isReady: false })]);
  });

  it('keeps what is on the screen while the PBX is cut, and takes callers again when it is back', async () => {
    const { app, pbx } = behindPbx();
    const one = await sitDown(house, { seat: 'MAISON-01' });
    await readySeat(app, { account: one.account, isReady: true });
    const call = pbx.caller(QUEUE, '+33639980003');
    pbx.cut();
    expect(now(app, 'MAISON-01')).toMatchObject({ line: 'down', call: { callId: call } });
    expect(await save(app, one, call, 'Coupée')).toMatchObject({ kind: 'saved' });
    pbx.restore();
    await endSeatCall(app, { account: one.account, end: { callId: call, how: 'hang-up', isReady: true } });
    const next = pbx.caller(QUEUE);
    expect(now(app, 'MAISON-01')).toMatchObject({ line: 'up', call: { callId: next } });
  });

  it('is one person’s: a second badge at a seat in use is told so', async () => {
    const { app } = behindPbx();
    const one = await sitDown(house, { seat: 'MAISON-01' });
    const two = await sitDown(house, { seat: 'MAISON-01' });
    const live = { ...app.live, listening: () => new Set([one.account.id]) };
    await readySeat({ ...app, live }, { account: one.account, isReady: true });
    expect(await codeOf(readySeat({ ...app, live }, { account: two.account, isReady: true }))).toBe(
      'seat-taken',
    );
  });
});

it.each([
  ['has its callers given, followed, saved under their number and ended, with pauses', deskCallsByPbx],
  ['refuses what is another seat’s, another line’s or nobody’s', deskRefusals],
  ['finds its caller again after a network was cut', deskCut],
])('an account’s seat behind a PBX (R-40) %s', async (_, step) => {
  const { app, pbx } = behindPbx();
  await step(house, app, (number) => pbx.caller(QUEUE, number));
});
it('an account’s seat without a PBX (R-40) has its call by a key, and its site', () =>
  deskCallsByHand(house));

describe('who is calling (R-40)', () => {
  /** Two people of one home and a third number, in the charity's campaign. */
  const addDonors = (e164: string) =>
    house.addRecords({
      records: 2,
      from: Number(e164.slice(-3)),
      donor: (number) => ({
        lastName: `Chimère-${number % 2 ? 'Un' : 'Deux'}`,
        email: 'chimere@exemple.invalid',
        phones: [{ slot: 'TEL_MOBILE', e164, source: 'DONATEUR', validity: 'NON_TESTE' }],
      }),
    });
  /** The first caller at MAISON-06 with that number. */
  async function calling(number: string | undefined) {
    const { app, pbx } = behindPbx();
    const one = await sitDown(house, { seat: 'MAISON-06' });
    await readySeat(app, { account: one.account, isReady: true });
    return { app, one, callId: pbx.caller(QUEUE, number) };
  }

  it('knows the people of the charity’s base by the number, and the audit log says that they were opened', async () => {
    await addDonors('+33639980100');
    const { app, one, callId } = await calling('+33639980100');
    const known = await knownCallers(app, { account: one.account, callId });
    expect(known.map(({ lastName, email }) => [lastName, email]).toSorted()).toEqual([
      ['Chimère-Deux', 'chimere@exemple.invalid'],
      ['Chimère-Un', 'chimere@exemple.invalid'],
    ]);
    const opened = (await house.actions('record.open')).filter(({ actor }) => actor === one.account.id);
    expect(opened.map(({ reason }) => reason)).toEqual(
      Array(2).fill('Appel reçu : qui a ce numéro dans la base de l’association'),
    );
  });

  it('knows whoever promised before at that number, once where they are in the base too', async () => {
    const { app, one, callId } = await calling('+33639980101');
    expect(await knownCallers(app, { account: one.account, callId })).toEqual([]);
    await save(app, one, callId, 'Revenue');
    const known = await knownCallers(app, { account: one.account, callId });
    expect(known).toEqual([expect.objectContaining({ lastName: 'Revenue', town: 'SAINT EXEMPLE' })]);
  });

  it('opens nobody for a withheld number, for another seat’s call, or where the line asks for none', async () => {
    await addDonors('+33639980102');
    const withheld = await calling(undefined);
    expect(
      await knownCallers(withheld.app, { account: withheld.one.account, callId: withheld.callId }),
    ).toEqual([]);
    const two = await sitDown(house, { seat: 'MAISON-07' });
    const theirs = await calling('+33639980102');
    expect(await codeOf(knownCallers(theirs.app, { account: two.account, callId: theirs.callId }))).toBe(
      'call-not-yours',
    );
    const line = await house.app.store.read((rows) => rows.lines.byCode(LINE));
    if (!line) throw new Error('the line is loaded');
    const quiet = { ...line, settings: { ...line.settings, prefill: 'none' as const } };
    const asked = { line: quiet, number: '+33639980102', actor: two.account.id };
    expect(await knownBehind(house.app, asked)).toEqual([]);
    expect((await house.actions('record.open')).filter(({ actor }) => actor === two.account.id)).toEqual([]);
  });
});

describe('the end of a slot', () => {
  it('is the end of its seat: the session asks for nothing more, and a call that was its own is refused', async () => {
    const { account, token } = await sitDown(house, { seat: 'MAISON-04' });
    const { callId } = await pickUpCall(house.app, { account });
    house.clock.advance(4 * HOUR_MS);
    const { lineSeat } = rpcOf(house.server.url, token);
    await expect(lineSeat.pickUp.mutate()).rejects.toMatchObject({ data: { appCode: 'session-ended' } });
    expect(
      await codeOf(saveSeatPledge(house.app, { account, pledge: { callId, form: typedPledge() } })),
    ).toBe('slot-over');
    expect(await pledgesBy(account.id)).toEqual([]);
  });
});
