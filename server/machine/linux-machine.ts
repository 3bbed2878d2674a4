import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SwapKind } from '../domain/house/machine-facts.ts';
import type { Machine } from '../ports/machine.ts';
import { fileRights, type Place } from './file-rights.ts';
import { installedPackages } from './installed-packages.ts';

export interface MachineSetting {
  readonly places: readonly Place[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the program's own files are. */
  readonly program: string;
}

/** A name that says « secret », unless it only names the file that holds one. */
const SECRET_NAME = /PASS(WORD|PHRASE|WD)?|SECRET|TOKEN|CREDENTIAL|PRIVATE_?KEY|API_?KEY/i;

function secretVariables(env: MachineSetting['env']): readonly string[] {
  return Object.entries(env)
    .filter(([name, value]) => value && SECRET_NAME.test(name) && !/_(FILE|DIR|PATH)$/i.test(name))
    .map(([name]) => name)
    .sort();
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

/** A swap on a dm-crypt device is noise on the disk; zram never leaves the memory. */
async function swapKind(device: string): Promise<SwapKind> {
  if (device.startsWith('/dev/zram')) return 'memory';
  const uuid = await textOf(`/sys/block/${basename(device)}/dm/uuid`);
  return uuid?.startsWith('CRYPT-') ? 'encrypted' : 'plain';
}

async function swaps(): Promise<readonly SwapKind[] | null> {
  const text = await textOf('/proc/swaps');
  if (text === null) return null;
  const devices = text
    .split('\n')
    .slice(1)
    .map((line) => line.split(/\s+/)[0] ?? '')
    .filter((device) => device !== '');
  return Promise.all(devices.map(swapKind));
}

/** What systemd-timesyncd leaves once it has set the clock; other programs of time leave no trace that can be read. */
function isTimeSynchronised(): boolean | null {
  if (existsSync('/run/systemd/timesync/synchronized')) return true;
  return existsSync('/run/systemd/timesync') ? false : null;
}

/** Linux as this process sees it: /proc, /sys, the rights of files. Elsewhere what cannot be read is null. */
export function openLinuxMachine({ places, env, program }: MachineSetting): Machine {
  return {
    look: async () => {
      const { paths, cut } = await fileRights(places);
      const limits = await textOf('/proc/self/limits');
      return {
        uid: process.getuid?.() ?? 0,
        paths,
        pathsCut: cut,
        swaps: await swaps(),
        coreLimit: limits?.match(/^Max core file size\s+(\S+)/m)?.[1] ?? null,
        corePattern: (await textOf('/proc/sys/kernel/core_pattern'))?.trim() ?? null,
        secretVariables: secretVariables(env),
        isTimeSynchronised: isTimeSynchronised(),
        packages: await installedPackages(program),
      };
    },
  };
}
