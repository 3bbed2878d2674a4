import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSeatLines, type SeatLines } from '../../../server/live/seat-lines.ts';
import type { SeatNow } from '../../../shared/line-seat.ts';
import { scriptedLine } from '../../support/telephony/scripted-line.ts';

const SEATS = Array.from({ length: 20 }, (_, at) => `MAISON-${String(at + 1).padStart(2, '0')}`);
const queues = { ranks: [{ queue: 'promesses', rank: 0 }], team: 'ecoute' };

let looks: number;
let seats: SeatLines;
let pbx: ReturnType<typeof scriptedLine>;
let watching: AbortController;
const turns = new Map<string, SeatNow[]>();
/** Twenty seats that are watched and ready, behind a PBX whose snapshots are counted. */
beforeEach(async () => {
  looks = 0;
  turns.clear();
  watching = new AbortController();
  pbx = scriptedLine({ nowMs: () => 0 });
  const snapshot = async () => {
    looks += 1;
    return await pbx.snapshot();
  };
  seats = openSeatLines({ ...pbx, snapshot });
  seats.begin();
  for (const seat of SEATS) void watch(seat);
  for (const seat of SEATS) {
    await pbx.openSeat(seat);
    await seats.setReady(seat, true, queues);
  }
  await settled();
});
afterEach(() => watching.abort());

async function watch(seat: string): Promise<void> {
  const heard: SeatNow[] = [];
  turns.set(seat, heard);
  for await (const now of seats.turns(seat, watching.signal)) heard.push(now);
}
/** Longer than the PBX is left alone after a caller. */
const settled = () => pause(400);
const counts = () => SEATS.map((seat) => turns.get(seat)?.length ?? 0);

test('R-44 one caller is one turn of one seat: no other screen is painted again for it', async () => {
  const before = counts();
  pbx.caller('promesses', '+33639980001');
  await settled();
  const more = counts().map((count, at) => count - (before[at] ?? 0));
  expect(more.filter((count) => count > 0)).toEqual([1]);
});

test('R-44 of callers who come together the PBX is asked once who of the team is there, after their forms are told', async () => {
  const before = counts();
  for (let caller = 0; caller < SEATS.length; caller += 1) pbx.caller('promesses');
  await pause(20);
  expect(SEATS.every((seat) => turns.get(seat)?.at(-1)?.call !== undefined)).toBe(true);
  expect(looks).toBe(0);
  await settled();
  expect(looks).toBe(1);
  expect(counts().map((count, at) => count - (before[at] ?? 0))).toEqual(SEATS.map(() => 1));
});

test('R-44 that the team is there is told to the seats that may pass somebody on', async () => {
  await pbx.openSeat('ECOUTE-01');
  await pbx.setReady('ECOUTE-01', true, [{ queue: 'ecoute', rank: 0 }]);
  pbx.caller('promesses');
  await settled();
  expect(turns.get('MAISON-01')?.at(-1)).toMatchObject({ isTeamThere: true });
});
