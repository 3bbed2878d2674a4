import { join } from 'node:path';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { inChild } from './child.ts';
import { type Figure, type FigureLine, lineOf } from './figure.ts';
import type { OpenRun } from './open-run.ts';
import { percentile } from './spread.ts';

const RUNS = 5;
const RECORDS = 2_000;
const SHARES = [
  ['p50', 0.5],
  ['p99', 0.99],
] as const;

/** Opening one record: decrypt, then the card, in microseconds. */
export async function measureOpening({ base, folder, quick }: BenchSetting): Promise<Figure> {
  const runs: OpenRun[] = [];
  for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
    const request = { base, folder: join(folder, String(run)), records: quick ? 500 : RECORDS };
    runs.push(await inChild<OpenRun>('./open-run.ts', request));
  }
  reportProgress('fiches ouvertes');
  const of = (key: keyof OpenRun, share: number) => runs.map((run) => percentile(run[key], share));
  const line = (label: string, key: keyof OpenRun, limit = 'openpgp seul') =>
    SHARES.map(
      ([name, share]): FigureLine =>
        lineOf({
          label: `${label}, ${name}`,
          unit: 'µs',
          values: of(key, share),
          limit: { label: limit, values: of(limit === 'openpgp seul' ? 'openpgpUs' : 'cipherUs', share) },
        }),
    );
  return {
    name: 'ouverture',
    title: 'Ouvrir une fiche',
    lines: [
      ...line('déchiffrer et composer la fiche', 'cardUs'),
      ...line('déchiffrer (coffre)', 'vaultUs'),
      ...line('déchiffrer (coffre), face à AES seul', 'vaultUs', 'AES-256-CFB seul'),
      ...line('ouvrir avec sa trace d’audit sur le disque', 'stepUs'),
    ],
    remarks: [
      'Fiches l’une après l’autre dans un processus chaud ; la limite ouvre le même paquet par openpgp.decrypt avec la clé de session. Le coffre évite la recherche de signatures : il peut passer dessous.',
    ],
  };
}
