import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoreReader } from '../../../server/ports/store.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { auditEntry, temporaryStore } from '../../support/store/store-rows.ts';

/** A survey asks hundreds of questions about one state of the base, and stops nobody meanwhile. */

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const append = () => base.store.write(({ audit }) => audit.append(auditEntry()));
/** What one of a campaign's calls takes, more or less, a few thousand times. */
const QUESTIONS = 4_000;

async function heads(rows: StoreReader): Promise<ReadonlySet<number>> {
  const seen = await inTurn.from({ length: QUESTIONS }, async () => (await rows.audit.head()).seq);
  return new Set(seen);
}

test('others write while it asks, and it sees the one state of its first question', async () => {
  await append();
  let turns = 0;
  let isOver = false;
  const survey = base.store.survey(heads).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await append();
    await nextTurn();
    turns += 1;
  }
  expect([...(await survey)]).toEqual([expect.any(Number)]);
  expect(turns).toBeGreaterThan(3);
  expect(await base.store.survey(async (rows) => (await rows.audit.head()).seq)).toBe(turns + 1);
});

test('two of them, and a compaction of the base, wait for one another instead of being refused', async () => {
  await append();
  const answers = await Promise.all([
    base.store.survey(heads),
    base.store.compact(),
    base.store.survey(heads),
  ]);
  expect(answers).toEqual([new Set([1]), undefined, new Set([1])]);
});

test('it stands alone: neither in a transaction nor in another survey', async () => {
  const inside = () => base.store.survey(async () => 1);
  await expect(base.store.read(async () => await inside())).rejects.toThrow('stands alone');
  await expect(base.store.survey(async () => await inside())).rejects.toThrow('stands alone');
});

test('it changes nothing, and a question refused by the base ends it without a connection left open', async () => {
  await append();
  await expect(
    base.store.survey(async (rows) => {
      await rows.audit.head();
      throw new Error('stop');
    }),
  ).rejects.toThrow('stop');
  await base.store.compact();
  expect(await base.store.survey(async (rows) => (await rows.audit.head()).seq)).toBe(1);
});
