import { setTimeout as pause } from 'node:timers/promises';
import type { BenchBase } from './bench-house.ts';
import { reportProgress } from './bench-progress.ts';
import { seeded } from './call-endings.ts';
import { answerParent } from './child.ts';
import { SshBenchClient } from './ssh-client.ts';
import { PASSWORD, type SshHostProcess, startSshHostProcess } from './ssh-host-process.ts';
import { drawCall } from './ssh-script.ts';

/** In a child: the agents of a floor, each on a line of their own to one SSH host in another process. */
export interface SshFleetRequest {
  readonly base: BenchBase;
  readonly folder: string;
  readonly sessions: number;
  /** Measured, once everybody is in. */
  readonly seconds: number;
  readonly callMs: readonly [from: number, to: number];
  readonly seed: number;
}

export interface SshFleetResult {
  readonly loginMs: readonly number[];
  readonly passwordMs: readonly number[];
  readonly keyMs: readonly number[];
  /** The key that saves, until the next screen begins. */
  readonly saveMs: readonly number[];
  /** Keys that painted nothing in ten seconds. */
  readonly unanswered: number;
  readonly mibPerSession: number;
  readonly totalMib: number;
  /** Of one processor. */
  readonly hostShare: number;
}

/** A floor sits down within a minute; the host lets twenty in a second through from one address. */
const ENTRY_MS = 100;
const TYPING_MS = 150;
const SETTLE_MS = 2_000;
const PASSWORDS = 5;

interface Fleet {
  readonly request: SshFleetRequest;
  readonly chance: () => number;
  readonly keyMs: number[];
  readonly saveMs: number[];
  unanswered: number;
  isMeasured: boolean;
  isOver: boolean;
}

async function stroke(
  fleet: Fleet,
  client: SshBenchClient,
  given: { key: string; into: number[] },
): Promise<void> {
  if (fleet.isOver) return;
  const isMeasured = fleet.isMeasured;
  const ms = await client.press(given.key);
  if (!isMeasured || fleet.isOver) return;
  if (ms > 400)
    console.error(
      'slow',
      new Date(Date.now() - ms).toISOString().slice(14, 23),
      ms.toFixed(0),
      given.into === fleet.saveMs ? 'save' : 'key',
    );
  if (Number.isNaN(ms)) fleet.unanswered += 1;
  else given.into.push(ms);
}

/** One call: reading between the keys, a burst of letters in a note. */
async function playCall(fleet: Fleet, client: SshBenchClient, callMs: number): Promise<void> {
  const { spoken, typed, last } = drawCall(fleet.chance);
  const thinkMs = Math.max(0, callMs - typed.length * TYPING_MS) / (spoken.length + 1);
  for (const key of spoken) {
    await pause(thinkMs);
    await stroke(fleet, client, { key, into: fleet.keyMs });
  }
  for (const key of typed) {
    await pause(TYPING_MS);
    await stroke(fleet, client, { key, into: fleet.keyMs });
  }
  await pause(thinkMs);
  await stroke(fleet, client, { key: last, into: fleet.saveMs });
}

async function work(fleet: Fleet, client: SshBenchClient): Promise<void> {
  const [from, to] = fleet.request.callMs;
  await pause(fleet.chance() * to);
  while (!fleet.isOver) await playCall(fleet, client, from + fleet.chance() * (to - from));
}

/** By password: what a person without a key waits, argon2id included. */
async function measurePasswords(host: SshHostProcess): Promise<readonly number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < PASSWORDS; turn += 1) {
    const client = new SshBenchClient();
    await client.open(host.port, 'agent.1', { password: PASSWORD });
    times.push(client.loginMs);
    client.close();
    await pause(SETTLE_MS / 4);
  }
  return times;
}

async function enterAll(fleet: Fleet, host: SshHostProcess, clients: SshBenchClient[]): Promise<void> {
  for (const { login, privateKey } of host.proofs.slice(1)) {
    const client = new SshBenchClient();
    await client.open(host.port, login, { privateKey });
    clients.push(client);
    void work(fleet, client);
    await pause(Math.max(0, ENTRY_MS - client.loginMs));
  }
  reportProgress(`${clients.length + 1} postes ouverts par SSH`);
}

async function playFloor(request: SshFleetRequest): Promise<SshFleetResult> {
  const { base, folder, sessions, seconds, seed } = request;
  const host = await startSshHostProcess(base, { folder, agents: sessions, inspected: false });
  const fleet: Fleet = {
    request,
    chance: seeded(seed),
    keyMs: [],
    saveMs: [],
    unanswered: 0,
    isMeasured: false,
    isOver: false,
  };
  const clients: SshBenchClient[] = [];
  try {
    const passwordMs = await measurePasswords(host);
    await pause(SETTLE_MS);
    const before = host.residentMib();
    await enterAll(fleet, host, clients);
    await pause(SETTLE_MS);
    fleet.isMeasured = true;
    const [startMs, spent] = [performance.now(), host.processorMs()];
    await pause(seconds * 1000);
    const hostShare = (host.processorMs() - spent) / (performance.now() - startMs);
    const totalMib = host.residentMib();
    fleet.isOver = true;
    const { keyMs, saveMs, unanswered } = fleet;
    const mibPerSession = (totalMib - before) / (sessions - 1);
    const loginMs = clients.map((client) => client.loginMs);
    return { loginMs, passwordMs, keyMs, saveMs, unanswered, mibPerSession, totalMib, hostShare };
  } finally {
    fleet.isOver = true;
    for (const client of clients) client.close();
    await host.stop();
  }
}

import { monitorEventLoopDelay } from 'node:perf_hooks';

const h = monitorEventLoopDelay({ resolution: 5 });
h.enable();
setInterval(() => {
  if (h.max > 2e8)
    console.error('client lag', new Date().toISOString().slice(14, 23), (h.max / 1e6).toFixed(0));
  h.reset();
}, 1000).unref();
answerParent(playFloor);
