import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayRingBack } from '../../../server/domain/line/call-back.ts';
import { openSeatLines } from '../../../server/live/seat-lines.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { CallsNow } from '../../../server/steps/line/calls-now.ts';
import { dropOldCallbacks, followGivenUp } from '../../../server/steps/line/follow-given-up.ts';
import { readLineBoards } from '../../../server/steps/line/read-line-board.ts';
import { ringBack } from '../../../server/steps/seats/ring-back.ts';
import { endSeatCall, readySeat, saveSeatPledge } from '../../../server/steps/seats/seat-calls.ts';
import type { AppError } from '../../../shared/errors.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { typedPledge } from '../../support/line/pledge-room.ts';
import { LINE, type LineHouse, openLineHouse } from '../../support/seats/line-house.ts';
import { sitDown } from '../../support/seats/seated-people.ts';
import { scriptedLine } from '../../support/telephony/scripted-line.ts';

const HOUR_MS = 3_600_000;
const QUEUE = 'promesses';
const ONE = '+33639980041';
const TWO = '+33639980042';

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

/** A PBX whose abandoned callers are kept, and a seat that is ready at MAISON. */
async function evening(seat: string) {
  const pbx = scriptedLine(house.clock);
  const seatLines = openSeatLines(pbx);
  const calls = new CallsNow();
  seatLines.begin();
  pbx.follow((event) => void calls.hear(event));
  const stop = followGivenUp({ ...house.app, telephony: pbx });
  const watched = {
    ...house.app.lineWatch,
    now: () => ({ ...house.app.lineWatch.now(), calls: calls.all() }),
  };
  const app = { ...house.app, telephony: pbx, seatLines, lineWatch: watched };
  const { account } = await sitDown(house, { seat });
  await house.app.store.write((rows) => rows.lineCallbacks.dropBefore(LINE, Number.MAX_SAFE_INTEGER));
  const givesUp = async (number: string | undefined, queue = QUEUE) => {
    pbx.leaves(pbx.caller(queue, number));
    await kept();
  };
  /** What was heard is written behind. */
  const kept = () =>
    new Promise((resolve) => setImmediate(resolve)).then(() => house.app.store.write(async () => {}));
  const waiting = async () => {
    const [line] = await house.app.store.read((rows) => rows.lines.all());
    if (!line) throw new Error('the line is loaded');
    const seen = [{ settings: line.settings, sight: null, reader: null }];
    const [board] = await readLineBoards(house.app, seen, { ...watched.now(), state: 'up', seats: [] });
    return board?.toRing;
  };
  return {
    app,
    pbx,
    account,
    seat,
    givesUp,
    waiting,
    stop,
    ready: () => readySeat(app, { account, isReady: true }),
  };
}

describe('who hangs up while they wait (R-40)', () => {
  it('is rung back once, longest first, their number on no screen and in no row in clear', async () => {
    const { app, pbx, account, seat, givesUp, waiting, stop, ready } = await evening('MAISON-01');
    await givesUp(ONE);
    house.clock.advance(60_000);
    await givesUp(TWO);
    await givesUp(ONE);
    await stop();
    expect(await waiting()).toEqual({ count: 2, oldestMs: house.clock.nowMs() - 60_000 });
    expect(await codeOf(ringBack(app, { account }))).toBe('seat-not-free');
    await ready();
    await ringBack(app, { account });
    const { call } = app.seatLines.now(seat);
    expect(call).toMatchObject({ isOver: false, isBack: true });
    expect(app.seatLines.caller(call?.callId ?? '')).toMatchObject({ number: ONE });
    expect(JSON.stringify(app.seatLines.now(seat))).not.toContain('39980041');
    const pledge = { callId: call?.callId ?? '', form: typedPledge({ lastName: 'Rappelée' }) };
    expect(await saveSeatPledge(app, { account, pledge })).toMatchObject({ kind: 'saved' });
    await endSeatCall(app, { account, end: { callId: pledge.callId, how: 'hang-up', isReady: true } });
    pbx.farEnd(TWO, 'unanswered');
    await ringBack(app, { account });
    const second = app.seatLines.now(seat).call;
    expect(second).toMatchObject({ isOver: true, isBack: true });
    await endSeatCall(app, { account, end: { callId: second?.callId ?? '', how: 'hang-up', isReady: true } });
    expect(await codeOf(ringBack(app, { account }))).toBe('nobody-to-ring');
    expect((await house.actions('seat.ring-back')).map(({ actor, reason }) => [actor, reason])).toEqual(
      Array(2).fill([account.id, '']),
    );
  });

  it('waits while others wait, is forgotten once answered or after the hours, and is never tried again', async () => {
    const { app, pbx, account, givesUp, waiting, stop, ready } = await evening('MAISON-02');
    await givesUp(ONE);
    await givesUp(TWO);
    await ready();
    const back = pbx.caller(QUEUE, ONE);
    pbx.leaves(back);
    await stop();
    expect(await waiting()).toMatchObject({ count: 1 });
    await endSeatCall(app, { account, end: { callId: back, how: 'hang-up', isReady: true } });
    const other = pbx.caller('promesses-partenaire');
    expect(await codeOf(ringBack(app, { account }))).toBe('callers-wait');
    pbx.leaves(other);
    pbx.cut();
    expect(await codeOf(ringBack(app, { account }))).toBe('line-unavailable');
    pbx.restore();
    expect(await waiting()).toMatchObject({ count: 1 });
    house.clock.advance(24 * HOUR_MS + 1);
    await dropOldCallbacks(house.app);
    expect(await house.app.store.read((rows) => rows.lineCallbacks.waiting(LINE, 0))).toEqual([]);
    house.clock.advance(-24 * HOUR_MS - 1);
  });

  it.each([
    ['withheld', undefined, QUEUE],
    ['a premium number', '+33899123456', QUEUE],
    ['a country that the house does not call', '+5371234567', QUEUE],
    ['the charity’s team', ONE, 'ecoute'],
    ['a queue of nobody’s', ONE, 'service-client'],
  ])('is never kept: %s', async (_, number, queue) => {
    const { givesUp, stop, waiting } = await evening('MAISON-03');
    await givesUp(number, queue);
    await stop();
    expect(await waiting()).toEqual({ count: 0, oldestMs: null });
  });

  it('is not rung once they objected, nor kept again', async () => {
    const { app, account, givesUp, stop, ready } = await evening('MAISON-04');
    await givesUp(TWO);
    await ready();
    const [index = ''] = await house.app.vault.blindAll('UNION', [{ purpose: 'phone', value: TWO }]);
    const objection = { charity: 'UNION', campaign: LINE, blinds: [index], onlyCampaign: false };
    await house.app.store.write((rows) =>
      rows.records.suppress({ ...objection, atMs: house.clock.nowMs(), exceptRecordId: 0 }),
    );
    expect(await codeOf(ringBack(app, { account }))).toBe('nobody-to-ring');
    await stop();
  });
});

it('nobody is rung at night, by the clock of the line’s country', () => {
  const at = (hour: string) => mayRingBack({ country: 'FR' }, Date.parse(`2026-12-05T${hour}:00+01:00`));
  expect(['08:59', '09:00', '21:59', '22:00', '23:30'].map(at)).toEqual([false, true, true, false, false]);
});
