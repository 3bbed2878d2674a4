import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhenFree } from '../../../server/steps/write-when-free.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { accountRow, temporaryStore } from '../../support/store/store-rows.ts';

/** Another program holds the base: who serves people does not stand still for it. */
const PATIENCE_MS = 100;

let base: ReturnType<typeof temporaryStore>;
let serving: ReturnType<typeof openStore>;
let other: DatabaseSync;
beforeEach(() => {
  base = temporaryStore();
  serving = openStore({ file: base.file, patienceMs: PATIENCE_MS });
  other = new DatabaseSync(base.file);
});
afterEach(() => {
  other.close();
  serving.close();
  base.dispose();
});

const add = (number: number) =>
  serving.write((rows) => rows.accounts.insert(accountRow({ id: `c${number}`, login: `fictif${number}` })));
const count = () => serving.read(async (rows) => (await rows.accounts.all()).length);
async function refusedAfterMs(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await expect(act()).rejects.toThrow(expect.objectContaining({ code: 'store-busy' }));
  return performance.now() - from;
}

describe('another program’s lock', () => {
  it('stops the thread once, shortly, then not at all until it ends; what it refused has not run', async () => {
    other.exec('BEGIN IMMEDIATE');
    let runs = 0;
    const work = async () => {
      runs += 1;
    };
    expect(await refusedAfterMs(() => serving.write(work))).toBeLessThan(10 * PATIENCE_MS);
    for (let more = 0; more < 50; more += 1) await refusedAfterMs(() => serving.unsettled.write(work));
    expect(await refusedAfterMs(() => serving.write(work))).toBeLessThan(PATIENCE_MS);
    expect(runs).toBe(0);
    expect(await count()).toBe(0);
    other.exec('ROLLBACK');
    await add(1);
    expect(await count()).toBe(1);
  });

  it('that ends within the patience is not noticed', async () => {
    const held = new DatabaseSync(base.file);
    held.exec('BEGIN IMMEDIATE');
    const freed = pause(10).then(() => held.close());
    await serving.whenFree();
    await freed;
    await add(1);
    expect(await count()).toBe(1);
  });

  it('is waited for between two turns of the event loop, and the write is done once it ends', async () => {
    other.exec('BEGIN IMMEDIATE');
    await refusedAfterMs(() => add(1));
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 5);
    const written = writeWhenFree({ store: serving }, (rows) => rows.accounts.insert(accountRow({})));
    await pause(300);
    expect(turns).toBeGreaterThan(20);
    expect(await count()).toBe(0);
    other.exec('COMMIT');
    await written;
    clearInterval(ticking);
    expect(await count()).toBe(1);
  });

  it('that never ends is said after five seconds, and nobody waits for a base that is free', async () => {
    await serving.whenFree();
    other.exec('BEGIN IMMEDIATE');
    await refusedAfterMs(() => add(1));
    const from = performance.now();
    await serving.whenFree();
    expect(performance.now() - from).toBeGreaterThan(4_900);
    await refusedAfterMs(() => add(1));
  });

  it('does not hinder reading, and its end is no matter of who asks first', async () => {
    await add(1);
    other.exec('BEGIN IMMEDIATE');
    await refusedAfterMs(() => add(2));
    expect(await count()).toBe(1);
    const waiting = Promise.all([serving.whenFree(), serving.unsettled.whenFree(), serving.whenFree()]);
    other.exec('COMMIT');
    await waiting;
    await add(2);
    expect(await count()).toBe(2);
  });
});
