import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../server/ports/store.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import {
  CAMPAIGN,
  importRecords,
  NOW_MS,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

/** Random floors on the real store: agents reserve, are served, finish, give back; records are moved; time passes. */
const AGENTS = ['agent-1', 'agent-2', 'agent-3'];
const RECORDS = 6;
const KEPT_MS = 180_000;

const agent = fc.constantFrom(...AGENTS);
const act = fc.oneof(
  fc.record({ do: fc.constantFrom('reserve', 'serve', 'close', 'give-back', 'free'), agent }),
  fc.record({ do: fc.constantFrom('move', 'put-off'), record: fc.nat(RECORDS - 1), agent }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, KEPT_MS + 1) }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

interface Floor {
  readonly store: Store;
  readonly ids: readonly number[];
  nowMs: number;
  calls: number;
}

const looksOf = (floor: Floor) => [
  queueLook({ owner: 'mine', dueAtMs: floor.nowMs }),
  queueLook({ owner: 'shared', dueAtMs: floor.nowMs }),
];

async function play(floor: Floor, one: Act): Promise<void> {
  const { store, ids, nowMs } = floor;
  if (one.do === 'wait') {
    floor.nowMs += one.ms;
    return;
  }
  await store.write(async (rows) => {
    const { records } = rows;
    const held = await records.leaseOfAgent(one.agent);
    if ('record' in one) {
      const id = ids[one.record]!;
      if ((await records.byId(id))?.state !== 'ready') return;
      if (one.do === 'move') await records.update(id, { owner: one.agent });
      else if (one.do === 'put-off') await records.update(id, { dueAtMs: nowMs + 1_000 });
      return;
    }
    if (one.do === 'reserve' && held)
      await records.reserve({ agent: one.agent, looks: looksOf(floor), nowMs, untilMs: nowMs + KEPT_MS });
    else if (one.do === 'serve' && !held) {
      floor.calls += 1;
      const callId = `call-${floor.calls}`;
      await records.claim({ agent: one.agent, callId, looks: looksOf(floor), nowMs, leaseMs: () => 600_000 });
      await records.endReservation(one.agent);
    } else if (one.do === 'close' && held)
      await records.update(held.recordId, {
        state: 'closed',
        disposition: 'RS_ENTRETIEN',
        closedAtMs: nowMs,
      });
    else if (one.do === 'give-back' && held) await records.releaseLease(held.callId);
    else if (one.do === 'free') await records.endReservation(one.agent);
  });
}

async function check({ store, ids, nowMs }: Floor): Promise<void> {
  await store.read(async ({ records }) => {
    const leases = await inTurn.flatMap(AGENTS, async (one) => (await records.leaseOfAgent(one)) ?? []);
    const kept = await inTurn.flatMap(AGENTS, async (one) => (await records.reservationOf(one)) ?? []);
    expect(new Set(leases.map((lease) => lease.recordId)).size).toBe(leases.length);
    expect(new Set(kept.map((one) => one.recordId)).size).toBe(kept.length);
    // A reserved record is one of the queue, on nobody's screen, and not pinned to somebody else.
    for (const one of kept) {
      const record = await records.byId(one.recordId);
      expect(record?.state).toBe('ready');
      expect([null, one.agent]).toContain(record?.owner);
      expect(record?.dueAtMs).toBeLessThanOrEqual(nowMs);
    }
    const { ready, leased, closed } = await records.countByState(CAMPAIGN);
    expect(ready + leased + closed).toBe(ids.length);
    expect(leased).toBe(leases.length);
  });
}

/** A free agent is never told that the queue is empty while a record of it is due. */
async function nobodyIdles(floor: Floor): Promise<void> {
  await floor.store.write(async ({ records }) => {
    const idle = 'agent-4';
    for (const id of floor.ids) {
      const record = await records.byId(id);
      if (record?.state !== 'ready' || record.owner !== null || record.dueAtMs > floor.nowMs) continue;
      const callId = `idle-${id}`;
      const taken = await records.claim({
        agent: idle,
        callId,
        looks: looksOf(floor),
        nowMs: floor.nowMs,
        leaseMs: () => 600_000,
      });
      expect(taken).toBeDefined();
      await records.update(taken!.record.id, {
        state: 'closed',
        disposition: 'RS_ENTRETIEN',
        closedAtMs: floor.nowMs,
      });
    }
  });
}

describe('reservations', () => {
  test('whatever happens: one record one screen, one reservation one agent, no record lost, nobody idle', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const base = temporaryStore();
        try {
          const ids = await importRecords(
            base.store,
            Array.from({ length: RECORDS }, () => ({})),
          );
          const floor: Floor = { store: base.store, ids, nowMs: NOW_MS, calls: 0 };
          for (const one of acts) {
            await play(floor, one);
            await check(floor);
          }
          await nobodyIdles(floor);
        } finally {
          base.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });
});
