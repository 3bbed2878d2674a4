import { expect } from 'vitest';
import type { AppContext } from '../../../server/app-context.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import {
  endSeatCall,
  knownCallers,
  pickUpCall,
  readySeat,
  saveSeatPledge,
} from '../../../server/steps/seats/seat-calls.ts';
import { sitAtLine } from '../../../server/steps/seats/who-answers.ts';
import type { AppError } from '../../../shared/errors.ts';
import { typedPledge } from '../line/pledge-room.ts';
import { LINE, type LineHouse } from './line-house.ts';

type Room = Omit<AppContext, 'telephony'> & Parameters<typeof readySeat>[0];
type Caller = (number?: string) => string;

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: AppError) => error.code,
  );

/** An agent with an account of the line, at the telephone of that name. */
async function agentAt(house: LineHouse, app: Room, seat: string) {
  const account: AccountRow = await house.hire(`agent-${seat}`, 'agent', { campaigns: [LINE] });
  const taker = { account, campaign: LINE };
  await sitAtLine(app, { ...taker, seat });
  const save = (callId: string, lastName = 'Pélouneau') =>
    saveSeatPledge(app, { ...taker, pledge: { callId, form: typedPledge({ lastName }) } });
  const end = (callId: string, how: 'hang-up' | 'hand-over' = 'hang-up') =>
    endSeatCall(app, { ...taker, end: { callId, how, isReady: true } });
  return { taker, save, end };
}

/** THE calls of an account's seat behind a PBX: given, followed, saved under the number that shows, ended, paused. */
export async function deskCallsByPbx(house: LineHouse, app: Room, caller: Caller): Promise<void> {
  const seat = 'MAISON-08';
  const { taker, save, end } = await agentAt(house, app, seat);
  const now = () => app.seatLines.now(seat);
  await readySeat(app, { ...taker, isReady: true });
  const first = caller('+33639980201');
  expect(now()).toMatchObject({ line: 'up', isReady: true, call: { callId: first, isOver: false } });
  expect(await knownCallers(app, { ...taker, callId: first })).toEqual([]);
  expect(await save(first, 'Première')).toMatchObject({ kind: 'saved' });
  await end(first);
  // The number was kept as its blind index, and nobody typed it.
  const again = caller('+33639980201');
  expect(await knownCallers(app, { ...taker, callId: again })).toMatchObject([{ lastName: 'Première' }]);
  expect(await save(again, 'Autrement')).toMatchObject({ kind: 'duplicate' });
  await readySeat(app, { ...taker, isReady: false });
  await endSeatCall(app, { ...taker, end: { callId: again, how: 'hand-over', isReady: false } });
  caller();
  expect(now()).toMatchObject({ isReady: false });
  expect(now().call).toBeUndefined();
  await readySeat(app, { ...taker, isReady: true });
  const third = now().call?.callId ?? expect.fail('who waited comes once the seat is ready');
  expect(await codeOf(pickUpCall(app, taker))).toBe('calls-come-alone');
  await end(third);
}

/** Another line, a telephone that is none of the line's, one in use, and other people's callers. */
export async function deskRefusals(house: LineHouse, app: Room, caller: Caller): Promise<void> {
  const one = await agentAt(house, app, 'MAISON-09');
  const two = await agentAt(house, app, 'MAISON-10');
  const sit = (seat: string, campaign = LINE) =>
    codeOf(sitAtLine(app, { account: two.taker.account, campaign, seat }));
  expect(await sit('MAISON-99')).toBe('seat-not-of-line');
  expect(await sit('MAISON-10', 'AUTRE')).toBe('campaign-unknown');
  const here = { ...app.live, listening: () => new Set([one.taker.account.id]) };
  expect(
    await codeOf(
      sitAtLine({ ...app, live: here }, { account: two.taker.account, campaign: LINE, seat: 'MAISON-09' }),
    ),
  ).toBe('seat-taken');
  await readySeat(app, { ...one.taker, isReady: true });
  const call = caller('+33639980202');
  expect(await codeOf(two.save(call))).toBe('call-not-yours');
  expect(await codeOf(two.end(call))).toBe('call-not-yours');
  expect(await codeOf(knownCallers(app, { ...two.taker, callId: call }))).toBe('call-not-yours');
  // An account has no badge's seat, and nobody who said no seat has one.
  expect(await codeOf(readySeat(app, { account: two.taker.account, isReady: true }))).toBe('seat-none');
  const nowhere = await house.hire('nulle-part', 'agent', { campaigns: [LINE] });
  expect(await codeOf(readySeat(app, { account: nowhere, campaign: LINE, isReady: true }))).toBe(
    'seat-unknown',
  );
  await one.end(call);
}

/** A network is cut while somebody is on the line: they are found again, and a pledge of one who was lost is saved. */
export async function deskCut(house: LineHouse, app: Room, caller: Caller): Promise<void> {
  const seat = 'MAISON-11';
  const { taker, save, end } = await agentAt(house, app, seat);
  const watch = async (keepMs: number) => {
    const watching = new AbortController();
    const turns = app.seatLines.turns(seat, watching.signal, keepMs);
    const first = (await turns.next()).value;
    const cut = async () => {
      watching.abort();
      for await (const _ of turns);
    };
    return { first, cut };
  };
  const before = await watch(30_000);
  await readySeat(app, { ...taker, isReady: true });
  const call = caller('+33639980203');
  await before.cut();
  const back = await watch(0);
  expect(back.first).toMatchObject({ isReady: false, call: { callId: call, isOver: false } });
  await back.cut();
  expect(app.seatLines.caller(call)).toBeUndefined();
  expect(await save(call, 'Retrouvée')).toMatchObject({ kind: 'saved' });
  await end(call);
}

/** Without a PBX a key says that the telephone rang: the same form, the call counted, and the site on its pledge. */
export async function deskCallsByHand(house: LineHouse): Promise<void> {
  const { taker, save, end } = await agentAt(house, house.app, 'PARTENAIRE-03');
  const { callId } = await pickUpCall(house.app, taker);
  expect(await save(callId, 'Manuelle')).toMatchObject({ kind: 'saved' });
  await end(callId);
  const pledges = await house.app.store.read((rows) => rows.pledges.ofCampaign(LINE));
  expect(pledges.filter(({ agent }) => agent === taker.account.id).map(({ site }) => site)).toEqual([
    'PARTENAIRE',
  ]);
}
