import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import { openStanding, type StandingDeps } from '../../../server/live/standing.ts';
import type { Store } from '../../../server/ports/store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { type Centre, openCentre } from '../../support/call/centre.ts';

/** Two servers of one house: two connections on one base. */

let centre: Centre;
let other: Store;
let logged: string[];
beforeEach(async () => {
  centre = await openCentre({ records: 1 });
  other = openStore({ file: centre.store.files()[0] ?? '' });
  logged = [];
});
afterEach(() => {
  other.close();
  centre.close();
});

const server = (change: Partial<StandingDeps> = {}) =>
  openStanding({
    store: centre.store,
    clock: steadyClock(),
    log: {
      info: () => undefined,
      warn: (event) => void logged.push(event),
      error: (event, facts) => void logged.push(`${event} ${JSON.stringify(facts)}`),
    },
    name: 'premier',
    isClosing: () => false,
    hasKeys: async () => true,
    ...change,
  });

const register = () => other.read((rows) => rows.servers.all());

test('R-58 a server is ready once its row is written, and each stands in the register under its name', async () => {
  const first = server();
  expect(first.notReady()).toEqual(['starting']);
  await first.begin();
  expect(first.notReady()).toEqual([]);
  const second = server({ store: other, name: 'second' });
  await second.begin();
  const rows = await register();
  expect(rows).toMatchObject([
    { name: 'premier', epoch: 1, state: 'serving' },
    { name: 'second', epoch: 1, state: 'serving' },
  ]);
  for (const { seenAtMs } of rows) expect(Math.abs(seenAtMs - Date.now())).toBeLessThan(5_000);
  await first.close();
  expect(await register()).toMatchObject([{ state: 'stopped' }, { state: 'serving' }]);
  await second.close();
});

test('one that stood still longer than its lease says so at its next beat, and is ready again', async () => {
  const late = server({ leaseMs: 40, beatMs: 60_000 });
  await late.begin();
  await late.beat();
  expect(logged).toEqual([]);
  await new Promise((later) => setTimeout(later, 80));
  await late.beat();
  expect([logged, late.notReady()]).toEqual([['standing.lapsed'], []]);
  await late.close();
});

test('draining refuses at once, and the others read it at the next beat', async () => {
  let isClosing = false;
  const standing = server({ isClosing: () => isClosing });
  await standing.begin();
  isClosing = true;
  expect(standing.notReady()).toEqual(['draining']);
  await standing.beat();
  expect(await register()).toMatchObject([{ name: 'premier', state: 'draining' }]);
  await standing.close();
});

test('a second start under the same name replaces the first, which says so and may not come back', async () => {
  const former = server();
  await former.begin();
  const later = server({ store: other });
  await later.begin();
  expect(later.holder()).toBe('premier 2');
  await former.beat();
  expect(former.notReady()).toEqual(['replaced']);
  await former.close();
  expect(await register()).toMatchObject([{ epoch: 2, state: 'serving' }]);
  await later.close();
});

test('a clock a second off, a ring that is gone, a schema that another brought further are each said', async () => {
  const real = steadyClock();
  const ahead = server({ clock: { ...real, nowMs: () => real.nowMs() + 1_000 } });
  await ahead.begin();
  expect(ahead.notReady()).toEqual(['clock']);
  await ahead.close();
  const behind = server({ clock: { ...real, nowMs: () => real.nowMs() - 1_000 } });
  await behind.begin();
  expect(behind.notReady()).toEqual(['clock']);
  await behind.close();
  let hasKeys = true;
  const standing = server({ hasKeys: async () => hasKeys });
  await standing.begin();
  hasKeys = false;
  await standing.beat();
  expect(standing.notReady()).toEqual(['keys']);
  hasKeys = true;
  const base = new DatabaseSync(centre.store.files()[0] ?? '');
  base.exec('PRAGMA user_version = 9999');
  base.close();
  await standing.beat();
  expect(standing.notReady()).toEqual(['schema']);
  await standing.close();
});

test('a simulated hour is compared with no other', async () => {
  const standing = server({ clock: { nowMs: () => Date.UTC(2026, 10, 23, 16, 5), isSimulated: true } });
  await standing.begin();
  expect(standing.notReady()).toEqual([]);
  await standing.close();
});

test('a base that takes nothing is said, once; it is forgotten when it takes rows again', async () => {
  const standing = server();
  await standing.begin();
  const base = new DatabaseSync(centre.store.files()[0] ?? '');
  base.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON server BEGIN SELECT RAISE(ABORT, 'full'); END`);
  await standing.beat();
  expect(standing.notReady()).toEqual(['base']);
  expect(logged).toHaveLength(1);
  base.exec('DROP TRIGGER refuse');
  base.close();
  await standing.beat();
  expect(standing.notReady()).toEqual([]);
  await standing.close();
});
