import { readFileSync } from 'node:fs';

/** Most memory that this process has held at once, in MiB, threads included. `maxRSS` alone would count what its parent held when it was forked. */
export function peakMib(): number {
  try {
    const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kib !== undefined) return Number(kib) / 1024;
  } catch {
    // Not Linux: the portable figure below.
  }
  return process.resourceUsage().maxRSS / 1024;
}
