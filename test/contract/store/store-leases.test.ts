import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { QueueLook } from '../../../server/ports/rows/leases.ts';
import type { RecordFilter } from '../../../server/ports/rows/records.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import {
  CAMPAIGN,
  importRecords,
  NOW_MS,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

let calls = 0;
async function claim(agent: string, looks: readonly Partial<QueueLook>[] = [{}], callId = `call-${++calls}`) {
  const request = { agent, callId, looks: looks.map(queueLook), nowMs: NOW_MS, leaseMs: () => 600_000 };
  return await base.store.write((rows) => rows.records.claim(request));
}
const release = (callId: string) => base.store.write((rows) => rows.records.releaseLease(callId));
const record = (id: number) => base.store.read((rows) => rows.records.byId(id));

describe('a claim', () => {
  test('takes the soonest due over all areas, then the smallest id, never one due later', async () => {
    const ids = await importRecords(base.store, [
      { area: 'FR', dueAtMs: NOW_MS },
      { area: 'RE', dueAtMs: NOW_MS - 10 },
      { area: 'RE', dueAtMs: NOW_MS - 10 },
      { area: 'FR', dueAtMs: NOW_MS - 10 },
      { area: 'GP', dueAtMs: NOW_MS - 99 },
      { area: 'FR', dueAtMs: NOW_MS + 1 },
    ]);
    const areas = ['FR', 'RE'];
    const order = await inTurn.map(
      ['a1', 'a2', 'a3', 'a4', 'a5'],
      async (agent) => (await claim(agent, [{ areas }]))?.record.id,
    );
    expect(order).toEqual([ids[1], ids[2], ids[3], ids[0], undefined]);
  });

  test('tries the looks in order: queue, owner and day-part each limit', async () => {
    const [fresh, mine, yours, shared, noon] = await importRecords(base.store, [
      { queue: 'new', dueAtMs: 1 },
      { queue: 'callback', owner: 'a1' },
      { queue: 'callback', owner: 'a2', dueAtMs: 1 },
      { queue: 'callback', owner: null, dueAtMs: NOW_MS - 1 },
      { queue: 'retry', nextPart: 'A', dueAtMs: 1 },
    ]);
    const taken = async (agent: string, ...looks: Partial<QueueLook>[]) =>
      (await claim(agent, looks))?.record.id;
    const callback = { queue: 'callback' } as const;
    expect(await taken('a1', { ...callback, owner: 'mine' }, {})).toBe(mine);
    expect(
      await taken('a3', { ...callback, owner: 'mine', nextPart: 'S' }, { ...callback, owner: 'shared' }),
    ).toBe(shared);
    expect(await taken('a4', { ...callback, owner: 'shared', nextPart: 'S' })).toBeUndefined();
    expect(await taken('a4', { ...callback, owner: 'anyone', nextPart: 'S' })).toBe(yours);
    expect(await taken('a5', { queue: 'retry', nextPart: 'S' }, { queue: 'retry', nextPart: 'A' })).toBe(
      noon,
    );
    expect(await taken('a6', { campaign: 'AUTRE' }, { areas: [] }, { areas: ['RE', 'FR'], why: 'x' })).toBe(
      fresh,
    );
  });

  test('leaves a lease that every look-up finds, and a record that no other claim finds', async () => {
    const [id = 0] = await importRecords(base.store, [{}]);
    const taken = await claim('a1', [{ why: 'best-part' }], 'c1');
    const lease = {
      ...{ recordId: id, callId: 'c1', agent: 'a1', campaign: CAMPAIGN, why: 'best-part', theme: null },
      ...{ grantedAtMs: NOW_MS, seenAtMs: NOW_MS, expiresAtMs: NOW_MS + 600_000 },
      ...{ scriptVersion: 'v1', aidsVersion: null, edition: null },
    };
    expect(taken?.lease).toEqual(lease);
    expect(taken?.record).toEqual(await record(id));
    expect(taken?.record.state).toBe('leased');
    await base.store.read(async ({ records }) => {
      expect(await records.leaseOfAgent('a1')).toEqual(lease);
      expect(await records.leaseOfCall('c1')).toEqual(lease);
      expect(await records.leaseOfRecord(id)).toEqual(lease);
      expect(await records.leaseOfAgent('a2')).toBeUndefined();
    });
    expect(await claim('a2')).toBeUndefined();
  });

  test('never gives an agent a second card, nor a callId twice', async () => {
    await importRecords(base.store, [{}, {}]);
    await claim('a1', [{}], 'c1');
    await expect(claim('a1', [{}], 'c2')).rejects.toThrow(/lease.agent/);
    await expect(claim('a2', [{}], 'c1')).rejects.toThrow(/lease.call_id/);
    expect(await base.store.read((rows) => rows.records.countByState(CAMPAIGN))).toMatchObject({
      ready: 1,
      leased: 1,
    });
  });
});

describe('a lease', () => {
  test('is prolonged by a sign of life, and only while it stands', async () => {
    await importRecords(base.store, [{}]);
    await claim('a1', [{}], 'c1');
    const touch = (callId: string) =>
      base.store.write((rows) => rows.records.touchLease(callId, NOW_MS + 5, NOW_MS + 605));
    expect(await touch('c1')).toBe(true);
    expect(await touch('absent')).toBe(false);
    const lease = await base.store.read((rows) => rows.records.leaseOfCall('c1'));
    expect(lease).toMatchObject({ seenAtMs: NOW_MS + 5, expiresAtMs: NOW_MS + 605 });
    const expired = async (nowMs: number) =>
      (await base.store.write((rows) => rows.records.expiredLeases(nowMs))).map((row) => row.callId);
    expect(await expired(NOW_MS + 604)).toEqual([]);
    expect(await expired(NOW_MS + 605)).toEqual(['c1']);
  });

  test('that ends without an outcome gives the record back as it was, and is remembered until the next one', async () => {
    const [id = 0] = await importRecords(base.store, [{ queue: 'callback', owner: 'a1', attempts: 3 }]);
    const before = await record(id);
    const looks = [{ queue: 'callback' as const }];
    const taken = await claim('a1', looks, 'c1');
    await release('c1');
    await release('c1');
    expect(await record(id)).toEqual(before);
    const ended = (callId: string) => base.store.read((rows) => rows.records.endedLease(callId));
    expect(await ended('c1')).toEqual(taken?.lease);
    expect(await base.store.read((rows) => rows.records.leaseOfCall('c1'))).toBeUndefined();
    expect((await claim('a2', looks, 'c2'))?.record.id).toBe(id);
    expect(await ended('c1')).toBeUndefined();
    await release('c2');
    const end = { state: 'closed', disposition: 'AC_UP', closedAtMs: NOW_MS } as const;
    await base.store.write((rows) => rows.records.update(id, end));
    expect(await ended('c2')).toBeUndefined();
  });

  test.each([
    { state: 'closed', disposition: 'AC_UP', closedAtMs: NOW_MS } as const,
    { state: 'ready', queue: 'callback', dueAtMs: NOW_MS + 9 } as const,
  ])('ends with the outcome that moves its record on: %o', async (change) => {
    const [id = 0] = await importRecords(base.store, [{}]);
    await claim('a1', [{}], 'c1');
    await base.store.write((rows) => rows.records.update(id, { segment: 'S2' }));
    expect(await base.store.read((rows) => rows.records.leaseOfCall('c1'))).toBeDefined();
    await base.store.write((rows) => rows.records.update(id, change));
    expect(await record(id)).toMatchObject(change);
    await base.store.read(async ({ records }) => {
      expect(await records.leaseOfCall('c1')).toBeUndefined();
      expect(await records.endedLease('c1')).toBeUndefined();
    });
    await release('c1');
    expect(await record(id)).toMatchObject(change);
  });

  test('is the only way to the state leased', async () => {
    const [id = 0] = await importRecords(base.store, [{}]);
    const force = () => base.store.write((rows) => rows.records.update(id, { state: 'leased' }));
    await expect(force()).rejects.toThrow(/only a claim/);
  });
});

describe('matching', () => {
  test('finds open records by any part of the filter, soonest due first', async () => {
    const ids = await importRecords(base.store, [
      { queue: 'callback', owner: 'a1', dueAtMs: NOW_MS + 2, segment: 'S2' },
      { queue: 'callback', owner: null, dueAtMs: NOW_MS + 1, canton: 'VD' },
      { queue: 'retry', owner: 'a2', dueAtMs: NOW_MS + 3 },
      { queue: 'new', dueAtMs: NOW_MS },
      { queue: 'retry', owner: 'a1' },
    ]);
    const [mine, shared, retry, leased, gone = 0] = ids;
    const end = { state: 'closed', disposition: 'AC_UP', closedAtMs: NOW_MS } as const;
    await base.store.write((rows) => rows.records.update(gone, end));
    await claim('a1', [{}], 'c1');
    const found = async (filter: RecordFilter, limit = 100) =>
      (await base.store.read((rows) => rows.records.matching(filter, limit))).map((row) => row.id);
    expect(await found({})).toEqual([leased, shared, mine, retry]);
    expect(await found({}, 2)).toEqual([leased, shared]);
    expect(await found({ campaign: 'AUTRE' })).toEqual([]);
    expect(await found({ campaign: CAMPAIGN, states: ['callback'] })).toEqual([shared, mine]);
    expect(await found({ states: ['lease', 'retry'] })).toEqual([leased, retry]);
    expect(await found({ states: [] })).toEqual([]);
    expect(await found({ agent: 'a1' })).toEqual([leased, mine]);
    expect(await found({ agent: "a1' OR 1=1 --" })).toEqual([]);
    expect(await found({ segment: 'S2' })).toEqual([mine]);
    expect(await found({ canton: 'VD' })).toEqual([shared]);
    expect(await found({ dueBeforeMs: NOW_MS + 2 })).toEqual([leased, shared]);
    const leases = (await base.store.read((rows) => rows.records.matching({}, 100))).map(
      (row) => row.lease?.callId,
    );
    expect(leases).toEqual(['c1', undefined, undefined, undefined]);
  });
});
