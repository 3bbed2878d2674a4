import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { playScene, type Scene, type SceneRun } from './agents-on-line.ts';
import type { BenchBase } from './bench-house.ts';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { inChild } from './child.ts';
import { type Figure, type FigureLine, lineOf } from './figure.ts';
import type { GrowRequest } from './grow-base.ts';
import type { BaseRequest } from './prepare-base.ts';
import { percentile } from './spread.ts';

/** The queue of a whole floor: the same agents, campaigns and served records, on a base of the usual size and on a large one. */
const CAMPAIGNS = 10;
const FULL = { rows: 14_300, calls: 300, records: 1_000_000, runs: 2, seconds: 20 };
const QUICK = { rows: 1_000, calls: 50, records: 20_000, runs: 1, seconds: 5 };
const MOST_RATIO = 1.5;
const CODE = /^code: .*$/m;
const MODEL = fileURLToPath(new URL('../../server/campaigns/upgrade-fr', import.meta.url));

type Place = Pick<BenchSetting, 'folder' | 'quick'>;

type Size = 'usual' | 'grand';
interface Played extends SceneRun {
  /** Served records that did not open: a copy was served, and the run is worth nothing. */
  readonly damaged: number;
}

/** The campaign of reference under ten codes. */
function campaignDirs(folder: string): readonly string[] {
  return Array.from({ length: CAMPAIGNS }, (_, at) => {
    const dir = join(folder, `campagne-${at + 1}`);
    cpSync(MODEL, dir, { recursive: true });
    const file = join(dir, 'campaign.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(CODE, `code: GRAND-FR-${at + 1}`));
    return dir;
  });
}

async function basesOf({ folder, quick }: Place) {
  const { rows, calls, records } = quick ? QUICK : FULL;
  const request: BaseRequest = {
    ...{ folder: join(folder, 'usuelle'), rows, calls, agents: 15 },
    campaignDirs: campaignDirs(folder),
  };
  const usual = await inChild<BenchBase>('./prepare-base.ts', request);
  const grand: BenchBase = { ...usual, folder: join(folder, 'grande') };
  cpSync(usual.folder, grand.folder, { recursive: true });
  const startMs = performance.now();
  const made = await inChild<number>('./grow-base.ts', { base: grand, records } satisfies GrowRequest);
  const makingMs = performance.now() - startMs;
  reportProgress(`${made} fiches ouvertes, faites en ${Math.round(makingMs / 1000)} s`);
  return { bases: { usual, grand } satisfies Record<Size, BenchBase>, made };
}

async function play(place: Place, base: BenchBase, run: number): Promise<Played> {
  const { seconds } = place.quick ? QUICK : FULL;
  const scene: Scene = { label: 'grand', agents: 15, runs: 1, seconds };
  const folder = join(place.folder, 'tour');
  mkdirSync(folder);
  try {
    const played = await playScene({ base, folder, quick: false }, scene, { run });
    const file = join(folder, `15-calme-${run}`, 'plateau', 'plateau.db');
    return { ...played, damaged: damagedIn(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function damagedIn(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  const found = db.prepare(`SELECT count(*) AS n FROM record WHERE hold = 'damaged'`).get();
  db.close();
  return Number(found?.n);
}

function linesOf(runs: Readonly<Record<Size, readonly Played[]>>): readonly FigureLine[] {
  const shares = [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const;
  const timed = (what: string, key: 'nextMs' | 'saveMs') =>
    shares.map(([name, share]) => {
      const of = (size: Size) => runs[size].map(({ fleet }) => percentile(fleet[key], share));
      return lineOf({
        label: `${what}, ${name}`,
        unit: 'ms',
        values: of('grand'),
        limit: { label: 'la base usuelle, mêmes tours', values: of('usual') },
        ...(name === 'p99' && { target: { mostRatio: MOST_RATIO } }),
      });
    });
  const all = [...runs.usual, ...runs.grand];
  const none = (label: string, values: readonly number[]) =>
    lineOf({ label, unit: '', values, target: { most: 0 } });
  const errors = all.map(
    ({ fleet, check }) =>
      Object.values(fleet.errors).reduce((sum, one) => sum + one, 0) + (check.auditOk ? 0 : 1),
  );
  const cpu = (size: Size) => runs[size].map(({ fleet, check }) => check.cpuMs / fleet.requests);
  return [
    ...timed('fiche suivante', 'nextMs'),
    ...timed('enregistrer l’appel', 'saveMs'),
    lineOf({
      ...{ label: 'processeur du serveur par demande', unit: 'ms', values: cpu('grand') },
      limit: { label: 'la base usuelle', values: cpu('usual') },
    }),
    none('erreurs', errors),
    none(
      'fiches sur deux écrans, sans fiche ou abîmées',
      all.map(({ fleet, damaged }) => fleet.doubleLeases + fleet.withoutCard + damaged),
    ),
  ];
}

/** `next card` and `save outcome` of 15 agents among a million open records, beside the same on the usual base. */
export async function measureGrand(place: Place): Promise<Figure> {
  const { bases, made } = await basesOf(place);
  const runs: Record<Size, Played[]> = { usual: [], grand: [] };
  for (let run = 0; run < (place.quick ? QUICK : FULL).runs; run += 1) {
    for (const size of ['usual', 'grand'] as const) {
      runs[size].push(await play(place, bases[size], run));
      const nextMs = runs[size].at(-1)?.fleet.nextMs ?? [];
      reportProgress(
        `${size}, tour ${run + 1} : fiche suivante, p99 ${percentile(nextMs, 0.99).toFixed(1)} ms`,
      );
    }
  }
  return {
    name: 'grand',
    title: `15 agents, vingt fois leur cadence, ${made} fiches ouvertes en ${CAMPAIGNS} campagnes, à côté de ${bases.usual.rows}`,
    lines: linesOf(runs),
    remarks: [
      'Un tour sur la base usuelle, un sur la grande, en alternance : mêmes campagnes, mêmes agents, mêmes fiches servies.',
      'Les fiches de plus sont des copies : autres donateurs, autres numéros, dues après celles de l’import, octets scellés de leur modèle. Aucune n’est servie : elle ne s’ouvrirait pas, et le banc le dirait.',
    ],
  };
}
