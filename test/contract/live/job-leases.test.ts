import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import { type JobLeases, openJobLeases } from '../../../server/live/job-leases.ts';
import { openStanding, type Standing } from '../../../server/live/standing.ts';
import type { Store } from '../../../server/ports/store.ts';
import { type Centre, openCentre } from '../../support/call/centre.ts';
import type { JobNews, JobTask } from '../../support/house/job-child.ts';
import { SILENT_LOG } from '../../support/house/staffed-installation.ts';

/** Servers of one house on one base: in this process by their own connections, and in another one that may be killed. */

let centre: Centre;
let stores: Store[];
let children: ChildProcess[];
beforeEach(async () => {
  centre = await openCentre({ records: 1 });
  stores = [];
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const store of stores) store.close();
  centre.close();
});

interface Server {
  readonly store: Store;
  readonly standing: Standing;
  readonly leases: JobLeases;
}

async function server(name: string, leaseMs = 30_000): Promise<Server> {
  const store = centre.openAgain();
  stores.push(store);
  const duty = { isClosing: () => false, hasKeys: async () => true };
  const standing = openStanding({ store, log: SILENT_LOG, leaseMs, name, clock: steadyClock(), ...duty });
  await standing.begin();
  return { store, standing, leases: openJobLeases({ store, standing }) };
}

const job = () => centre.store.read((rows) => rows.jobs.byName('remises'));
/** How often the job wrote. */
const witness = async () =>
  (await centre.store.read((rows) => rows.servers.all())).find(({ name }) => name === 'témoin')?.epoch ?? 0;
const write = (store: Store) => store.write((rows) => rows.servers.begin('témoin', 0));

test('R-58 one server does a job, and keeps it; the others pass, for as long as it is there', async () => {
  const [first, second] = [await server('premier'), await server('second')];
  const done: string[] = [];
  const inside = Promise.withResolvers<void>();
  const running = first.leases.run('remises', async (store) => {
    await inside.promise;
    await write(store);
    done.push('premier');
  });
  await expect.poll(async () => (await job())?.holder).toBe('premier 1');
  expect(await second.leases.run('remises', async () => void done.push('second'))).toBe('elsewhere');
  inside.resolve();
  expect(await running).toBe('done');
  expect(await second.leases.run('remises', async () => void done.push('second'))).toBe('elsewhere');
  // Another job is nobody's yet.
  expect(await second.leases.run('sauvegarde', async () => void done.push('sauvegarde'))).toBe('done');
  expect(await first.leases.run('remises', async (store) => void (await write(store)))).toBe('done');
  expect(await job()).toMatchObject({ holder: 'premier 1', fence: 1 });
  expect(done).toEqual(['premier', 'sauvegarde']);
  expect(await witness()).toBe(2);
  await first.standing.close();
  await second.standing.close();
});

test('a server that stops gives its jobs back: the next turn of another one does them, none is said left behind', async () => {
  const [first, second] = [await server('premier'), await server('second')];
  await first.leases.run('remises', async () => undefined);
  await first.standing.close();
  expect(await second.leases.leftBehind()).toEqual([]);
  expect(await second.leases.run('remises', async () => undefined)).toBe('done');
  expect(await job()).toMatchObject({ holder: 'second 1', fence: 2 });
  await second.standing.close();
});

test('a lease that is renewed lasts; one that is not is another’s, and what its former holder writes is refused whole', async () => {
  const [first, second] = [await server('premier', 1_500), await server('second', 30_000)];
  const stale = Promise.withResolvers<void>();
  const running = first.leases.run('remises', async (store) => {
    await write(store);
    await stale.promise;
    await write(store.unsettled);
  });
  await pause(900);
  await first.standing.beat();
  await pause(900);
  expect(await second.leases.run('remises', async () => undefined)).toBe('elsewhere');
  await expect.poll(() => second.leases.leftBehind(), { timeout: 8_000 }).toEqual(['remises']);
  expect(await second.leases.run('remises', async (store) => void (await write(store)))).toBe('done');
  stale.resolve();
  await expect(running).rejects.toThrow(expect.objectContaining({ code: 'job-lost' }));
  expect(await witness()).toBe(2);
  expect(await job()).toMatchObject({ holder: 'second 1', fence: 2 });
  await first.standing.close();
  await second.standing.close();
});

test('a server that starts anew under its name need not wait for what it held before it was killed', async () => {
  const former = await server('premier');
  await former.leases.run('remises', async () => undefined);
  const other = await server('premier-bis');
  await other.leases.run('sauvegarde', async () => undefined);
  const again = await server('premier');
  expect(await again.leases.leftBehind()).toEqual(['remises']);
  expect(await again.leases.run('remises', async () => undefined)).toBe('done');
  expect(await job()).toMatchObject({ holder: 'premier 2', fence: 2 });
  expect(await again.leases.run('sauvegarde', async () => undefined)).toBe('elsewhere');
  for (const { standing } of [former, other, again]) await standing.close();
});

/** A server in a process of its own that works at the job, once it has written. */
async function childAtWork(leaseMs: number) {
  const child = fork(new URL('../../support/house/job-child.ts', import.meta.url));
  children.push(child);
  let ended = '';
  const begun = Promise.withResolvers<void>();
  child.on('message', (news: JobNews) => {
    if ('ended' in news) ended = news.ended;
    else begun.resolve();
  });
  const task: JobTask = { file: centre.baseFile, job: 'remises', leaseMs };
  child.send(task);
  await begun.promise;
  return { child, ended: () => ended };
}

test('kill -9 in the middle: another server takes the job over once the lease has ended, not before', async () => {
  const { leases, standing } = await server('survivant');
  const { child } = await childAtWork(3_000);
  expect(await leases.run('remises', async () => undefined)).toBe('elsewhere');
  const killedAt = performance.now();
  child.kill('SIGKILL');
  await once(child, 'close');
  const written = await witness();
  expect(await leases.run('remises', async () => undefined)).toBe('elsewhere');
  await expect.poll(() => leases.leftBehind(), { timeout: 10_000 }).toEqual(['remises']);
  expect(performance.now() - killedAt).toBeGreaterThan(500);
  expect(await leases.run('remises', async (store) => void (await write(store)))).toBe('done');
  expect(await witness()).toBe(written + 1);
  expect(await job()).toMatchObject({ holder: 'survivant 1', fence: 2 });
  await standing.close();
});

test('a server that stood still and comes back finds its job gone, and writes nothing more of it', async () => {
  const { leases, standing } = await server('survivant');
  const { child, ended } = await childAtWork(1_000);
  child.kill('SIGSTOP');
  await expect.poll(() => leases.leftBehind(), { timeout: 10_000 }).toEqual(['remises']);
  expect(await leases.run('remises', async () => undefined)).toBe('done');
  const written = await witness();
  child.kill('SIGCONT');
  await expect.poll(ended, { timeout: 10_000 }).toBe('job-lost');
  expect(await witness()).toBe(written);
  await standing.close();
});
