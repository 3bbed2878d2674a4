import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { PtyScreen } from './pty-screen.ts';

/** What a workstation costs while nobody touches it: its clock. */
export interface Idle {
  readonly bytesPerSecond: number;
  /** User and system time of all threads; not a number where /proc does not tell. */
  readonly cpuMsPerSecond: number;
}

/** Nanoseconds on a processor so far, all threads. */
function processorNs(pid: number): number {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const spent = (task: string) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    return tasks.reduce((sum, task) => sum + spent(task), 0);
  } catch {
    // No /proc on this system.
    return Number.NaN;
  }
}

export async function measureIdle(screen: PtyScreen, seconds: number): Promise<Idle> {
  const [bytes, cpu, startMs] = [screen.writtenBytes(), processorNs(screen.pid), performance.now()];
  await pause(seconds * 1000);
  const took = (performance.now() - startMs) / 1000;
  return {
    bytesPerSecond: (screen.writtenBytes() - bytes) / took,
    cpuMsPerSecond: (processorNs(screen.pid) - cpu) / 1e6 / took,
  };
}
