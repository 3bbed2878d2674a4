import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import { type Staff, staffInstallation } from '../support/house/staffed-installation.ts';

/** Another program writes in the base for seconds, as an administrator's shell may: the built `plateau serve` goes on. */
const HOLD = `
const db = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
db.exec('BEGIN IMMEDIATE');
process.stdout.write('held');
process.stdin.once('data', () => { db.exec('ROLLBACK'); process.exit(0); });`;

let place: Installation;
let staff: Staff;
let server: ServerProcess;
let holder: ChildProcess | undefined;

async function holdBase(): Promise<() => Promise<void>> {
  const file = join(place.folder, 'donnees', 'plateau.db');
  const child = spawn(process.execPath, ['-e', HOLD, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  holder = child;
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.write('free');
    await gone;
  };
}

async function took<T>(act: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const from = performance.now();
  const value = await act();
  return { ms: performance.now() - from, value };
}

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, 3);
  server = await place.start();
  const fileName = await staff.giveContactFile(30);
  const { campaign } = staff;
  await rpcOf(server.url, staff.ops.token).operations.importFile.mutate({ campaign, fileName });
});
afterAll(async () => {
  holder?.kill('SIGKILL');
  await place.close();
});

describe('another program holds the base', () => {
  it('R-35 the clock answers meanwhile, agents wait and get their card once it is free', async () => {
    const free = await holdBase();
    const cards = staff.agents.map(({ token }) => rpcOf(server.url, token).calls.next.mutate());
    const clock = rpcOf(server.url, undefined);
    const answers: number[] = [];
    for (let asked = 0; asked < 20; asked += 1)
      answers.push((await took(() => clock.session.clock.query())).ms);
    expect(Math.max(...answers)).toBeLessThan(1_500);
    await free();
    expect((await Promise.all(cards)).map((next) => next.kind)).toEqual(['card', 'card', 'card']);
    const held = await place.look(async (rows) => (await rows.records.countByState(staff.campaign)).leased);
    expect(held).toBe(3);
  });

  it('for too long: whoever must write is told in French, nothing is half done, and the next attempt passes', async () => {
    const agent = rpcOf(server.url, staff.agents[0]?.token);
    const next = await agent.calls.next.mutate();
    const callId = next.kind === 'card' ? next.card.callId : '';
    const free = await holdBase();
    await expect(agent.calls.release.mutate({ callId })).rejects.toMatchObject({
      message: 'La base de données est occupée par un autre travail.',
      data: { appCode: 'store-busy' },
    });
    await free();
    await agent.calls.release.mutate({ callId });
    expect(await place.look(async (rows) => (await rows.records.countByState(staff.campaign)).leased)).toBe(
      2,
    );
  });
});
