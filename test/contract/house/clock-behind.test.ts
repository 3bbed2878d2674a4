import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import {
  behindMs,
  checkClock,
  lastEntryMs,
  requireClock,
  watchClock,
} from '../../../server/steps/house/clock-behind.ts';
import { renewLease } from '../../../server/steps/records/renew-lease.ts';
import { returnLaterLeases } from '../../../server/steps/records/return-leases.ts';
import { type Centre, cardOf, MINUTE, openCentre, recordOf } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';

let centre: Centre;
beforeEach(async () => {
  centre = await openCentre({ records: 2 });
});
afterEach(() => centre.close());

/** A house on this base, on a machine whose hour and ticks are moved by hand; what its log was told. */
async function houseAt(wallMs: number) {
  const machine = { wallMs, ticksMs: 0 };
  const clock = steadyClock(await lastEntryMs(centre), {
    wallMs: () => machine.wallMs,
    ticksMs: () => machine.ticksMs,
  });
  const told: unknown[] = [];
  const log = { warn: (event: string, facts?: unknown) => void told.push([event, facts]) };
  return { ...centre, clock, machine, log, told };
}

async function oneCall() {
  const [agent] = centre.agents;
  if (!agent) throw new Error('an agent');
  const card = await cardOf(centre, agent);
  centre.clock.advance(MINUTE);
  await recordCall(centre, { agent, outcome: outcomeFor(card, 'NJ_NRP') });
  return agent;
}

describe('a start', () => {
  test('on an hour well before the last entry is refused, and says what to do; doctor finds the same', async () => {
    await oneCall();
    const house = await houseAt(centre.clock.nowMs() - 40 * MINUTE);
    await expect(checkClock(house, undefined)).rejects.toThrow(
      expect.objectContaining({ code: 'clock-behind', message: expect.stringContaining('40 minute') }),
    );
    await expect(requireClock(house)).rejects.toThrow(/a reculé/);
    expect(await centre.store.read(async (rows) => (await rows.audit.head()).seq)).toBe(await seqNow());
  });

  test('a few minutes behind goes on from the last entry: nothing is written before it', async () => {
    await oneCall();
    const last = (await lastEntryMs(centre)) ?? 0;
    const house = await houseAt(last - 4 * MINUTE);
    await checkClock(house, undefined);
    expect(house.clock.nowMs()).toBe(last);
  });

  test('is accepted with a reason alone, which goes to the log; never where nothing went back', async () => {
    await oneCall();
    const last = (await lastEntryMs(centre)) ?? 0;
    const right = { ...centre, clock: { nowMs: () => last - 60 * MINUTE }, log: { warn: () => {} } };
    await expect(checkClock(right, '  ')).rejects.toThrow(
      expect.objectContaining({ code: 'reason-missing' }),
    );
    await checkClock(right, 'l’horloge avançait d’une heure');
    const [noted] = await centre.store.read(async (rows) => await rows.audit.page(await seqNow(), 1));
    expect(noted).toMatchObject({ action: 'house.clock-accepted', detail: { minutes: 60 } });
    await expect(checkClock(right, 'encore une fois')).rejects.toThrow(
      expect.objectContaining({ code: 'clock-not-behind' }),
    );
  });

  test('a simulated hour starts anew by design: told, not refused', async () => {
    await oneCall();
    const told: unknown[] = [];
    const lastMs = (await lastEntryMs(centre)) ?? 0;
    const clock = { nowMs: () => lastMs - 60 * MINUTE, isSimulated: true as const };
    await checkClock({ ...centre, clock, log: { warn: (...what) => void told.push(what) } }, undefined);
    expect(told).toEqual([['clock.behind', { minutes: 60 }]]);
    await expect(requireClock({ ...centre, clock })).rejects.toThrow(/a reculé/);
  });

  test('gives back the card of a later hour: its lease does not last until then', async () => {
    const [agent] = centre.agents;
    if (!agent) throw new Error('an agent');
    const card = await cardOf(centre, agent);
    centre.clock.advance(-120 * MINUTE);
    expect(await returnLaterLeases(centre)).toBe(1);
    expect((await recordOf(centre, card.recordId)).state).toBe('ready');
    expect(await returnLaterLeases(centre)).toBe(0);
  });
});

test('while it runs, an hour set back writes no call before an earlier one and lengthens no lease; the log is told', async () => {
  const agent = await oneCall();
  const house = await houseAt(centre.clock.nowMs());
  const before = (await lastEntryMs(centre)) ?? 0;
  house.machine.wallMs += 30 * MINUTE - 48 * 60 * MINUTE;
  house.machine.ticksMs += 30 * MINUTE;
  const card = await cardOf(house as unknown as Centre, agent);
  const { leaseUntilMs } = await renewLease(house, { agent, callId: card.callId });
  expect(leaseUntilMs - before).toBeLessThanOrEqual(60 * MINUTE);
  await recordCall(house, { agent, outcome: outcomeFor(card, 'NJ_NRP') });
  expect(
    await centre.store.read(async (rows) => (await rows.calls.byId(card.callId))?.endedAtMs),
  ).toBeGreaterThan(before);
  watchClock(house);
  expect(house.told).toEqual([['clock.behind', { minutes: 48 * 60 }]]);
  expect(await behindMs(house)).toBe(48 * 60 * MINUTE);
});

async function seqNow(): Promise<number> {
  return await centre.store.read(async (rows) => (await rows.audit.head()).seq);
}
