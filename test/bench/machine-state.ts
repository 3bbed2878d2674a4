import { cpus, loadavg, totalmem } from 'node:os';

export interface MachineState {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryMib: number;
  readonly node: string;
  readonly sqlite: string;
  readonly openssl: string;
  readonly platform: string;
  readonly at: string;
  /** Before and after, one minute each: far above zero before the start means that somebody else was at work. */
  readonly loadBefore: number;
  readonly loadAfter: number;
}

/** Mean of the last minute, our own processes included. */
export const loadNow = () => Math.round((loadavg()[0] ?? 0) * 100) / 100;

/** Call at the start; the returned function gives the state at the end. */
export function machineState(): () => MachineState {
  const at = new Date().toISOString();
  const loadBefore = loadNow();
  return () => ({
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? '',
    memoryMib: Math.round(totalmem() / 2 ** 20),
    node: process.version,
    sqlite: process.versions.sqlite ?? '',
    openssl: process.versions.openssl ?? '',
    platform: `${process.platform} ${process.arch}`,
    at,
    loadBefore,
    loadAfter: loadNow(),
  });
}
