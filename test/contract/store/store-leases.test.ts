import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { QueueLook } from '../../../server/ports/rows/leases.ts';
import type { RecordFilter } from '../../../server/ports/rows/records.ts';
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
function claim(agent: string, looks: readonly Partial<QueueLook>[] = [{}], callId = `call-${++calls}`) {
  const request = { agent, callId, looks: looks.map(queueLook), nowMs: NOW_MS, leaseMs: () => 600_000 };
  return base.store.write((rows) => rows.records.claim(request));
}
const release = (callId: string) => base.store.write((rows) => rows.records.releaseLease(callId));
const record = (id: number) => base.store.read((rows) => rows.records.byId(id));

describe('a claim', () => {
  test('takes the soonest due over all areas, then the smallest id, never one due later', () => {
    const ids = importRecords(base.store, [
      { area: 'FR', dueAtMs: NOW_MS },
      { area: 'RE', dueAtMs: NOW_MS - 10 },
      { area: 'RE', dueAtMs: NOW_MS - 10 },
      { area: 'FR', dueAtMs: NOW_MS - 10 },
      { area: 'GP', dueAtMs: NOW_MS - 99 },
      { area: 'FR', dueAtMs: NOW_MS + 1 },
    ]);
    const areas = ['FR', 'RE'];
    const order = ['a1', 'a2', 'a3', 'a4', 'a5'].map((agent) => claim(agent, [{ areas }])?.record.id);
    expect(order).toEqual([ids[1], ids[2], ids[3], ids[0], undefined]);
  });

  test('tries the looks in order: queue, owner and day-part each limit', () => {
    const [fresh, mine, yours, shared, noon] = importRecords(base.store, [
      { queue: 'new', dueAtMs: 1 },
      { queue: 'callback', owner: 'a1' },
      { queue: 'callback', owner: 'a2', dueAtMs: 1 },
      { queue: 'callback', owner: null, dueAtMs: NOW_MS - 1 },
      { queue: 'retry', nextPart: 'A', dueAtMs: 1 },
    ]);
    const taken = (agent: string, ...looks: Partial<QueueLook>[]) => claim(agent, looks)?.record.id;
    const callback = { queue: 'callback' } as const;
    expect(taken('a1', { ...callback, owner: 'mine' }, {})).toBe(mine);
    expect(taken('a3', { ...callback, owner: 'mine', nextPart: 'S' }, { ...callback, owner: 'shared' })).toBe(
      shared,
    );
    expect(taken('a4', { ...callback, owner: 'shared', nextPart: 'S' })).toBeUndefined();
    expect(taken('a4', { ...callback, owner: 'anyone', nextPart: 'S' })).toBe(yours);
    expect(taken('a5', { queue: 'retry', nextPart: 'S' }, { queue: 'retry', nextPart: 'A' })).toBe(noon);
    expect(taken('a6', { campaign: 'AUTRE' }, { areas: [] }, { areas: ['RE', 'FR'], why: 'x' })).toBe(fresh);
  });

  test('leaves a lease that every look-up finds, and a record that no other claim finds', () => {
    const [id = 0] = importRecords(base.store, [{}]);
    const taken = claim('a1', [{ why: 'best-part' }], 'c1');
    const lease = {
      ...{ recordId: id, callId: 'c1', agent: 'a1', campaign: CAMPAIGN, why: 'best-part', theme: null },
      ...{ grantedAtMs: NOW_MS, seenAtMs: NOW_MS, expiresAtMs: NOW_MS + 600_000 },
      ...{ scriptVersion: 'v1', aidsVersion: null, edition: null },
    };
    expect(taken?.lease).toEqual(lease);
    expect(taken?.record).toEqual(record(id));
    expect(taken?.record.state).toBe('leased');
    base.store.read(({ records }) => {
      expect(records.leaseOfAgent('a1')).toEqual(lease);
      expect(records.leaseOfCall('c1')).toEqual(lease);
      expect(records.leaseOfRecord(id)).toEqual(lease);
      expect(records.leaseOfAgent('a2')).toBeUndefined();
    });
    expect(claim('a2')).toBeUndefined();
  });

  test('never gives an agent a second card, nor a callId twice', () => {
    importRecords(base.store, [{}, {}]);
    claim('a1', [{}], 'c1');
    expect(() => claim('a1', [{}], 'c2')).toThrow(/lease\.agent/);
    expect(() => claim('a2', [{}], 'c1')).toThrow(/lease\.call_id/);
    expect(base.store.read((rows) => rows.records.countByState(CAMPAIGN))).toMatchObject({
      ready: 1,
      leased: 1,
    });
  });
});

describe('a lease', () => {
  test('is prolonged by a sign of life, and only while it stands', () => {
    importRecords(base.store, [{}]);
    claim('a1', [{}], 'c1');
    const touch = (callId: string) =>
      base.store.write((rows) => rows.records.touchLease(callId, NOW_MS + 5, NOW_MS + 605));
    expect(touch('c1')).toBe(true);
    expect(touch('absent')).toBe(false);
    const lease = base.store.read((rows) => rows.records.leaseOfCall('c1'));
    expect(lease).toMatchObject({ seenAtMs: NOW_MS + 5, expiresAtMs: NOW_MS + 605 });
    const expired = (nowMs: number) =>
      base.store.write((rows) => rows.records.expiredLeases(nowMs)).map((row) => row.callId);
    expect(expired(NOW_MS + 604)).toEqual([]);
    expect(expired(NOW_MS + 605)).toEqual(['c1']);
  });

  test('that ends without an outcome gives the record back as it was, and is remembered until the next one', () => {
    const [id = 0] = importRecords(base.store, [{ queue: 'callback', owner: 'a1', attempts: 3 }]);
    const before = record(id);
    const looks = [{ queue: 'callback' as const }];
    const taken = claim('a1', looks, 'c1');
    release('c1');
    release('c1');
    expect(record(id)).toEqual(before);
    const ended = (callId: string) => base.store.read((rows) => rows.records.endedLease(callId));
    expect(ended('c1')).toEqual(taken?.lease);
    expect(base.store.read((rows) => rows.records.leaseOfCall('c1'))).toBeUndefined();
    expect(claim('a2', looks, 'c2')?.record.id).toBe(id);
    expect(ended('c1')).toBeUndefined();
    release('c2');
    const end = { state: 'closed', disposition: 'AC_UP', closedAtMs: NOW_MS } as const;
    base.store.write((rows) => rows.records.update(id, end));
    expect(ended('c2')).toBeUndefined();
  });

  test.each([
    { state: 'closed', disposition: 'AC_UP', closedAtMs: NOW_MS } as const,
    { state: 'ready', queue: 'callback', dueAtMs: NOW_MS + 9 } as const,
  ])('ends with the outcome that moves its record on: %o', (change) => {
    const [id = 0] = importRecords(base.store, [{}]);
    claim('a1', [{}], 'c1');
    base.store.write((rows) => rows.records.update(id, { segment: 'S2' }));
    expect(base.store.read((rows) => rows.records.leaseOfCall('c1'))).toBeDefined();
    base.store.write((rows) => rows.records.update(id, change));
    expect(record(id)).toMatchObject(change);
    base.store.read(({ records }) => {
      expect(records.leaseOfCall('c1')).toBeUndefined();
      expect(records.endedLease('c1')).toBeUndefined();
    });
    release('c1');
    expect(record(id)).toMatchObject(change);
  });

  test('is the only way to the state leased', () => {
    const [id = 0] = importRecords(base.store, [{}]);
    const force = () => base.store.write((rows) => rows.records.update(id, { state: 'leased' }));
    expect(force).toThrow(/only a claim/);
  });
});

describe('matching', () => {
  test('finds open records by any part of the filter, soonest due first', () => {
    const ids = importRecords(base.store, [
      { queue: 'callback', owner: 'a1', dueAtMs: NOW_MS + 2, segment: 'S2' },
      { queue: 'callback', owner: null, dueAtMs: NOW_MS + 1, canton: 'VD' },
      { queue: 'retry', owner: 'a2', dueAtMs: NOW_MS + 3 },
      { queue: 'new', dueAtMs: NOW_MS },
      { queue: 'retry', owner: 'a1' },
    ]);
    const [mine, shared, retry, leased, gone = 0] = ids;
    const end = { state: 'closed', disposition: 'AC_UP', closedAtMs: NOW_MS } as const;
    base.store.write((rows) => rows.records.update(gone, end));
    claim('a1', [{}], 'c1');
    const found = (filter: RecordFilter, limit = 100) =>
      base.store.read((rows) => rows.records.matching(filter, limit)).map((row) => row.id);
    expect(found({})).toEqual([leased, shared, mine, retry]);
    expect(found({}, 2)).toEqual([leased, shared]);
    expect(found({ campaign: 'AUTRE' })).toEqual([]);
    expect(found({ campaign: CAMPAIGN, states: ['callback'] })).toEqual([shared, mine]);
    expect(found({ states: ['lease', 'retry'] })).toEqual([leased, retry]);
    expect(found({ states: [] })).toEqual([]);
    expect(found({ agent: 'a1' })).toEqual([leased, mine]);
    expect(found({ agent: "a1' OR 1=1 --" })).toEqual([]);
    expect(found({ segment: 'S2' })).toEqual([mine]);
    expect(found({ canton: 'VD' })).toEqual([shared]);
    expect(found({ dueBeforeMs: NOW_MS + 2 })).toEqual([leased, shared]);
    const leases = base.store.read((rows) => rows.records.matching({}, 100)).map((row) => row.lease?.callId);
    expect(leases).toEqual(['c1', undefined, undefined, undefined]);
  });
});
