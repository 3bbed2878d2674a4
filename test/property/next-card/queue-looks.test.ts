import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueueLook } from '../../../server/ports/rows/leases.ts';
import type { NewRecord } from '../../../server/ports/rows/records.ts';
import {
  fakeBlind,
  importRecords,
  NOW_MS,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

/** Random queues and random looks: what the store takes is what somebody who reads the whole queue would take. */
const AREAS = ['FR', 'GP', 'RE'];
const queue = fc.constantFrom('new' as const, 'retry' as const, 'callback' as const);
const part = fc.constantFrom('M' as const, 'S' as const);

const record = fc.record({
  queue,
  area: fc.constantFrom(...AREAS),
  owner: fc.constantFrom(null, null, 'a1', 'a2'),
  nextPart: part,
  dueAtMs: fc.constantFrom(NOW_MS - 2, NOW_MS - 1, NOW_MS, NOW_MS + 1),
  hold: fc.constantFrom(null, null, null, 'ethics' as const),
});
const look = fc
  .record({
    queue,
    owner: fc.constantFrom('mine' as const, 'shared' as const, 'anyone' as const),
    areas: fc.subarray(AREAS, { minLength: 1 }),
    nextPart: fc.option(part, { nil: undefined }),
    dueAtMs: fc.constantFrom(NOW_MS - 1, NOW_MS),
  })
  .map(({ nextPart, ...rest }) => queueLook({ ...rest, ...(nextPart && { nextPart }) }));

type Queued = Partial<NewRecord> & { readonly id: number };

function matches(one: Queued, { queue: name, owner, areas, nextPart, dueAtMs }: QueueLook): boolean {
  const isWhose = { mine: one.owner === 'a1', shared: one.owner === null, anyone: true }[owner];
  const isWhere = areas.includes(one.area ?? '') && (nextPart === undefined || one.nextPart === nextPart);
  return isWhose && isWhere && one.hold === null && one.queue === name && (one.dueAtMs ?? 0) <= dueAtMs;
}

function firstOf(queued: readonly Queued[], looks: readonly QueueLook[]): number | undefined {
  for (const one of looks) {
    const found = queued
      .filter((row) => matches(row, one))
      .toSorted((a, b) => (a.dueAtMs ?? 0) - (b.dueAtMs ?? 0) || a.id - b.id);
    if (found[0]) return found[0].id;
  }
  return undefined;
}

describe('looks into the queue', () => {
  test('take the first record of the first look that finds one, and none when none does', async () => {
    const base = temporaryStore();
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(record, { maxLength: 8 }),
          fc.array(look, { minLength: 1, maxLength: 6 }),
          async (records, looks) => {
            const undo = new Error('undone');
            const ids = await importRecords(
              base.store,
              records.map((row) => ({ ...row, donorBlind: fakeBlind(randomUUID()) })),
            );
            const queued = records.map((row, at) => ({ ...row, id: ids[at] ?? 0 }));
            const expected = firstOf(queued, looks);
            let taken: number | undefined;
            const claim = () =>
              base.store.write(async (rows) => {
                const request = { agent: 'a1', callId: 'c1', nowMs: NOW_MS, leaseMs: () => 1, looks };
                taken = (await rows.records.claim(request))?.record.id;
                throw undo;
              });
            await expect(claim()).rejects.toThrow(undo);
            for (const id of ids)
              await base.store.write((rows) =>
                rows.records.update(id, { state: 'closed', disposition: 'X', closedAtMs: 1 }),
              );
            expect(taken).toBe(expected);
          },
        ),
        { numRuns: 120 },
      );
    } finally {
      base.dispose();
    }
  });
});
