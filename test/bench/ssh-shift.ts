import { setTimeout as pause } from 'node:timers/promises';
import type { BenchBase } from './bench-house.ts';
import { seeded } from './call-endings.ts';
import { answerParent } from './child.ts';
import { openInspector } from './inspector.ts';
import { SshBenchClient } from './ssh-client.ts';
import { type Proof, startSshHostProcess } from './ssh-host-process.ts';
import { drawCall } from './ssh-script.ts';

/** In a child: one agent's eight hours, call after call without a pause, and what the host holds meanwhile. */
export interface SshShiftRequest {
  readonly base: BenchBase;
  readonly folder: string;
  readonly calls: number;
  readonly everyCalls: number;
}

export interface SshShiftResult {
  /** Living memory of the host (heap and buffers, after its collector ran), Mio, after each `everyCalls` calls. */
  readonly liveMib: readonly number[];
}

const FIRST_STEP = '─ Accroche ─';
const PATIENCE_MS = 20_000;

async function until(holds: () => boolean, client: SshBenchClient): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`the next card never came:\n${client.text()}`);
    await pause(2);
  }
}

/** Left of the screen, below the header: the person on the card. */
function donorOf(text: string): string {
  const rows = text.split('\n').slice(2, 14);
  return rows.map((row) => row.slice(0, 40)).join('\n');
}

async function playCall(client: SshBenchClient, chance: () => number): Promise<void> {
  const { spoken, typed, last } = drawCall(chance);
  const before = donorOf(client.text());
  for (const key of [...spoken, ...typed, last]) await client.press(key);
  await until(() => client.text().includes(FIRST_STEP) && donorOf(client.text()) !== before, client);
}

async function playShift({ base, folder, calls, everyCalls }: SshShiftRequest): Promise<SshShiftResult> {
  const host = await startSshHostProcess(base, { folder, agents: 1, inspected: true });
  const inspector = await openInspector(host.inspector);
  const client = new SshBenchClient(true);
  const chance = seeded(300);
  const liveMib: number[] = [];
  try {
    const { login, privateKey } = host.proofs[0] as Proof;
    await client.open(host.port, login, { privateKey });
    await until(() => client.text().includes(FIRST_STEP), client);
    for (let call = 1; call <= calls; call += 1) {
      await playCall(client, chance);
      if (call % everyCalls === 0) liveMib.push((await inspector.liveBytes()) / 2 ** 20);
    }
    return { liveMib };
  } finally {
    client.close();
    inspector.close();
    await host.stop();
  }
}

answerParent(playShift);
