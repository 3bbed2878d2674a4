import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { inChild } from './child.ts';
import { type Figure, type FigureLine, lineOf } from './figure.ts';
import type { MillionRequest, MillionRun } from './million-run.ts';

/** One million rows in and out, time linear, memory that does not grow with rows. One run a size: minutes each. */
const SIZES = [100_000, 300_000, 1_000_000];
const QUICK_SIZES = [10_000, 30_000];
/** A row held in clear takes some 3,000; what grows on purpose is the compressed file, three times where it is put together. */
const MOST_BYTES_PER_ROW = 1000;
const STEPS = ['import', 'final'] as const;
const STEP_NAME = { import: 'import', final: 'fichier final' } as const;

function sizeName(rows: number): string {
  return rows.toLocaleString('fr-FR').replace(/\s/g, ' ');
}

function linesOf(step: (typeof STEPS)[number], rows: number, run: MillionRun): readonly FigureLine[] {
  const label = (what: string) => `${STEP_NAME[step]}, ${sizeName(rows)} lignes : ${what}`;
  const line = (what: string, unit: string, value: number) =>
    lineOf({ label: label(what), unit, values: [value] });
  return [
    line('durée', 'ms', run.ms),
    line('processeur, tous fils, par ligne', 'µs', (1000 * run.cpuMs) / rows),
    line('mémoire au plus haut', 'Mio', run.peakMib),
    line('dont avant l’étape', 'Mio', run.restingMib),
    line('fichier chiffré', 'Mio', run.bytes / 2 ** 20),
    line('fil principal arrêté au plus', 'ms', run.stalledMs),
  ];
}

/** From the smallest size to the largest: how the cost of a row and the memory move. 1 is linear time. */
function growthOf(
  step: (typeof STEPS)[number],
  runs: readonly MillionRun[],
  sizes: readonly number[],
): readonly FigureLine[] {
  const [first, last] = [runs[0], runs.at(-1)];
  const [few = 1, many = 1] = [sizes[0], sizes.at(-1)];
  if (!first || !last) return [];
  const perRow = last.cpuMs / many / (first.cpuMs / few);
  const bytesPerRow = ((last.peakMib - first.peakMib) * 2 ** 20) / (many - few);
  const fileBytesPerRow = last.bytes / many;
  return [
    lineOf({
      label: `${STEP_NAME[step]} : processeur par ligne, ${sizeName(many)} ÷ ${sizeName(few)}`,
      unit: '',
      values: [perRow],
      target: { most: 1.3 },
    }),
    lineOf({
      label: `${STEP_NAME[step]} : mémoire en plus par ligne en plus`,
      unit: 'octets',
      values: [bytesPerRow],
      target: { most: MOST_BYTES_PER_ROW },
    }),
    lineOf({
      label: `${STEP_NAME[step]} : octets du fichier chiffré par ligne`,
      unit: 'octets',
      values: [fileBytesPerRow],
    }),
  ];
}

export async function measureMillion({ base, campaignDir, folder, quick }: BenchSetting): Promise<Figure> {
  const sizes = quick ? QUICK_SIZES : SIZES;
  const charityKeyFile = join(base.folder, 'association-cle-privee.asc');
  const runs: Record<(typeof STEPS)[number], MillionRun[]> = { import: [], final: [] };
  for (const rows of sizes) {
    const home = join(folder, String(rows));
    mkdirSync(home);
    const request = { base, campaignDir, rows, charityKeyFile, file: join(home, 'fiches.xlsx.pgp') };
    const run = (step: MillionRequest['step'], dataDir: string) =>
      inChild<MillionRun>('./million-run.ts', {
        ...request,
        step,
        dataDir: join(home, dataDir),
      } satisfies MillionRequest);
    await run('make', 'association');
    for (const step of STEPS) {
      runs[step].push(await run(step, 'centre'));
      reportProgress(
        `${STEP_NAME[step]}, ${sizeName(rows)} lignes : ${Math.round((runs[step].at(-1)?.ms ?? 0) / 1000)} s`,
      );
    }
    rmSync(home, { recursive: true, force: true });
  }
  return {
    name: 'million',
    title: 'Un million de lignes, de l’association à la base et retour',
    lines: STEPS.flatMap((step) => [
      ...runs[step].flatMap((run, at) => linesOf(step, sizes[at] ?? 0, run)),
      ...growthOf(step, runs[step], sizes),
    ]),
    remarks: [
      'Un processus neuf par étape et par taille, un seul tour ; le processeur par ligne, moins sensible aux voisins que la durée, dit la linéarité.',
      'Import : octets chiffrés et signés, classeur à textes partagés, jusqu’au rapport ; final : une tentative par fiche, jusqu’au fichier scellé. Le dépôt SFTP ne compte pas.',
      'La clôture, qui précède le fichier final, est dans « avant l’étape ».',
      'Ce qui croît avec les lignes : le classeur compressé et sa table de textes à l’entrée, le fichier compressé puis scellé à la sortie ; aucune fiche en clair n’est gardée.',
    ],
  };
}
