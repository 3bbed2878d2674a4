import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import type { CellsLimit } from './cells-limit.ts';
import { inChild } from './child.ts';
import type { BuiltFile, DeliverRun, DeliverRunRequest } from './deliver-run.ts';
import { type Figure, type FigureLine, lineOf } from './figure.ts';

const RUNS = 5;
const KINDS = ['weekly', 'final'] as const;
type Kind = (typeof KINDS)[number];

const NAMES: Record<Kind, string> = { weekly: 'fichier hebdomadaire', final: 'fichier final' };

function linesOf(kind: Kind, runs: readonly BuiltFile[], limits: readonly CellsLimit[]): FigureLine[] {
  const name = NAMES[kind];
  const ms = (key: keyof BuiltFile) => runs.map((run) => run[key]);
  const line = (what: string, key: keyof BuiltFile, unit = 'ms') =>
    lineOf({ label: `${name} : ${what}`, unit, values: ms(key) });
  const limit = { label: 'les mêmes cellules (exceljs seul)', values: limits.map((one) => one.ms) };
  const opened = runs.map((run) => run.totalMs - run.writeMs - run.sealMs - run.sendMs);
  return [
    lineOf({
      label: `${name} : total, jusqu’au dépôt`,
      unit: 'ms',
      values: ms('totalMs'),
      limit,
    }),
    lineOf({ label: `${name} : dont ouvrir et composer`, unit: 'ms', values: opened }),
    lineOf({
      label: `${name} : dont écrire le classeur`,
      unit: 'ms',
      values: ms('writeMs'),
      limit,
    }),
    line('dont chiffrer et signer', 'sealMs'),
    line('dont déposer (SFTP), relire', 'sendMs'),
    line('fil principal arrêté au plus', 'stalledMs'),
    line('lignes', 'rows', ''),
    lineOf({ label: `${name} : cellules`, unit: '', values: limits.map((one) => one.cells) }),
    line('octets déposés', 'bytes', ''),
  ];
}

/** Weekly file and final file of the whole base, each run over a fresh copy in a process of its own. */
export async function measureDeliveries(setting: BenchSetting): Promise<Figure> {
  const { base, folder, quick } = setting;
  const cellsIn = join(folder, 'cellules');
  mkdirSync(cellsIn);
  const runOnce = (request: Omit<DeliverRunRequest, 'base'>) =>
    inChild<DeliverRun>('./deliver-run.ts', { base, ...request });
  await runOnce({ folder: join(folder, 'reperes'), keepCellsIn: cellsIn });
  const runs: DeliverRun[] = [];
  const limits: Record<Kind, CellsLimit[]> = { weekly: [], final: [] };
  for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
    runs.push(await runOnce({ folder: join(folder, String(run)) }));
    for (const kind of KINDS) {
      const limit = await inChild<CellsLimit>('./cells-limit.ts', { file: join(cellsIn, `${kind}.json`) });
      // A limit that writes less than the file is none.
      assert(limit.rows >= (runs.at(-1)?.[kind].rows ?? 0), `the limit writes every row of the ${kind} file`);
      limits[kind].push(limit);
    }
    reportProgress(`remises, tour ${run + 1} : final ${Math.round(runs.at(-1)?.final.totalMs ?? 0)} ms`);
  }
  return {
    name: 'remises',
    title: `Fichier hebdomadaire et fichier final, ${base.rows} fiches, ${base.calls} appels, ${base.agreements} accords`,
    lines: KINDS.flatMap((kind) =>
      linesOf(
        kind,
        runs.map((run) => run[kind]),
        limits[kind],
      ),
    ),
    remarks: [
      'Remise entière : ouvrir les fiches, composer, écrire le classeur, chiffrer et signer, déposer par SFTP, relire l’empreinte. La limite écrit les mêmes lignes, cellules et formats, par le plus rapide des deux modes d’exceljs, bibliothèque déjà chargée. Les fiches du fichier final s’ouvrent pendant qu’il s’écrit : ce temps compte dans « écrire le classeur ».',
    ],
  };
}
