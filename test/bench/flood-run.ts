import { setTimeout as pause } from 'node:timers/promises';
import { rpcOf } from '../support/house/server-process.ts';
import type { BenchBase } from './bench-house.ts';
import { answerParent, inChild } from './child.ts';
import type { FloodName, FloodRequest } from './flooding-line.ts';
import { SshBenchClient } from './ssh-client.ts';
import { type SshHostProcess, startSshHostProcess } from './ssh-host-process.ts';

/** In a child: agents who type and one who asks over HTTP, at the built server; quiet first, then beside each flood in turn. */
export interface FloodRunRequest {
  readonly base: BenchBase;
  readonly folder: string;
  readonly agents: number;
  readonly seconds: number;
  readonly floods: readonly FloodName[];
}

/** What the others waited for, milliseconds. */
export interface Waited {
  readonly keyMs: readonly number[];
  readonly callMs: readonly number[];
  /** Keys without a frame in ten seconds, calls that failed. */
  readonly unanswered: number;
  /** What the flood did: changes, bytes, requests or lines. */
  readonly count: number;
}

export interface FloodRun {
  readonly quiet: Waited;
  readonly beside: Readonly<Record<string, Waited>>;
}

/** The host lets twenty in a second through from one address. */
const ENTRY_MS = 100;
const TYPING_MS = 120;
const ASKING_MS = 40;
const SETTLE_MS = 1_500;
/** Of a flood, before those who work are measured. */
const WARM_UP_MS = 1_000;
const CTRL_N = '\u000e';
const BACKSPACE = '\u007f';

class Watch {
  readonly keyMs: number[] = [];
  readonly callMs: number[] = [];
  unanswered = 0;
  isOver = false;

  note(into: number[], ms: number): void {
    if (Number.isNaN(ms)) this.unanswered += 1;
    else into.push(ms);
  }
}

const LETTERS = 'abcdefgh';

/**
 * In a note of one letter: another takes its place. Both keys go together, since taking a letter away paints a blank and figures,
 * as the clock does.
 */
async function type(watch: Watch, seat: Seat): Promise<void> {
  await pause(Math.random() * TYPING_MS);
  for (; !watch.isOver; seat.typed += 1) {
    const letter = LETTERS[seat.typed % LETTERS.length];
    watch.note(watch.keyMs, await seat.client.press(`${BACKSPACE}${letter}`));
    await pause(TYPING_MS);
  }
}

async function ask(watch: Watch, rpc: ReturnType<typeof rpcOf>): Promise<void> {
  while (!watch.isOver) {
    const startMs = performance.now();
    const answered = await rpc.session.me.query().then(
      () => true,
      () => false,
    );
    watch.note(watch.callMs, answered ? performance.now() - startMs : Number.NaN);
    await pause(ASKING_MS);
  }
}

interface Seat {
  readonly client: SshBenchClient;
  /** Letters so far: the same one twice would paint nothing. */
  typed: number;
}

interface Floor {
  readonly seats: readonly Seat[];
  readonly rpc: ReturnType<typeof rpcOf>;
}

async function measured({ seats, rpc }: Floor, seconds: number): Promise<Omit<Waited, 'count'>> {
  const watch = new Watch();
  const working = [...seats.map((seat) => type(watch, seat)), ask(watch, rpc)];
  await pause(seconds * 1000);
  watch.isOver = true;
  await Promise.all(working);
  const { keyMs, callMs, unanswered } = watch;
  return { keyMs, callMs, unanswered };
}

async function sitDown(host: SshHostProcess, agents: number): Promise<readonly Seat[]> {
  const seats: Seat[] = [];
  for (const { login, privateKey } of host.proofs.slice(0, agents)) {
    const client = new SshBenchClient();
    await client.open(host.port, login, { privateKey });
    await client.press(CTRL_N);
    await client.press('z');
    seats.push({ client, typed: 0 });
    await pause(ENTRY_MS);
  }
  return seats;
}

async function playFloods(request: FloodRunRequest): Promise<FloodRun> {
  const { base, folder, agents, seconds, floods } = request;
  // One more sits in a seat of their own and floods it.
  const host = await startSshHostProcess(base, { folder, agents: agents + 1, inspected: false });
  const seats = await sitDown(host, agents);
  const [token = '', flooder = ''] = base.tokens.slice(-2);
  const floor = { seats, rpc: rpcOf(host.url, token) };
  try {
    await measured(floor, WARM_UP_MS / 1000);
    const quiet = { ...(await measured(floor, seconds)), count: 0 };
    const beside: Record<string, Waited> = {};
    for (const flood of floods) {
      const line: FloodRequest = {
        flood,
        seconds: seconds + (WARM_UP_MS + SETTLE_MS) / 1000,
        sshPort: host.port,
        url: host.url,
        proof: host.proofs[agents] ?? { login: '', privateKey: '' },
        token: flooder,
      };
      const flooding = inChild<number>('./flooding-line.ts', line);
      await pause(WARM_UP_MS);
      const waited = await measured(floor, seconds);
      beside[flood] = { ...waited, count: await flooding };
      await pause(SETTLE_MS);
    }
    return { quiet, beside };
  } finally {
    for (const { client } of seats) client.close();
    await host.stop();
  }
}

answerParent(playFloods);
