import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cleanEnv } from '../house/command-line.ts';
import { makeNextProgram, type NextProgram } from '../house/next-program.ts';
import type { BadHouse } from './bad-house.ts';
import type { LastingFloor } from './lasting-floor.ts';

const run = promisify(execFile);
const AGAIN = 12;
const PATIENCE_MS = 20_000;

interface AtWork {
  readonly house: BadHouse;
  readonly floor: LastingFloor;
}

async function untilReady(url: string): Promise<void> {
  const endsAtMs = performance.now() + PATIENCE_MS;
  const asked = () =>
    fetch(`${url}/ready`).then(
      async (answer) => (answer.ok ? undefined : `${answer.status} ${await answer.text()}`),
      String,
    );
  for (let said = await asked(); said !== undefined; said = await asked()) {
    if (performance.now() > endsAtMs) throw new Error(`never ready: ${url}: ${said}`);
    await pause(50);
  }
}

async function upgrade({ house }: AtWork, next: NextProgram): Promise<void> {
  const env = cleanEnv({ ...house.place.env, PLATEAU_CLOCK_START: house.clockStart() });
  const asked = async (...args: string[]) =>
    (await run(process.execPath, [next.bundle, 'upgrade', ...args], { cwd: house.place.folder, env })).stdout;
  const planned = await asked('--check');
  if (!planned.includes('Rien que des ajouts')) throw new Error(`an upgrade that only adds: ${planned}`);
  // Two administrators at the same moment: one migrates, the other waits and finds it done.
  await Promise.all([asked('apply'), asked('apply')]);
  const rows = await house.base.sql('maison', 'SELECT version::int FROM schema_version');
  const versions = rows.map(({ version }) => version).join(', ');
  if (versions !== String(next.version))
    throw new Error(`the base is at ${versions}, not at ${next.version}`);
}

/** Two beats of every server: each has seen the schema that it now serves. */
async function beatTwice({ house }: AtWork): Promise<void> {
  const seen = () => house.base.sql('maison', 'SELECT name, seen_at_ms FROM server ORDER BY name');
  const endsAtMs = performance.now() + PATIENCE_MS;
  for (let beat = 0; beat < 2; beat += 1) {
    const before = await seen();
    while ((await seen()).some((row, at) => row.seen_at_ms === before[at]?.seen_at_ms)) {
      if (performance.now() > endsAtMs) throw new Error('a server beats no more');
      await pause(50);
    }
  }
}

/** The base goes one version further under servers at work, by two who ask for it at once; one of them is drained, then served by the next program, then back. */
export async function upgradeUnderServers(stage: AtWork): Promise<void> {
  const { house, floor } = stage;
  const next = makeNextProgram();
  const [server] = house.servers;
  if (!server) throw new Error('a server');
  try {
    await upgrade(stage, next);
    await Promise.all([floor.more(AGAIN, PATIENCE_MS), beatTwice(stage)]);
    for (const one of house.servers) await untilReady(one.url);
    await server.now().stop();
    await server.start({}, next.bundle);
    await untilReady(server.url);
    await floor.more(AGAIN, PATIENCE_MS);
  } finally {
    // A program of before may begin on that base too.
    await server.now().stop();
    await server.start();
    next.dispose();
  }
  await untilReady(server.url);
}
