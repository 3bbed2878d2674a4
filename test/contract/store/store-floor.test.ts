import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CAMPAIGN, importRecords, NOW_MS, temporaryStore } from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

describe('presence and work', () => {
  test('presence is the last one set', async () => {
    const row = { agent: 'a1', state: 'card' as const, sinceMs: NOW_MS, campaign: CAMPAIGN };
    await base.store.write(async (rows) => {
      await rows.floor.setPresence({ ...row, state: 'waiting', sinceMs: 1 });
      await rows.floor.setPresence(row);
      await rows.floor.setPresence({ ...row, agent: 'a0' });
    });
    const kept = { ...row, pauseAskedMs: null };
    await base.store.read(async (rows) => {
      expect(await rows.floor.presence()).toEqual([{ ...kept, agent: 'a0' }, kept]);
      expect(await rows.floor.presenceOf('a1')).toEqual(kept);
      expect(await rows.floor.presenceOf('absent')).toBeUndefined();
    });
  });

  test('production counts the seconds inside the period, pauses apart, running spans to now', async () => {
    const at = (seconds: number) => NOW_MS + seconds * 1000;
    const production = { campaign: CAMPAIGN, kind: 'production' as const };
    await base.store.write(async ({ floor }) => {
      await floor.switchSpan('a1', at(0), production);
      await floor.switchSpan('a1', at(100), { campaign: CAMPAIGN, kind: 'pause' });
      await floor.switchSpan('a1', at(150), { ...production, campaign: 'AUTRE' });
      await floor.switchSpan('a1', at(200));
      await floor.switchSpan('a1', at(210));
      await floor.switchSpan('a2', at(60), production);
    });
    const seconds = (scope: { campaign?: string; agent?: string }, from: number, to: number, now = 300) =>
      base.store.read((rows) =>
        rows.floor.productionSeconds(scope, { fromMs: at(from), toMs: at(to) }, at(now)),
      );
    expect(await seconds({ agent: 'a1' }, 0, 1000)).toBe(150);
    expect(await seconds({ agent: 'a1', campaign: CAMPAIGN }, 0, 1000)).toBe(100);
    expect(await seconds({ agent: 'a1' }, 90, 160)).toBe(20);
    expect(await seconds({ agent: 'a1' }, 100, 150)).toBe(0);
    expect(await seconds({ agent: 'a2' }, 0, 1000)).toBe(240);
    expect(await seconds({ agent: 'a2' }, 0, 1000, 30)).toBe(0);
    // A running span rarely ends on a whole second.
    expect(await seconds({ agent: 'a2' }, 0, 1000, 300.75)).toBe(240);
    expect(await seconds({ agent: 'a2' }, 60.5, 120.25)).toBe(59);
    expect(await seconds({ campaign: CAMPAIGN }, 0, 1000)).toBe(340);
    expect(await seconds({}, 0, 1000)).toBe(390);
    expect(await seconds({ agent: 'absent' }, 0, 1000)).toBe(0);
  });

  test('a clock set back never makes a negative span', async () => {
    await base.store.write(async ({ floor }) => {
      await floor.switchSpan('a1', NOW_MS, { campaign: CAMPAIGN, kind: 'production' });
      await floor.switchSpan('a1', NOW_MS - 5000);
    });
    const period = { fromMs: 0, toMs: NOW_MS * 2 };
    expect(await base.store.read((rows) => rows.floor.productionSeconds({}, period, NOW_MS))).toBe(0);
  });
});

describe('live events', () => {
  const event = (n: number) => ({ kind: 'record-moved', text: `${n}` }) as const;

  test('are read after a number, in order, up to the limit', async () => {
    await base.store.write(async ({ floor }) => {
      for (let n = 1; n <= 5; n += 1)
        await floor.addLiveEvent({ atMs: NOW_MS + n, agent: n === 2 ? 'a1' : null, event: event(n) });
    });
    await base.store.read(async ({ floor }) => {
      expect(await floor.lastLiveEvent()).toBe(5);
      expect(await floor.liveEventsAfter(1, 2)).toEqual([
        { seq: 2, atMs: NOW_MS + 2, agent: 'a1', event: event(2) },
        { seq: 3, atMs: NOW_MS + 3, agent: null, event: event(3) },
      ]);
      expect(await floor.liveEventsAfter(5, 10)).toEqual([]);
    });
  });

  test('numbers are never given twice, so a poller misses nothing after a clean-up', async () => {
    const add = () =>
      base.store.write((rows) => rows.floor.addLiveEvent({ atMs: NOW_MS, agent: null, event: event(0) }));
    expect(await base.store.read((rows) => rows.floor.lastLiveEvent())).toBe(0);
    await add();
    await add();
    await base.store.write((rows) => rows.floor.dropLiveEvents(NOW_MS));
    expect(await base.store.read((rows) => rows.floor.liveEventsAfter(0, 10))).toHaveLength(2);
    await base.store.write((rows) => rows.floor.dropLiveEvents(NOW_MS + 1));
    expect(await base.store.read((rows) => rows.floor.lastLiveEvent())).toBe(2);
    await add();
    expect((await base.store.read((rows) => rows.floor.liveEventsAfter(2, 10)))[0]?.seq).toBe(3);
  });
});

test('moves are kept with their records, newest first', async () => {
  const [recordId = 0] = await importRecords(base.store, [{}]);
  const move = (id: string, atMs: number) => ({ id, atMs, author: 'lead-1', reason: 'absence', moved: 1 });
  await base.store.write(async ({ floor }) => {
    await floor.addMove(move('m1', NOW_MS), [{ recordId, fromOwner: 'a1', toOwner: null }]);
    await floor.addMove(move('m2', NOW_MS + 1), []);
  });
  expect(await base.store.read((rows) => rows.floor.moves(10))).toEqual([
    move('m2', NOW_MS + 1),
    move('m1', NOW_MS),
  ]);
  expect(await base.store.read((rows) => rows.floor.moves(1))).toHaveLength(1);
});
