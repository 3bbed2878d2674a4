import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../server/ports/store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import {
  CAMPAIGN,
  importRecords,
  NOW_MS,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

const CHILD = fileURLToPath(new URL('../../support/store/store-child.ts', import.meta.url));

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

function child(job: string, file: string) {
  return spawn(process.execPath, [CHILD, job, file], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Lines that the child printed, once it has ended well. */
async function linesOf(job: string, file: string): Promise<readonly string[]> {
  const process = child(job, file);
  const exit = once(process, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: process.stdout })) lines.push(line);
  expect((await exit)[0]).toBe(0);
  return lines;
}

const many = (count: number) => Array.from({ length: count }, () => ({}));

async function take(store: Store, agent: string, callId: string): Promise<number | undefined> {
  const request = { agent, callId, looks: [queueLook()], nowMs: NOW_MS, leaseMs: () => 600_000 };
  return (await store.write((rows) => rows.records.claim(request)))?.record.id;
}

describe('promise 1: one record, one screen', () => {
  test.each([1, 2])(
    '200 agents in turn over %i connections never share one of 500 records',
    async (connections) => {
      const ids = await importRecords(base.store, many(500));
      const stores = [
        base.store,
        ...Array.from({ length: connections - 1 }, () => openStore({ file: base.file })),
      ];
      const served: number[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const held: number[] = [];
        for (let agent = 0; agent < 200; agent += 1) {
          const store = stores[agent % connections]!;
          const id = await take(store, `a${agent}`, `c${turn}-${agent}`);
          if (id !== undefined) held.push(id);
        }
        const leased = await base.store.read(
          async (rows) => (await rows.records.countByState(CAMPAIGN)).leased,
        );
        expect(leased).toBe(held.length);
        expect(new Set(held).size).toBe(held.length);
        served.push(...held);
        const end = { state: 'closed', disposition: 'RS_ENTRETIEN', closedAtMs: NOW_MS } as const;
        for (const [n, id] of held.entries())
          await stores[n % connections]!.write((rows) => rows.records.update(id, end));
      }
      expect(served.toSorted((a, b) => a - b)).toEqual(ids);
      for (const store of stores.slice(1)) store.close();
    },
  );

  test('four processes at once empty a queue of 500 without a double or a loss', async () => {
    const ids = await importRecords(base.store, many(500));
    const jobs = await Promise.all([1, 2, 3, 4].map(() => linesOf('claim', base.file)));
    const served = jobs.flatMap((lines) => lines.slice(1).map(Number));
    expect(served.toSorted((a, b) => a - b)).toEqual(ids);
    await base.store.read(async (rows) => {
      expect(await rows.records.countByState(CAMPAIGN)).toMatchObject({ ready: 0, leased: 0, closed: 500 });
      expect((await Array.fromAsync(rows.calls.each(CAMPAIGN))).map((call) => call.recordId)).toEqual(ids);
    });
  });
});

test('four processes may create and migrate the same new base at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-store-'));
  const file = join(folder, 'data', 'plateau.db');
  const jobs = await Promise.all([1, 2, 3, 4].map(() => linesOf('open', file)));
  expect(jobs).toEqual([['open'], ['open'], ['open'], ['open']]);
  rmSync(folder, { recursive: true });
});

describe('promise 3: killed in the middle', () => {
  test.each([20, 75, 160])(
    'kill -9 after %i transactions: each is there whole or not at all',
    async (count) => {
      await importRecords(base.store, [{}]);
      const process = child('write', base.file);
      const exit = once(process, 'exit');
      let acknowledged = 0;
      for await (const line of createInterface({ input: process.stdout })) {
        if (line !== 'open') acknowledged = Number(line);
        if (acknowledged >= count) process.kill('SIGKILL');
      }
      expect((await exit)[1]).toBe('SIGKILL');
      base.store.close();
      const again = openStore({ file: base.file });
      await again.read(async (rows) => {
        const written = (await rows.audit.head()).seq;
        expect(written).toBeGreaterThanOrEqual(acknowledged);
        expect(await Array.fromAsync(rows.calls.each(CAMPAIGN))).toHaveLength(written);
        expect(await rows.emails.countByState(CAMPAIGN)).toEqual({ 'to-send': written });
        expect((await rows.records.byId(1))?.attempts).toBe(written);
      });
      again.close();
      const db = new DatabaseSync(base.file);
      expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
      db.close();
    },
  );
});
